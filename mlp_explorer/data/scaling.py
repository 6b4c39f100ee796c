"""From bytes to the numbers that a network sees."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_scale", "Scale", "scale_pixels"]


class Scale(NamedTuple):
    """How the columns of a table come to a mean of 0 and a spread of 1: (features,) float32; or how
    its answers do: (1,)."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    def apply(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (n, features) rows scaled."""
        return np.asarray((rows - self.mean) / self.spread, np.float32)

    def undo(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return scaled rows as they were."""
        return np.asarray(rows * self.spread + self.mean, np.float32)


def find_scale(rows: NDArray[np.float32]) -> Scale:
    """Return the scale of (n, features) rows that train. A column of one value becomes 0."""
    spread = rows.std(axis=0, dtype=np.float64)
    mean = rows.mean(axis=0, dtype=np.float64)
    return Scale(mean.astype(np.float32), np.where(spread > 0, spread, 1).astype(np.float32))


def scale_pixels(images: NDArray[np.uint8], scale: bool = True) -> NDArray[np.float32]:
    """Return uint8 images as float32: in [0, 1] if `scale`, else as they are, in [0, 255]."""
    return np.divide(images, 255.0 if scale else 1.0, dtype=np.float32)
