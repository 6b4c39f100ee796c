"""Strokes that are drawn over a picture: the ink of both together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing.pen import measure_pen
from mlp_explorer.drawing.strokes import check_strokes, list_segments

__all__ = ["draw_over"]

_FINE = 280  # pixels of the picture's length, at least: a pen needs some to draw with


def draw_over(ink: Float64s, strokes: Sequence[ArrayLike], side: float) -> Float64s:
    """Add strokes to the ink of a picture: (n, n) float64 in [0, 1].

    ink: (h, w) in [0, 1], as `find_ink` gives it. strokes: (n, 2) each, x right, y down, in pixels
    of a square, `side` pixels long, in whose middle the picture is shown as large as it fits. The
    pen is as wide as the picture's own: how wide one draws never changes what is read. Raises as
    `strokes_to_digit` does.
    """
    paths = check_strokes(strokes)
    enlarged = -(-_FINE // max(ink.shape))
    radius = max(enlarged * measure_pen(ink), 1.0) / 2
    both = _square(np.kron(ink, np.ones((enlarged, enlarged))).astype(np.float64))
    scale = len(both) / side
    for start, end in zip(*list_segments(paths), strict=True):
        _draw(both, start * scale, end * scale, radius)
    return both


def _square(ink: Float64s) -> Float64s:
    """Return the ink in the middle of a square of paper."""
    longest = max(ink.shape)
    before = [(longest - count) // 2 for count in ink.shape]
    return np.pad(ink, [(b, longest - n - b) for b, n in zip(before, ink.shape, strict=True)])


def _draw(ink: Float64s, start: Float64s, end: Float64s, radius: float) -> None:
    """Draw a segment with a round pen, only into the pixels around it: a stroke has hundreds."""
    reach, size = radius + 1, len(ink)
    low = np.clip(np.floor(np.minimum(start, end) - reach), 0, size).astype(int)
    high = np.clip(np.ceil(np.maximum(start, end) + reach), 0, size).astype(int)
    x = np.arange(low[0], high[0]) + 0.5 - start[0]
    y = np.arange(low[1], high[1])[:, None] + 0.5 - start[1]
    run, rise = end - start
    along = np.clip((x * run + y * rise) / max(run**2 + rise**2, 1e-12), 0, 1)
    distance = np.hypot(x - along * run, y - along * rise)
    part = ink[low[1] : high[1], low[0] : high[0]]
    np.maximum(part, np.clip(radius - distance + 0.5, 0, 1), out=part)
