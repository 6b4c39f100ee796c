"""Examples in parts: what trains, and what tests; equal ones never on both sides."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.messages.fingerprint import digest

__all__ = ["hold_out", "number_equal", "shuffle"]

_EVERY = 6


def number_equal(x: NDArray[Any]) -> NDArray[np.intp]:
    """Return (n,) numbers from 0, in the order in which they first come, the same for examples of
    `x` (n, …) whose bytes are the same."""
    numbers: dict[bytes, int] = {}
    rows = np.ascontiguousarray(x).reshape(len(x), -1)
    # by digests: to sort whole rows takes as much memory again as they do, and longer for pictures
    return np.array([numbers.setdefault(digest(row.data), len(numbers)) for row in rows], np.intp)


def hold_out(x: NDArray[Any], y: NDArray[Any], by_class: bool) -> NDArray[np.bool_]:
    """Return which of the examples are to test: every sixth, (n,) bool.

    by_class: in the order of their classes, whose numbers are `y`, so that these stay in proportion
    and each has an example to train. Examples that are equal count as one, and stay on one side. Of
    few examples one is held out; none where that would leave nothing to train.
    """
    groups = number_equal(x)
    classes = y if by_class else np.zeros(len(y), np.uint8)
    _, first = np.unique(groups, return_index=True)
    is_free = np.ones(len(first), bool)
    for each in np.unique(classes):
        members = groups[classes == each]
        if is_free[members].all():
            is_free[members[0]] = False
    order = np.argsort(classes[first], kind="stable")
    order = order[is_free[order]]
    tests = np.zeros(len(first), bool)
    tests[order[_EVERY // 2 - 1 :: _EVERY]] = True
    if not tests.any():
        tests[order[-1:]] = True
    return np.asarray(tests[groups])


def shuffle(x: NDArray[Any], y: NDArray[Any], by_class: bool) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return examples and answers in a mixed order, always the same.

    by_class: one example of each class comes first, as the last examples may validate.
    """
    order = np.random.default_rng(0).permutation(len(y))
    if by_class:
        _, first = np.unique(y[order], return_index=True)
        order = np.concatenate([order[first], np.delete(order, first)])
    return x[order], y[order]
