"""What strokes and images have in common: MNIST's field, and where ink has its centre."""

import numpy as np

from mlp_explorer.arrays import Float64s

__all__ = ["BOX", "find_centre", "SIDE"]

SIDE, BOX = 28, 20  # pixels of an MNIST picture, and of the box its ink fits into


def find_centre(picture: Float64s) -> Float64s:
    """Find the centre of mass, [x, y], counted in pixels from the corner of the first pixel."""
    y, x = (np.arange(count) + 0.5 for count in picture.shape)
    return np.array([picture.sum(axis=0) @ x, picture.sum(axis=1) @ y]) / float(picture.sum())
