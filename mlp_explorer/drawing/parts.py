"""The parts of a picture: pixels that touch each other."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_touching", "label_parts"]


def label_parts(mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Number the parts of a mask, (h, w): 0 where it is False, and from 1 on; and how many.

    Pixels that touch at a side or a corner are of the same part. The work is done on the runs of
    each row, of which a photograph has some thousands.
    """
    rows, firsts, ends = _find_runs(mask)
    above, below = _find_neighbours(rows, firsts, ends, mask.shape[1])
    roots = _join(len(rows), above, below)
    names, numbers = np.unique(roots, return_inverse=True)
    labels = np.zeros(mask.shape, dtype=np.intp)
    labels[mask] = np.repeat(numbers + 1, ends - firsts)
    return labels, len(names)


def find_touching(labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the numbers of the parts that touch the border of the picture, 0 left out."""
    rim = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    numbers = np.unique(np.concatenate(rim))
    return np.asarray(numbers[numbers > 0])


def _find_runs(
    mask: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the row, the first column and the column after the last of each run, in order."""
    steps = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, firsts = np.nonzero(steps == 1)
    return rows, firsts, np.nonzero(steps == -1)[1]


def _find_neighbours(
    rows: NDArray[np.intp], firsts: NDArray[np.intp], ends: NDArray[np.intp], width: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of runs, (m,) each, that touch from one row to the next."""
    stride = width + 2
    low = np.searchsorted(rows * stride + ends, (rows + 1) * stride + firsts, side="left")
    high = np.searchsorted(rows * stride + firsts, (rows + 1) * stride + ends, side="right")
    counts = np.maximum(high - low, 0)
    above = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(above)) - np.repeat(np.cumsum(counts) - counts, counts)
    return above, np.repeat(low, counts) + offsets


def _join(count: int, above: NDArray[np.intp], below: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the first run of each run's part."""
    roots = np.arange(count)
    while True:
        least = np.minimum(roots[above], roots[below])
        joined = roots.copy()
        np.minimum.at(joined, roots[above], least)
        np.minimum.at(joined, roots[below], least)
        while (joined != joined[joined]).any():
            joined = joined[joined]
        if np.array_equal(joined, roots):
            return roots
        roots = joined
