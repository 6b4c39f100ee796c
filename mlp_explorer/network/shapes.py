"""How a drawing's lines run: numbers by which pictures of digits can be compared.

Histograms of oriented gradients (Dalal and Triggs, 2005, "Histograms of oriented gradients for
human detection"): 4 × 4 cells, 8 directions. Plain pixels do not do: to them, a scribble is a thick
eight. Of 31 kinds of drawings that are no digits, the nearest of 10,000 training images told 23 %
by 7 × 7 coarse pixels, 4 % by ten subspaces of principal components, and 77 % by these, each with
1 % of MNIST's test images refused (`python -m benchmarks.drawing` has the present figures).
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data import load_dataset

__all__ = ["describe_shapes", "find_strangeness", "prepare_shapes"]

_CELLS, _DIRECTIONS, _SIDE = 4, 8, 28
_N_COMPARED, _BATCH = 10_000, 500  # 5 MB

Floats = NDArray[Any]  # of float32


def describe_shapes(pictures: Floats) -> NDArray[np.float32]:
    """Return how the lines run in (n, 28, 28) pictures in [0, 1]: (n, 128) of unit length.

    Directions have no sign; square roots keep one long line from outweighing the rest. An empty
    picture gives zeros.
    """
    strength, direction = _find_gradients(_blur(np.asarray(pictures, np.float32)))
    low = np.floor(direction)
    high_part = direction - low
    spread = np.zeros((*strength.shape, _DIRECTIONS), np.float32)
    for shift, part in ((0, 1 - high_part), (1, high_part)):
        place = ((low + shift) % _DIRECTIONS).astype(np.intp)[..., np.newaxis]
        values = (strength * part)[..., np.newaxis]
        np.put_along_axis(spread, place, values, axis=-1)
    by_row = np.tensordot(spread, _weigh_cells(), axes=(1, 0))  # (n, 28, 8, 4)
    cells = np.tensordot(by_row, _weigh_cells(), axes=(1, 0))  # (n, 8, 4, 4)
    numbers = np.sqrt(cells.reshape(len(pictures), -1))
    lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
    return np.asarray(numbers / np.maximum(lengths, 1e-9), np.float32)


def find_strangeness(pictures: Floats) -> NDArray[np.float32]:
    """Return how unlike (n, 28, 28) pictures are to the nearest of 10,000 training images.

    (n,) in [0, 1]: 1 − the cosine between their shapes; 0 is the same.
    """
    return np.asarray(1 - (describe_shapes(pictures) @ prepare_shapes().T).max(axis=1))


@cache  # two threads at once do the same work twice, no harm
def prepare_shapes() -> NDArray[np.float32]:
    """Return the shapes of MNIST's first 10,000 training images, (10000, 128)."""
    images = load_dataset("mnist").x_train[:_N_COMPARED]
    parts = [images[first : first + _BATCH] for first in range(0, len(images), _BATCH)]
    return np.concatenate([describe_shapes(part / np.float32(255)) for part in parts])


def _blur(pictures: Floats) -> Floats:
    """Weigh each pixel with its neighbours, 1 : 2 : 1 both ways."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    rows = (padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]) / 4
    return (rows[:, :, :-2] + 2 * rows[:, :, 1:-1] + rows[:, :, 2:]) / 4


def _find_gradients(pictures: Floats) -> tuple[Floats, Floats]:
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
