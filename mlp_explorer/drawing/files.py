"""Files of pictures, from wherever people have them."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from mlp_explorer.errors import DrawingError

__all__ = ["decode_image"]

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_MOST_PIXELS, _MOST_SIDE = 80_000_000, 1000


def decode_image(content: bytes) -> NDArray[np.uint8]:
    """Read the file of a picture: (h, w, 4) uint8 RGBA, upright, at most 1000 pixels long.

    content: PNG, JPEG, WebP, BMP or GIF, of which the first frame counts. Raises `DrawingError`
    for anything else, for a damaged file, and for one of over 80 million pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                size = f"{image.width} × {image.height}"
                raise DrawingError(f"A picture of {size} pixels arrived; at most 80 million fit.")
            image.draft("RGB", (_MOST_SIDE, _MOST_SIDE))  # JPEG: decoded small, and so fast
            upright = ImageOps.exif_transpose(_shrink(image)).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise DrawingError("A picture of over 80 million pixels arrived; no more fit.") from error
    except (OSError, SyntaxError, ValueError) as error:
        if isinstance(error, DrawingError):
            raise
        kinds = ", ".join(_FORMATS)
        message = f"This file cannot be read as a picture; allowed are whole files of {kinds}."
        raise DrawingError(message) from error
    return np.asarray(upright)


def _shrink(image: Image.Image) -> Image.Image:
    """Make a picture at most `_MOST_SIDE` pixels long, before its colours take more memory."""
    if image.mode not in ("L", "RGB", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")  # Numbers of a palette have no mean.
    image.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return image
