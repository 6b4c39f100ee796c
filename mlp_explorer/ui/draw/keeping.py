"""What is drawn survives a reload of the page: the browser's tab keeps the strokes as text."""

import json

import numpy as np

from mlp_explorer.drawing import strokes_to_digit
from mlp_explorer.errors import DrawingError
from mlp_explorer.ui.components import keep_drawing
from mlp_explorer.ui.draw import sketch
from mlp_explorer.ui.draw.sketch import Sketch, SketchReading

__all__ = ["keep_sketch"]


def keep_sketch(reading: SketchReading) -> None:
    """Keep the strokes, or bring back those that were kept. A picture is too large for that."""
    strokes = [stroke.round(1).tolist() for stroke in reading.strokes]
    text = json.dumps(strokes, separators=(",", ":")) if strokes else ""
    keep_drawing(text, sketch.count_changes() == 0, _restore)


def _restore(text: str) -> None:
    if sketch.count_changes():
        return  # a stroke was faster
    try:
        strokes = [np.array(stroke, np.float64) for stroke in json.loads(text) if stroke]
        strokes_to_digit(strokes)
    except (TypeError, ValueError, DrawingError):
        return  # no drawing of ours: the canvas stays empty, as after any other visit
    sketch.put(Sketch(sketch.make_objects(strokes, sketch.get_pen())))
