"""How a drawing's lines run: numbers by which pictures of digits can be compared.

Histograms of oriented gradients (Dalal and Triggs, 2005, "Histograms of oriented gradients for
human detection"): 4 × 4 cells, 8 directions. Plain pixels do not do: to them, a scribble is a thick
eight. Of 31 kinds of drawings that are no digits, the nearest of 10,000 training images told 23 %
by 7 × 7 coarse pixels, 4 % by ten subspaces of principal components, and 77 % by these, each with
1 % of MNIST's test images refused. Of the 41 kinds in `benchmarks/drawing/non_digits.py`, each with
1 % of 4,000 other training images refused: 75 % by these, 60 to 72 % by subspaces of them, 77 % by
whitened ones or where each bit of ink needs its like within a pixel, 79 % by 16 directions with a
sign, which take twice the memory and, beside the pen's travel (`verdict.py`), gain under a point.
"""

import threading
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.data import load_dataset

__all__ = ["describe_shapes", "find_strangeness", "prepare_shapes"]

_CELLS, _DIRECTIONS, _SIDE = 4, 8, 28
_N_UPRIGHT, _N_LEANING, _BATCH = 8_000, 2_000, 500  # 5 MB
# Few in MNIST lean to the left, as left-handed people write. With the 2,000 that are made to, 5 %
# of the pen digits slanted by 25° to the left are refused and 3.5 % of those to the right; without
# them 12 and 2 %; with the share of other drawings the same.
_LEAN = 0.35  # pixels to the left for one up

_PREPARING = threading.Lock()


def describe_shapes(pictures: Float32s) -> NDArray[np.float32]:
    """Return how the lines run in (n, 28, 28) pictures in [0, 1]: (n, 128) of unit length.

    Directions have no sign; square roots keep one long line from outweighing the rest. An empty
    picture gives zeros.
    """
    strength, direction = _find_gradients(_blur(np.asarray(pictures, np.float32)))
    weights = _weigh_cells()
    cells = np.empty((len(pictures), _DIRECTIONS, _CELLS, _CELLS), np.float32)
    for place in range(_DIRECTIONS):
        # a gradient counts for the two directions it lies between; after the last comes the first
        apart = np.abs(direction - place)
        apart = np.minimum(apart, _DIRECTIONS - apart)
        cells[:, place] = weights.T @ (strength * np.maximum(1 - apart, 0)) @ weights
    numbers = np.sqrt(cells.reshape(len(pictures), -1))
    lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
    return np.asarray(numbers / np.maximum(lengths, 1e-9), np.float32)


def find_strangeness(pictures: Float32s) -> NDArray[np.float32]:
    """Return how unlike (n, 28, 28) pictures are to the nearest of 10,000 training images.

    (n,) in [0, 1]: 1 − the cosine between their shapes; 0 is the same, 1 an empty picture.
    """
    return np.asarray(1 - (describe_shapes(pictures) @ prepare_shapes().T).max(axis=1))


def prepare_shapes() -> NDArray[np.float32]:
    """Return the shapes of 10,000 of MNIST's training images, (10000, 128), read-only.

    They are the first ones; the last 2,000 of them are made to lean to the left. Takes about
    half a second, then it is kept.
    """
    with _PREPARING:  # the second of two threads waits, and does not do the work again
        return _prepare()


@cache
def _prepare() -> NDArray[np.float32]:
    images = load_dataset("mnist").x_train[: _N_UPRIGHT + _N_LEANING]
    parts = []
    for first in range(0, len(images), _BATCH):
        part = images[first : first + _BATCH]
        part = part if first < _N_UPRIGHT else _lean(part)
        parts.append(describe_shapes(part / np.float32(255)))
    shapes = np.concatenate(parts)
    shapes.flags.writeable = False
    return shapes


def _lean(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Move the rows of (n, 28, 28) images so that what is upright leans to the left."""
    rows = np.arange(_SIDE)
    moves = np.rint(_LEAN * (rows - (_SIDE - 1) / 2)).astype(np.intp)
    # what is pushed out on one side comes in on the other: MNIST's margins keep most ink from it
    return images[:, rows[:, np.newaxis], (rows - moves[:, np.newaxis]) % _SIDE]


def _blur(pictures: Float32s) -> Float32s:
    """Weigh each pixel with its neighbours, 1 : 2 : 1 both ways."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4


def _find_gradients(pictures: Float32s) -> tuple[Float32s, Float32s]:
    """Return strength and direction, the latter from 0 to 8, of each pixel's gradient."""
    down, right = np.zeros_like(pictures), np.zeros_like(pictures)
    down[:, 1:-1] = pictures[:, 2:] - pictures[:, :-2]
    right[:, :, 1:-1] = pictures[:, :, 2:] - pictures[:, :, :-2]
    direction = np.arctan2(down, right) % np.float32(np.pi) * np.float32(_DIRECTIONS / np.pi)
    return np.hypot(right, down), direction


@cache
def _weigh_cells() -> NDArray[np.float32]:
    """Return each pixel's part in each of the cells along one side, (28, 4); they overlap."""
    size = _SIDE / _CELLS
    places = (np.arange(_SIDE) + 0.5) / size - 0.5
    return np.clip(1 - np.abs(places[:, np.newaxis] - np.arange(_CELLS)), 0, 1).astype(np.float32)
