"""From bytes to the numbers that a network sees."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["scale_pixels"]


def scale_pixels(images: NDArray[np.uint8], scale: bool = True) -> NDArray[np.float32]:
    """Return uint8 images as float32: in [0, 1] if `scale`, else as they are, in [0, 255]."""
    return np.divide(images, 255.0 if scale else 1.0, dtype=np.float32)
