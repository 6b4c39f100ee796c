"""From the files that a dataset is handed out as to its arrays, in their order."""

from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About
from mlp_explorer.data.files.arrays import read_arrays
from mlp_explorer.data.files.brought import Part
from mlp_explorer.data.files.entries import find_entries
from mlp_explorer.data.files.gather import FilesLike, gather_files
from mlp_explorer.data.sources.source import Parts
from mlp_explorer.errors import DatasetError

__all__ = ["read_parts"]


def read_parts(about: About, source: FilesLike) -> Parts:
    """Return the arrays that are in files, as `.npz`, `.npy`, IDX, or in a zip of these.

    Raises DatasetError where they cannot be read, or are none of this dataset: it has as many
    examples of each class.
    """
    with ExitStack() as opened:
        brought = read_arrays(find_entries(gather_files(source), opened).found)
    parts = brought.parts if brought else {}
    if set(parts) != {"train", "test"}:
        raise DatasetError("fetching.not_both", **_count(about))
    train, test = parts["train"], parts["test"]
    if (len(train.labels), len(test.labels)) != (about.n_train, about.n_test):
        got = {"train": len(train.labels), "test": len(test.labels)}
        raise DatasetError("fetching.other_count", **got, **_count(about))
    _check(about, train)
    _check(about, test)
    return Parts(train.pictures, _to_bytes(train), test.pictures, _to_bytes(test))


def _count(about: About) -> dict[str, int]:
    return {"n_train": about.n_train, "n_test": about.n_test}


def _check(about: About, part: Part) -> None:
    """Raise DatasetError for a part that cannot be of this dataset."""
    n_classes, shape = len(about.classes), part.pictures.shape[1:]
    if shape != about.shape:
        raise DatasetError("fetching.other_shape", height=shape[0], width=shape[1])
    numbers = part.labels
    if numbers.dtype.kind != "i" or numbers.min() < 0 or numbers.max() >= n_classes:
        raise DatasetError("fetching.other_classes", most=n_classes - 1)
    if len(set(np.bincount(numbers, minlength=n_classes).tolist())) > 1:
        raise DatasetError("fetching.unequal", dataset=about.key)


def _to_bytes(part: Part) -> NDArray[np.uint8]:
    return part.labels.astype(np.uint8)
