"""Answers as files have them, numbers or names, and the classes that they stand for."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.names import read_tokens, shorten, sort_names
from mlp_explorer.errors import DatasetError

__all__ = ["MOST_CLASSES", "number_classes", "read_class_names", "tidy_labels"]

MOST_CLASSES = 100
_LONGEST_MAPPING = 100_000  # bytes
_MAPPINGS = {"mapping", "classmap", "map"}


def tidy_labels(labels: NDArray[Any], name: str) -> NDArray[Any]:
    """Return labels (n,) as int64 or as text: also of (n, 1), and of rows with a single 1.

    name: of where they are from. Raises `DatasetError` for fractions and whatever else is no label.
    """
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.ndim == 2 and labels.dtype.kind in "biuf":
        labels = _read_one_hot(labels, name)
    if labels.ndim != 1 or labels.dtype.kind not in "biufSU":
        shape, kind = str(labels.shape), str(labels.dtype)
        raise DatasetError("pictures.labels_shape", name=name, shape=shape, type=kind)
    if labels.dtype.kind == "S":
        labels = np.char.decode(labels, "utf-8", "replace")
    if labels.dtype.kind == "U":
        return np.char.strip(labels)
    if labels.dtype.kind == "f":
        wrong = np.flatnonzero(~(np.isfinite(labels) & (labels == np.rint(labels))))
        if wrong.size:
            got, row = f"{labels[wrong[0]]:g}", int(wrong[0]) + 1
            raise DatasetError("pictures.fraction", name=name, row=row, got=got)
    return labels.astype(np.int64)


def number_classes(
    labels: Mapping[str, NDArray[Any]], names: Mapping[str, str]
) -> tuple[dict[str, NDArray[np.int64]], tuple[str, ...]]:
    """Return the number of the class of each label, a part at a time, and the classes' names.

    labels: by part; those that "train" has not make no class, and get -1. names: of labels, where
    they are known. Numbers are in their order, names in natural order. Raises `DatasetError` for
    less than 2 or more than 100 classes.
    """
    found = sort_names({str(label) for label in np.unique(labels["train"])})
    if not 2 <= len(found) <= MOST_CLASSES:
        code = "pictures.one_class" if len(found) == 1 else "pictures.many_classes"
        shown = ", ".join(map(shorten, found[:3]))
        raise DatasetError(code, got=len(found), names=shown, most=MOST_CLASSES)
    numbers = {label: number for number, label in enumerate(found)}
    answers = {key: _translate(part, numbers) for key, part in labels.items()}
    return answers, _name(found, names)


def _translate(labels: NDArray[Any], numbers: Mapping[str, int]) -> NDArray[np.int64]:
    values, places = np.unique(labels, return_inverse=True)
    return np.array([numbers.get(str(value), -1) for value in values], np.int64)[places]


def _name(labels: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what the classes are called; where two have one name, the label tells them apart."""
    called = [shorten(names.get(label, label)) or label for label in labels]
    often = Counter(called)
    pairs = zip(called, labels, strict=True)
    return tuple(name if often[name] == 1 else f"{name} ({label})" for name, label in pairs)


def _read_one_hot(labels: NDArray[Any], name: str) -> NDArray[Any]:
    is_one = labels == 1
    wrong = np.flatnonzero((is_one.sum(axis=1) != 1) | ((labels != 0) & ~is_one).any(axis=1))
    if wrong.size:
        shape, row = str(labels.shape), int(wrong[0]) + 1
        raise DatasetError("pictures.no_one_hot", name=name, shape=shape, row=row)
    return np.asarray(labels.argmax(axis=1))


def read_class_names(entry: Entry) -> dict[str, str]:
    """Return the names of labels; of a file that is none of these, nothing.

    EMNIST's `…-mapping.txt` has a line a label: the label, then the codes of its letters, the
    capital and the small one: "1 65 97" is "Aa". Kuzushiji's `…_classmap.csv` has the columns
    index, codepoint and char.
    """
    if not _MAPPINGS & set(read_tokens(entry.name)) or entry.size > _LONGEST_MAPPING:
        return {}
    text = entry.read_start(_LONGEST_MAPPING).decode("utf-8-sig", "replace")
    if "," in text:
        rows = csv.DictReader(text.splitlines())
        return {row["index"]: row["char"] for row in rows if row.get("index") and row.get("char")}
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if not all(len(line) > 1 and all(each.isdecimal() for each in line) for line in lines):
        return {}
    return {label: _read_letters(codes) for label, *codes in lines}


def _read_letters(codes: list[str]) -> str:
    """Return the letters of their codes, each once."""
    letters = [chr(int(code)) for code in codes if int(code) < 0x110000]
    return "".join(dict.fromkeys(each for each in letters if each.isprintable()))
