"""Pictures in arrays: Keras's and MedMNIST's `.npz`, `.npy` files, and MNIST's own IDX."""

import re
from collections.abc import Sequence

import numpy as np

from mlp_explorer.data.files.array_parts import ArrayPart, find_parts, find_pictures, list_arrays
from mlp_explorer.data.files.brought import Brought, Part
from mlp_explorer.data.files.classes import read_class_names, tidy_labels
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.grey import GreyPictures, finish_parts
from mlp_explorer.data.files.stored_rows import StoredRows, read_idx_header, read_npy_header
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["is_named_emnist", "read_arrays"]

_NPY = b"\x93NUMPY"


def read_arrays(entries: Sequence[Entry], has_answers: bool = True) -> Brought | None:
    """Return the pictures in arrays; None where there is no array. Raises `DatasetError`.

    has_answers: else none are wanted, and all pictures are one part.
    """
    arrays, objects, names = _find_arrays(entries)
    if not arrays and not objects:
        return None
    if not arrays:
        raise DatasetError("dataset.pickle", name=objects[0].name)
    said = [Sentence("pictures.left_objects", {"name": each.name}) for each in objects[:1]]
    found = find_parts(arrays) if has_answers else find_pictures(arrays)
    used = [rows for each in found for rows in (each.pictures, each.labels)]
    if left := [each for each in arrays if each not in used]:
        said.append(Sentence("pictures.left_arrays", {"names": list_arrays(left)}))
    brought = Brought(_read_parts(found, said), names, said)
    brought.is_emnist = any(is_named_emnist(each.name) for each in arrays)
    return brought


def is_named_emnist(name: str) -> bool:
    """Tell whether a file is of EMNIST, whose pictures lie on their side and mirrored."""
    return bool(re.search(r"(?<![a-z])emnist", name.lower()))


def _find_arrays(
    entries: Sequence[Entry],
) -> tuple[list[StoredRows], list[Entry], dict[str, str]]:
    """Return arrays, files of objects, and the names of labels."""
    arrays: list[StoredRows] = []
    objects: list[Entry] = []
    names: dict[str, str] = {}
    for entry in entries:
        start = entry.try_start()
        is_npy = start.startswith(_NPY)
        if rows := read_npy_header(entry) if is_npy else read_idx_header(entry, start):
            arrays.append(rows)
        elif is_npy:
            objects.append(entry)
        elif start:
            names |= read_class_names(entry)
    return arrays, objects, names


def _read_parts(found: Sequence[ArrayPart], said: list[Sentence]) -> dict[str, Part]:
    greys: dict[str, GreyPictures] = {}
    for each in found:
        _read_into(greys.setdefault(each.part, GreyPictures()), each)
    return finish_parts(greys, found[0].form, said)


def _read_into(grey: GreyPictures, part: ArrayPart) -> None:
    """Add the pictures of an array, and their labels."""
    name, done = part.pictures.name, 0
    if part.labels:
        labels = tidy_labels(part.labels.read_all(), part.labels.name)
    else:
        labels = np.full(len(part.pictures), part.label)
    for block in part.pictures.read_blocks():
        if block.dtype.kind == "f" and not (fine := np.isfinite(block)).all():
            row = done + int(np.flatnonzero(~fine.reshape(len(block), -1).all(axis=1))[0]) + 1
            raise DatasetError("pictures.no_number", name=name, row=row)
        grey.add(part.form.to_grey(block), labels[done : done + len(block)], name)
        done += len(block)
