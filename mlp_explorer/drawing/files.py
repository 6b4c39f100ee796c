"""Files of pictures, from wherever people have them."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pillow_heif import register_heif_opener

from mlp_explorer.errors import DrawingError

__all__ = ["decode_image", "measure_image"]

register_heif_opener()  # what phones make

_KINDS = ("PNG", "JPEG", "WebP", "BMP", "GIF", "AVIF", "HEIC")
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "AVIF", "HEIF")
_MOST_PIXELS, _MOST_SIDE = 80_000_000, 1000
_ORIENTATION = 0x0112  # a tag of EXIF, and what is to be done for each of its values
_TRANSPOSES = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode_image(content: bytes) -> NDArray[np.uint8]:
    """Read the file of a picture: (h, w, 4) uint8 RGBA, upright, at most 1000 pixels long.

    content: PNG, JPEG, WebP, BMP, AVIF, HEIC or GIF, of which the first frame counts. Raises
    `DrawingError` for anything else, for a damaged file, and for one of over 80 million pixels.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                width, height = image.size
                raise DrawingError("drawing.large_picture", width=width, height=height)
            image.draft("RGB", (_MOST_SIDE, _MOST_SIDE))  # JPEG: decoded small, and so fast
            small = _shrink(image)
            return np.asarray(_orient(small, image).convert("RGBA"))
    except DrawingError:
        raise
    except Image.DecompressionBombError as error:
        raise DrawingError("drawing.huge_picture") from error
    except Exception as error:  # of a broken file Pillow raises whatever it stumbles over
        raise DrawingError("drawing.no_picture", kinds=", ".join(_KINDS)) from error


def measure_image(content: bytes) -> tuple[int, int]:
    """Return height and width of a picture as they stand in its file, whose pixels are not read.

    Raises `DrawingError` for what `decode_image` does not read.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as image:
            return image.height, image.width
    except Exception as error:  # as above
        raise DrawingError("drawing.no_picture", kinds=", ".join(_KINDS)) from error


def _shrink(image: Image.Image) -> Image.Image:
    """Make a picture at most `_MOST_SIDE` pixels long, before its colours take more memory."""
    if image.mode.startswith("I"):  # 16 bits of grey: Pillow would cut off what is over 255
        image = Image.fromarray((np.asarray(image) // 256).astype(np.uint8))
    elif image.mode not in ("L", "RGB", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")  # Numbers of a palette have no mean.
    image.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return image


def _orient(picture: Image.Image, file: Image.Image) -> Image.Image:
    """Return a picture upright, as its file says; as it lies where the file's EXIF is damaged.

    `ImageOps.exif_transpose` also writes the EXIF anew, which fails with a single wrong byte.
    """
    try:
        transpose = _TRANSPOSES.get(file.getexif().get(_ORIENTATION, 1))
    except Exception:  # as above; the pixels are there all the same
        return picture
    return picture if transpose is None else picture.transpose(transpose)
