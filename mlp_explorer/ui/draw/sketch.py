"""What a session has drawn: strokes or a picture, every step of it undoable.

The canvas in the browser is only its copy: what is drawn there arrives through `take`, and what is
changed here (Undo, Clear, a sample, an erased stroke) is put on it by a new `revision`.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.drawing import (
    canvas_strokes,
    draw_over,
    find_ink,
    ink_to_digit,
    strokes_to_digit,
)
from mlp_explorer.errors import DrawingError, EmptyDrawingError
from mlp_explorer.words import DRAW

__all__ = [
    "can_undo",
    "CANVAS_PX",
    "clear",
    "count_changes",
    "enter",
    "get_pen",
    "get_sketch",
    "get_start",
    "make_objects",
    "put",
    "read_sketch",
    "set_pen",
    "Sketch",
    "SketchReading",
    "take",
    "undo",
]

_SKETCH, _HISTORY, _REVISION, _SEEN, _PEN, _CHANGES = (
    "sketch_now",
    "sketch_history",
    "sketch_revision",
    "sketch_seen",
    "sketch_pen",
    "sketch_changes",
)
CANVAS_PX = 280
_PEN_PX = 18
_MOST_STEPS = 50  # that can be undone
_SAME_PX = 0.05  # the canvas gives back what was put on it, rounded

Strokes = Sequence[Any]  # (n, 2) arrays or lists of points, canvas pixels


class Sketch(NamedTuple):
    """objects: the canvas's own, as Fabric.js describes them. picture: one that was uploaded or
    pasted, (h, w, 4) uint8, over which they are drawn; else None."""

    objects: Sequence[Any] = ()
    picture: NDArray[np.uint8] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.objects and self.picture is None


class SketchReading(NamedTuple):
    """strokes: (n, 2) each, none of a picture. digit: (28, 28) float32 in [0, 1], or None and the
    sentence why there is none. ink: (h, w) in [0, 1], of a picture and what is drawn over it; else
    None."""

    strokes: list[NDArray[np.float64]]
    digit: NDArray[np.float32] | None
    problem: str
    ink: NDArray[np.float64] | None = None


def get_sketch() -> Sketch:
    """Return what is drawn."""
    sketch: Sketch = st.session_state.get(_SKETCH, Sketch())
    return sketch


def get_start() -> dict[str, Any]:
    """Return what the canvas is to show, for `st_canvas(initial_drawing=…)`.

    It changes only when the drawing was changed here, as the canvas then begins anew.
    """
    revision, objects = st.session_state.get(_REVISION, (0, ()))
    return {"objects": list(objects), "revision": revision}


def get_pen() -> int:
    """Return the pen's width, canvas pixels."""
    return int(st.session_state.get(_PEN, _PEN_PX))


def set_pen(width: int) -> None:
    """Draw with a pen of this width from now on, canvas pixels."""
    st.session_state[_PEN] = width


def take(objects: list[Any]) -> None:
    """Take what the canvas has sent, which may be its echo of what it was given."""
    if objects == st.session_state.get(_SEEN):
        return  # an old message: widgets keep their last value
    st.session_state[_SEEN] = objects
    if not _is_same(objects, get_sketch().objects):
        _advance(get_sketch()._replace(objects=objects))


def put(sketch: Sketch) -> None:
    """Replace the drawing; Undo brings the old one back."""
    _advance(sketch)
    _renew_canvas()


def clear() -> None:
    """Empty the canvas; Undo brings the drawing back."""
    if not get_sketch().is_empty:
        put(Sketch())


def count_changes() -> int:
    """Return how often the drawing has changed: it is another one where this is."""
    return int(st.session_state.get(_CHANGES, 0))


def can_undo() -> bool:
    """Tell whether there is a step to undo."""
    return bool(st.session_state.get(_HISTORY))


def undo() -> None:
    """Go back to the drawing before the last stroke or change."""
    if can_undo():
        _set_sketch(st.session_state[_HISTORY].pop())
        _renew_canvas()


def enter() -> None:
    """Put the drawing on a canvas that is new: the page was another one before."""
    st.session_state[_SEEN] = list(get_sketch().objects)
    _renew_canvas()


def make_objects(strokes: Strokes, width: int) -> list[dict[str, Any]]:
    """Return strokes, (n, 2) canvas pixels each, as the canvas's objects, `width` pixels wide."""
    return [_make_object(np.asarray(stroke, dtype=np.float64), width) for stroke in strokes]


def read_sketch(sketch: Sketch) -> SketchReading:
    """Bring the drawing into MNIST's form; what is wrong with it is a sentence."""
    strokes: list[NDArray[np.float64]] = []
    try:
        strokes = canvas_strokes(sketch.objects)
        ink = _read_picture(sketch.picture, strokes)
        if ink is not None:
            return SketchReading([], ink_to_digit(ink), "", ink)
        return SketchReading(strokes, strokes_to_digit(strokes), "")
    except EmptyDrawingError as error:
        problem = DRAW["empty"] if sketch.picture is None else str(error)
        return SketchReading(strokes, None, problem)
    except DrawingError as error:
        return SketchReading(strokes, None, str(error))


def _read_picture(
    picture: NDArray[np.uint8] | None, strokes: list[NDArray[np.float64]]
) -> NDArray[np.float64] | None:
    """Return the ink of a picture and of the strokes over it, None where the strokes are all."""
    if picture is None:
        return None
    try:
        ink = find_ink(picture)
    except EmptyDrawingError:
        if strokes:
            return None  # an empty sheet of paper is as good as the empty canvas
        raise
    return draw_over(ink, strokes, CANVAS_PX) if strokes else ink


def _advance(sketch: Sketch) -> None:
    history = [*st.session_state.get(_HISTORY, []), get_sketch()]
    st.session_state[_HISTORY] = history[-_MOST_STEPS:]
    _set_sketch(sketch)


def _set_sketch(sketch: Sketch) -> None:
    st.session_state[_SKETCH] = sketch
    st.session_state[_CHANGES] = count_changes() + 1


def _renew_canvas() -> None:
    revision, _ = st.session_state.get(_REVISION, (0, ()))
    st.session_state[_REVISION] = (revision + 1, get_sketch().objects)


def _is_same(objects: Sequence[Any], others: Sequence[Any]) -> bool:
    if len(objects) != len(others):
        return False
    try:
        pairs = list(zip(canvas_strokes(objects), canvas_strokes(others), strict=True))
    except (DrawingError, ValueError):
        return list(objects) == list(others)
    return all(
        one.shape == other.shape and np.allclose(one, other, atol=_SAME_PX) for one, other in pairs
    )


def _make_object(stroke: NDArray[np.float64], width: int) -> dict[str, Any]:
    points = stroke.round(2).tolist()
    if len(points) == 1:
        points = [points[0], [points[0][0] + 0.01, points[0][1]]]  # a dot, as the pencil makes it
    (low_x, low_y), (high_x, high_y) = stroke.min(axis=0), stroke.max(axis=0)
    return {
        "type": "Path",
        "path": [["M", *points[0]], *(["L", *point] for point in points[1:])],
        "originX": "center",
        "originY": "center",
        "left": (low_x + high_x) / 2,
        "top": (low_y + high_y) / 2,
        "stroke": "#ffffff",
        "strokeWidth": width,
        "strokeLineCap": "round",
        "strokeLineJoin": "round",
        "fill": None,
    }
