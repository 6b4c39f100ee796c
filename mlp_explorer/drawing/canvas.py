"""The objects of a Fabric.js canvas, read as pen strokes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing.strokes import check_size
from mlp_explorer.errors import DrawingError

__all__ = ["canvas_strokes"]


def canvas_strokes(objects: Iterable[Mapping[str, Any]]) -> list[Float64s]:
    """Take the pen strokes, in canvas pixels, from the objects of a Fabric.js canvas.

    `objects` is `CanvasResult.json_data["objects"]` of streamlit-drawable-canvas 0.13 (Fabric.js
    7). The answers are (n, 2) float64. What is no path is skipped; one that was moved, scaled,
    turned, flipped or skewed is given as seen. Raises `DrawingError` for an unreadable path, and
    for more than a drawing may have.
    """
    strokes: list[Float64s] = []
    n_points = 0
    for item in (each for each in objects if str(each.get("type", "")).lower() == "path"):
        try:
            # at least so many, as a command has seven entries at most; reading them takes its time
            n_points += max(len(item["path"]), sum(map(len, item["path"])) // 7)
            check_size(len(strokes), n_points)
            middle, matrix, centre = _find_placement(item)
            strokes += [(path - middle) @ matrix.T + centre for path in _split_path(item["path"])]
        except DrawingError:
            raise
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            kind = type(error).__name__
            raise DrawingError("drawing.path", kind=kind, error=str(error)) from error
    return strokes


def _split_path(path: Sequence[Sequence[Any]]) -> list[Float64s]:
    """Make (n, 2) polylines through the control points: Fabric's pencil puts its samples there."""
    strokes: list[list[Float64s]] = []
    for command, *numbers in path:
        if command == "M":
            strokes.append([])
        strokes[-1].append(np.array(numbers, dtype=np.float64).reshape(-1, 2))
    return [np.concatenate(stroke) for stroke in strokes]


def _find_placement(item: Mapping[str, Any]) -> tuple[Float64s, Float64s, Float64s]:
    """Find middle (2,), matrix (2, 2), centre (2,): q is seen at matrix (q - middle) + centre."""
    # As Fabric.js 7 does it. `left` and `top` are the origin's place, in a box with the line in it.
    low, high = _measure_path(item["path"])
    middle = (low + high) / 2
    plain = {"scaleX": 1, "scaleY": 1, "strokeWidth": 1, "left": middle[0], "top": middle[1]}
    look: Callable[..., Any] = {**plain, **item}.get
    mirror = np.where([look("flipX", False), look("flipY", False)], -1.0, 1.0)
    skew_x, skew_y = np.tan(np.radians([look("skewX", 0.0), look("skewY", 0.0)]))
    skew = np.array([[1 + skew_x * skew_y, skew_x], [skew_y, 1]])
    shape = np.diag(mirror * [look("scaleX"), look("scaleY")]) @ skew
    cos, sin = np.cos(np.radians(look("angle", 0.0))), np.sin(np.radians(look("angle", 0.0)))
    rotation = np.array([[cos, -sin], [sin, cos]])
    size = np.abs(shape) @ (high - low + look("strokeWidth"))
    share = {"left": 0.5, "top": 0.5, "center": 0.0, "right": -0.5, "bottom": -0.5}
    origin = np.array([share[look(name, "center")] for name in ("originX", "originY")])
    return middle, rotation @ shape, [look("left"), look("top")] + rotation @ (origin * size)


def _measure_path(path: Sequence[Sequence[Any]]) -> tuple[Float64s, Float64s]:
    """Find the corners, [x, y] each, of the box that Fabric.js counts as the path's."""
    # It takes a "Q" for a cubic with the control point twice. "L" and "M" make straight ones here.
    pairs = [np.array(p, dtype=np.float64).reshape(-1, 2) for _, *p in path if p]
    ends, controls = np.array([pair[-1] for pair in pairs]), np.array([pair[0] for pair in pairs])
    t = np.linspace(0, 1, 33)[:, None, None]
    curves = (1 - t) ** 3 * np.roll(ends, 1, axis=0) + 3 * t * (1 - t) * controls + t**3 * ends
    return curves.min(axis=(0, 1)), curves.max(axis=(0, 1))
