"""Drawings for networks that have learned other pictures than MNIST's: ink as large as theirs."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mlp_explorer.drawing.box import SIDE

__all__ = ["fit_drawing", "measure_extent"]

_INK, _FINE = 0.1, 4  # from this on a pixel has ink; steps within a pixel of the answer
_MOST = 500  # pictures that are measured
_ALIKE = 0.06  # of the side: not two pixels


def measure_extent(pictures: NDArray[np.uint8], white: float = 255.0) -> float:
    """Return which share of a picture's side its ink takes, the larger of height and width: the
    median of the first ones, in (0, 1]; 1 where none has ink.

    pictures: (n, height, width). white: the value of a white pixel.
    """
    has_ink = np.asarray(pictures[:_MOST] > _INK * white, np.bool_)
    shares = np.maximum(_measure(has_ink, 2), _measure(has_ink, 1))
    return float(np.median(shares[shares > 0])) if shares.any() else 1.0


def _measure(has_ink: NDArray[np.bool_], across: int) -> NDArray[np.float64]:
    """Return which share of the side that is not `across` lies between its first and last ink."""
    places = np.asarray(has_ink.any(axis=across))
    count = places.shape[1]
    last = count - places[:, ::-1].argmax(axis=1)
    return np.where(places.any(axis=1), (last - places.argmax(axis=1)) / count, 0.0)


def fit_drawing(
    drawing: NDArray[np.float32], shape: tuple[int, ...], extent: float
) -> NDArray[np.float32]:
    """Bring a drawing in MNIST's form, (28, 28) in [0, 1], to another size: float32 in [0, 1].

    shape: (height, width). extent: the share of its side that ink takes, as `measure_extent` has
    it. Its middle stays the middle, as far as no ink is cut off. What is as large as that already,
    and what is empty, stays as it is.
    """
    height, width = shape
    rows, columns = (np.flatnonzero(drawing.max(axis=axis) > _INK) for axis in (1, 0))
    if not len(rows):
        return np.zeros((height, width), np.float32)
    sizes = rows[-1] + 1 - rows[0], columns[-1] + 1 - columns[0]
    if shape == drawing.shape and abs(max(sizes) / SIDE - extent) < _ALIKE:
        return drawing  # it is as large as they are
    step = float(max(sizes[0] / height, sizes[1] / width) / extent)  # its pixels in one of these
    top, left = _place(rows, step * height), _place(columns, step * width)
    box = (left, top, left + step * width, top + step * height)
    padded = Image.fromarray(np.pad(drawing, SIDE))
    fine = padded.resize((_FINE * width, _FINE * height), Image.Resampling.BILINEAR, box=box)
    blocks = np.asarray(fine).reshape(height, _FINE, width, _FINE)
    return np.asarray(np.clip(blocks.mean(axis=(1, 3)), 0, 1), np.float32)


def _place(ink: NDArray[np.intp], length: float) -> float:
    """Return where a part of that length begins, in the padded drawing: in its middle, but for what
    lets no ink be cut off. ink: places that have some."""
    begin = (SIDE - length) / 2
    first, last = float(ink[0]), float(ink[-1] + 1)
    return SIDE + min(max(begin, last - length), first)
