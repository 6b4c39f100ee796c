"""The paper below the ink: how light each of its pixels would be if nothing were written."""

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float64s

__all__ = [
    "blur_widely",
    "fit_smooth_paper",
    "is_smooth",
    "mark_border",
    "measure_spread",
    "slide",
    "spread_paper",
]

_WIDEST = 4  # a pen covers less than this part of the picture's length, one over
_ODD = 0.04  # so much of the border may differ from smooth paper: ink at the rim, a speck


def fit_smooth_paper(light: Float64s) -> Float64s:
    """Fit a paraboloid to the lightness of the border and whatever resembles it, (h, w)."""
    y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in light.shape), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * y, x**2, y**2], axis=-1)
    border = mark_border(light.shape)
    surface: Float64s = np.full_like(light, np.median(light[border]))
    for region in (border, border, True, True):
        spread = measure_spread((light - surface)[border])
        near = np.flatnonzero(region & (np.abs(light - surface) <= max(3 * spread, 2 / 255)))
        near = near[:: max(1, len(near) // 5000)]  # That many are enough for six numbers.
        chosen = terms.reshape(-1, 6)[near]
        # The normal equations: of six unknowns, they take a tenth of the time that all rows do.
        surface = terms @ np.linalg.lstsq(chosen.T @ chosen, chosen.T @ light.flat[near])[0]
    return surface


def is_smooth(light: Float64s, paper: Float64s) -> bool:
    """Say whether the border of a picture, (h, w), is the smooth paper that was fitted to it.

    It is not where a shadow has an edge, or where a table shows beside the sheet.
    """
    off = (light - paper)[mark_border(light.shape)]
    grain = measure_spread(np.diff(light)) / np.sqrt(2)  # of neighbours: light has no part in it
    return bool(np.mean(np.abs(off) > max(6 * grain, 0.04)) <= _ODD)


def spread_paper(light: Float64s) -> Float64s:
    """Give each pixel, (h, w), the lightness of the paper around it, whatever lies on it.

    This is the closing of mathematical morphology: of the squares of a quarter of the picture's
    length that hold the pixel, the one whose lightest place is darkest. Dark lines go, as
    no such square fits into them; the edge of a shadow stays where it is.
    """
    reach = max(light.shape) // _WIDEST // 2
    closed = light
    for take, sign in ((np.maximum, 1), (np.minimum, -1)):
        for _ in range(2):  # rows, then columns
            closed = slide(closed, reach, take, -sign * np.inf).T
    return np.asarray(closed)


def blur_widely(light: Float64s) -> Float64s:
    """Give each pixel, (h, w), the mean of the square around it, as wide as for `spread_paper`."""
    reach = max(light.shape) // _WIDEST // 2
    sums, counts = light, np.ones_like(light)
    for _ in range(2):
        sums, counts = _sum_around(sums, reach).T, _sum_around(counts, reach).T
    return np.asarray(sums / counts)


def _sum_around(values: Float64s, reach: int) -> Float64s:
    """Sum 2 `reach` + 1 values along each row, fewer at its ends."""
    totals = np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
    places, last = np.arange(values.shape[1]), values.shape[1]
    high, low = np.minimum(places + reach + 1, last), np.maximum(places - reach, 0)
    return np.asarray(totals[:, high] - totals[:, low])


def slide(values: Float64s, reach: int, take: np.ufunc, outside: float) -> Float64s:
    """Take the most, or the least, of 2 `reach` + 1 values along each row; `outside` is beyond."""
    width = 2 * reach + 1
    padded = np.pad(values, ((0, 0), (reach, reach)), constant_values=outside)
    span = 1
    while span < width:  # windows of 1, 2, 4, …; the last overlap
        step = min(span, width - span)
        padded = take(padded[:, :-step], padded[:, step:])
        span += step
    return padded


def mark_border(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark the outer twelfth, or at least a pixel, on each side of an image of that shape."""
    rim = max(1, min(shape) // 12)
    inner = np.zeros([max(0, count - 2 * rim) for count in shape], dtype=np.bool_)
    return np.pad(inner, rim, constant_values=True)[: shape[0], : shape[1]]


def measure_spread(values: Float64s) -> float:
    """Estimate the standard deviation from the median distance to the median."""
    return float(1.4826 * np.median(np.abs(values - np.median(values)))) if values.size else 0.0
