"""How the numbers of a picture lie in an array: size, colours, their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["find_form", "Form", "LEAST_SIDE", "MOST_SIDE"]

MOST_SIDE = 64  # pixels
LEAST_SIDE = 8  # of pictures that are a row of numbers: shorter rows are seldom pictures
_LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)  # of ITU-R BT.601, as Pillow has it


@dataclass(frozen=True)
class Form:
    """How the numbers of one picture lie. channels: 1, 3 or 4. planar: all of a colour together."""

    height: int
    width: int
    channels: int = 1
    planar: bool = False

    @property
    def step(self) -> int:
        """Return how many pixels a side become one, so that the picture is not too large."""
        return -(-max(self.height, self.width) // MOST_SIDE)

    def to_grey(self, block: NDArray[Any]) -> NDArray[Any]:
        """Return a block of pictures as (n, height, width), grey by luminance, not scaled."""
        if self.channels == 1:
            grey = block.reshape(-1, self.height, self.width)
        else:
            axes = (self.channels, self.height, self.width)
            colours = block.reshape(-1, *(axes if self.planar else (*axes[1:], axes[0])))
            colours = np.moveaxis(colours, 1 if self.planar else 3, 0).astype(np.float32)
            grey = np.tensordot(_LUMINANCE, colours[:3], 1)
            if self.channels == 4:
                grey = _lay_on_paper(grey, colours[3])
        if self.step > 1:
            grey = self._shrink(grey)
        was_whole = block.dtype.kind in "iu" and grey.dtype.kind == "f"
        return np.rint(grey).astype(block.dtype) if was_whole else grey

    def _shrink(self, grey: NDArray[Any]) -> NDArray[Any]:
        """Return the means of squares of `step` pixels; what is left over at the rims goes."""
        step = self.step
        height, width = self.height // step, self.width // step
        top, left = (self.height - height * step) // 2, (self.width - width * step) // 2
        whole = grey[:, top : top + height * step, left : left + width * step]
        return np.asarray(whole.reshape(-1, height, step, width, step).mean((2, 4), np.float32))


def _lay_on_paper(grey: NDArray[Any], alpha: NDArray[Any]) -> NDArray[Any]:
    """Put paper in place of what is transparent: white under dark ink, black under light."""
    white = 255 if alpha.max() > 1 else 1
    share = alpha / white
    paper = white * ((grey * share).sum() < share.sum() * white / 2)
    return np.asarray(grey * share + paper * (1 - share))


def find_form(shape: Sequence[int], sample: NDArray[Any] | None = None) -> Form | None:
    """Return how pictures lie in an array of that shape, the number of them first; None if in none.

    sample: some rows of it, which tell how colours lie where each picture is one row.
    """
    match tuple(shape[1:]):
        case (count,):
            return _find_flat_form(count, sample)
        case (height, width) | (height, width, 1) | (1, height, width) if min(height, width) > 1:
            return Form(height, width)
        case (height, width, (3 | 4) as channels) if min(height, width) > 1:
            return Form(height, width, channels)
        case ((3 | 4) as channels, height, width) if min(height, width) > 1:
            return Form(height, width, channels, planar=True)
    return None


def _find_flat_form(count: int, sample: NDArray[Any] | None) -> Form | None:
    side = isqrt(count)
    if side >= LEAST_SIDE and side * side == count:
        return Form(side, side)
    side = isqrt(count // 3)
    if side < LEAST_SIDE or 3 * side * side != count:
        return None
    forms = Form(side, side, 3), Form(side, side, 3, planar=True)
    if sample is None or not len(sample):
        return forms[0]
    return min(forms, key=lambda form: _measure_roughness(form, sample))


def _measure_roughness(form: Form, sample: NDArray[Any]) -> float:
    """Return how much neighbours differ: much where the numbers are taken for other places."""
    return float(np.abs(np.diff(form.to_grey(sample.astype(np.float32)), axis=2)).mean())
