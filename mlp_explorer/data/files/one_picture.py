"""One picture of any kind, brought into the form of MNIST's, or kept whole and made small."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from mlp_explorer.drawing import find_ink, ink_to_digit, read_lightness

__all__ = ["redraw_picture", "shrink_picture", "SIDE"]

SIDE = 28  # pixels


def redraw_picture(image: ArrayLike, is_light_ink: bool | None = None) -> NDArray[np.uint8]:
    """Return the ink of a picture as Draw reads it: (28, 28) uint8, white on black, centred.

    image: as `decode_image` gives it. is_light_ink: as its set has it; None: the picture tells.
    Raises `EmptyDrawingError` where there is no such ink.
    """
    ink = find_ink(image, is_light_ink if _is_opaque(image) else None)
    return np.rint(ink_to_digit(ink) * 255).astype(np.uint8)


def shrink_picture(image: ArrayLike) -> NDArray[np.uint8]:
    """Return a whole picture in grey, (28, 28) uint8, as high or wide as fits, on its own rim."""
    light = Image.fromarray(np.rint(read_lightness(image) * 255).astype(np.uint8))
    scale = SIDE / max(light.size)
    size = [max(1, round(side * scale)) for side in light.size]
    small = np.asarray(light.resize((size[0], size[1]), Image.Resampling.BOX))
    rim = np.median(np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]]))
    whole = np.full((SIDE, SIDE), rim, np.uint8)
    top, left = ((SIDE - side) // 2 for side in small.shape)
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole


def _is_opaque(image: ArrayLike) -> bool:
    """Tell whether a picture has paper of its own: a transparent one has ink alone."""
    pixels = np.asarray(image)
    if pixels.shape[2:] != (4,):
        return True
    alpha = pixels[..., 3]
    return bool(np.median(np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])) >= 128)
