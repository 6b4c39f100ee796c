"""A drawing, strokes or a picture, and how it is read."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mlp_explorer.charts.images import encode_png
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
    "CANVAS_PX",
    "make_grey_picture",
    "make_objects",
    "make_picture",
    "read_sketch",
    "Sketch",
    "SketchReading",
]

CANVAS_PX = 280

Strokes = Sequence[Any]  # (n, 2) arrays or lists of points, canvas pixels


class Sketch(NamedTuple):
    """objects: the canvas's own, as Fabric.js describes them. picture: one that was uploaded or
    pasted, (h, w, 4) uint8, over which they are drawn; else None. address: of the picture, as large
    as the canvas shows it; empty without one."""

    objects: Sequence[Any] = ()
    picture: NDArray[np.uint8] | None = None
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.objects and self.picture is None

    def write(self) -> dict[str, Any]:
        """Return it as the browser knows it."""
        return {"objects": list(self.objects), "picture": self.address}


class SketchReading(NamedTuple):
    """strokes: (n, 2) each, none of a picture. digit: (28, 28) float32 in [0, 1], or None and the
    sentence why there is none. ink: (h, w) in [0, 1], of a picture and what is drawn over it; else
    None."""

    strokes: list[NDArray[np.float64]]
    digit: NDArray[np.float32] | None
    problem: str
    ink: NDArray[np.float64] | None = None


def make_picture(picture: NDArray[np.uint8]) -> Sketch:
    """Return the drawing that is nothing but this picture, (h, w, 4) in [0, 255]."""
    image = Image.fromarray(picture)
    image.thumbnail((2 * CANVAS_PX, 2 * CANVAS_PX))
    return Sketch(picture=picture, address=encode_png(np.asarray(image)))


def make_grey_picture(digit: NDArray[np.uint8]) -> Sketch:
    """Return the drawing that is nothing but this digit, (28, 28), white on black."""
    opaque = np.full_like(digit, 255)
    return make_picture(np.stack([digit, digit, digit, opaque], axis=2))


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
