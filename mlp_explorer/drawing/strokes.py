"""Pen strokes, drawn the way MNIST's digits are drawn."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing.box import BOX, SIDE, find_centre
from mlp_explorer.errors import DrawingError, EmptyDrawingError

__all__ = ["check_strokes", "ink_strokes", "list_segments", "strokes_to_digit"]

# Where the ink's centre goes, counted from the first pixel's corner. MNIST's own lies between 14
# and 15, as whole pixels were moved; with 14, 14.25 and 14.5 the two networks below read 81.0,
# 82.4 and 81.6 %, and 91.0, 91.9 and 91.1 % of 1,000 pen digits.
CENTRE = 14.25
# With these two (and a centre of 14) the pen digits get a mean pixel of 0.128 (MNIST: 0.131) and
# are read rightly by 81.1 % (sigmoid 256-128) and 91.0 % (ReLU 512-512). Pens of 2.2 to 2.8 differ
# by under 0.5 points, an edge of 1.5 as little; smoothing costs 0.2 to 2.5, a box of 21 two.
PEN = 2.6  # pen width in MNIST pixels
EDGE = 1.0  # pixels over which the ink fades from 1 to 0 across the pen's outline
STEP = 0.5  # MNIST pixels between the points that are kept: finer ones cost time, show nothing
_MOST_POINTS = 20_000  # of a drawing; each takes 6 KB while it is drawn, a digit has some hundreds
TAP = 0.25  # a drawing smaller than this many canvas pixels is a tap: Fabric.js gives 0.002 pens


def strokes_to_digit(strokes: Sequence[ArrayLike]) -> NDArray[np.float32]:
    """Draw pen strokes the way MNIST's digits are drawn.

    `strokes` holds (n, 2) arrays of coordinates, x to the right, y down. Place and size do not
    change the answer, (28, 28) float32 in [0, 1], whose centre of mass is at (14.25, 14.25)
    unless ink would leave the picture. A tap gives a dot. Raises
    `DrawingError` for a wrong shape, a number not finite or over 1e9, `EmptyDrawingError` for none.
    """
    return _ink_paths(_place(strokes)).astype(np.float32)


def ink_strokes(strokes: Sequence[ArrayLike]) -> NDArray[np.float32]:
    """Draw each stroke by itself, at its place in `strokes_to_digit(strokes)`: (n, 28, 28).

    One that has no points is left out. Raises as `strokes_to_digit` does.
    """
    return np.stack([_ink_paths([path]) for path in _place(strokes)]).astype(np.float32)


def check_strokes(strokes: Sequence[ArrayLike]) -> list[Float64s]:
    """Give the strokes that have points as (n, 2) float64 arrays, or raise."""
    try:
        paths = [np.asarray(stroke, dtype=np.float64) for stroke in strokes]
    except (TypeError, ValueError) as error:
        raise DrawingError("drawing.stroke", error=str(error)) from error
    for path in (paths := [path for path in paths if path.size]):
        if path.ndim != 2 or path.shape[1] != 2:
            raise DrawingError("drawing.stroke_shape", shape=str(path.shape))
        if not (np.abs(path) <= 1e9).all():
            raise DrawingError("drawing.coordinate")
    if not paths:
        raise EmptyDrawingError("drawing.no_strokes")
    if sum(map(len, paths)) > _MOST_POINTS:
        raise DrawingError("drawing.too_long")
    return paths


def _thin_path(path: Float64s) -> Float64s:
    """Keep the first point of each `STEP` along an (n, 2) path, and its last point."""
    travelled = (np.cumsum(np.hypot(*np.diff(path, axis=0).T)) + 1e-6) // STEP
    keep = np.append(True, np.diff(travelled, prepend=0) > 0)
    keep[-1] = True
    return np.asarray(path[keep])


def _place(strokes: Sequence[ArrayLike]) -> list[Float64s]:
    """Scale and move the strokes to where they are drawn: (n, 2) each, in MNIST pixels."""
    paths = check_strokes(strokes)
    points = np.concatenate(paths)
    low, extent = points.min(axis=0), float(np.ptp(points, axis=0).max())
    if extent < TAP:
        paths, extent = [low[None]], 1.0
    scale = (BOX - PEN - EDGE) / extent
    paths = [_thin_path((path - low) * scale) for path in paths]
    starts, ends = list_segments(paths)
    margin = (PEN + EDGE) / 2
    room = SIDE - margin - np.maximum(starts, ends).max(axis=0)
    # The centre of mass of the path is off by the overlaps, so the ink is weighed and moved once.
    lengths = np.hypot(*(ends - starts).T) + 1e-9
    shift = CENTRE - lengths @ (starts + ends) / (2 * lengths.sum())
    shift = np.clip(shift, margin, room)
    picture = _ink_segments(starts + shift, ends + shift)
    shift = np.clip(shift + CENTRE - find_centre(picture), margin, room)
    return [path + shift for path in paths]


def _ink_paths(paths: list[Float64s]) -> Float64s:
    return _ink_segments(*list_segments(paths))


def list_segments(paths: list[Float64s]) -> tuple[Float64s, Float64s]:
    """Return where each segment of the paths starts and ends, (m, 2); a point is one, too."""
    starts = np.concatenate([path[:-1] if len(path) > 1 else path for path in paths])
    ends = np.concatenate([path[1:] if len(path) > 1 else path for path in paths])
    return starts, ends


def _ink_segments(starts: Float64s, ends: Float64s) -> Float64s:
    """Draw (m, 2) segments with a round pen, (28, 28), by each pixel's distance to them."""
    axis = np.arange(SIDE) + 0.5
    x, y = axis - starts[:, 0, None, None], axis[:, None] - starts[:, 1, None, None]
    run, rise = (ends - starts).T[:, :, None, None]
    along = np.clip((x * run + y * rise) / np.maximum(run**2 + rise**2, 1e-12), 0, 1)
    squares: Float64s = (x - along * run) ** 2 + (y - along * rise) ** 2
    return np.asarray(np.clip((PEN / 2 - np.sqrt(squares.min(axis=0))) / EDGE + 0.5, 0, 1))
