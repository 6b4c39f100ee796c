"""From examples that somebody has brought to a dataset."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About, make_own_key
from mlp_explorer.data.dataset import Dataset
from mlp_explorer.data.parts import hold_out, number_equal, shuffle
from mlp_explorer.errors import DatasetError, Sentence
from mlp_explorer.messages.fingerprint import fingerprint

__all__ = ["Examples", "make_own_dataset", "name_content"]

Examples = tuple[NDArray[Any], NDArray[Any]]  # inputs (n, …) and answers (n,)


def make_own_dataset(
    train: Examples,
    *,
    test: Examples | None = None,
    validation: Examples | None = None,
    classes: Sequence[str] = (),
    features: Sequence[str] = (),
    answer: str = "",
    notes: Sequence[Sentence] = (),
) -> Dataset:
    """Return the dataset, its training part in a mixed order, with a key that its content decides.

    train, test, validation: pictures (n, height, width) uint8 or rows (n, features) float32, with
    the numbers of their classes (n,) uint8, or numbers (n,) float32. Without a test part every
    sixth is held out, classes in proportion; examples that are equal stay on one side, so those of
    the test part that train as well are left out of the training. Each class of the training part
    keeps an example there. classes: their names, empty where the answer is a number. notes: what to
    say of it; what is done here is said after them.

    Raises DatasetError where nothing is left to train, or to test.
    """
    said = list(notes)
    if test is None:
        train, test = _split(train, by_class=bool(classes))
        said.append(Sentence("dataset.held_out", {"count": len(test[1])}))
    else:
        train, test = _part(train, test, bool(classes), said)
    if not len(train[1]) or not len(test[1]):
        raise DatasetError("dataset.too_few", train=len(train[1]), test=len(test[1]))
    n_validation = len(validation[1]) if validation else 0
    x, y = shuffle(*train, bool(classes))
    if validation:
        x, y = np.concatenate([x, validation[0]]), np.concatenate([y, validation[1]])
    about = About(
        "",
        "pictures" if x.ndim == 3 else "table",
        x.shape[1:],
        tuple(classes),
        len(y),
        len(test[1]),
        n_validation,
        tuple(features),
        answer,
        notes=tuple(said),
    )
    return name_content(Dataset(x, y, *test, about))


def name_content(dataset: Dataset) -> Dataset:
    """Return the dataset with the key that its content decides: its arrays, and the names of its
    classes, features and answer. It reads all of them, a gigabyte in about a second."""
    about = dataset.about
    names = json.dumps([about.classes, about.features, about.answer]).encode()
    arrays = [*dataset[:4], np.frombuffer(names, np.uint8)]
    key = make_own_key(about, fingerprint(arrays)[:16])
    return dataset._replace(about=replace(about, key=key))


def _split(examples: Examples, by_class: bool) -> tuple[Examples, Examples]:
    tests = hold_out(*examples, by_class)
    return _take(examples, ~tests), _take(examples, tests)


def _part(
    train: Examples, test: Examples, by_class: bool, said: list[Sentence]
) -> tuple[Examples, Examples]:
    """Return both parts, of the training part without what is in the test part, too.

    Where that is all that a class has to train, it is left out of the test part instead.
    """
    numbers = number_equal(np.concatenate([train[0], test[0]]))
    of_train, of_test = np.split(numbers, [len(train[1])])
    in_both = np.isin(of_train, of_test)
    needed = np.zeros_like(in_both)
    if by_class:
        needed = in_both & ~np.isin(train[1], train[1][~in_both])
    spared = np.isin(of_test, of_train[needed])
    for code, left in (("in_both", in_both & ~needed), ("needed", spared)):
        if left.any():
            said.append(Sentence(f"dataset.{code}", {"count": int(left.sum())}))
    return _take(train, ~in_both | needed), _take(test, ~spared)


def _take(examples: Examples, chosen: NDArray[np.bool_]) -> Examples:
    x, y = examples
    return (x, y) if chosen.all() else (x[chosen], y[chosen])
