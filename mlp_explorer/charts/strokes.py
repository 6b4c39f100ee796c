"""Pen strokes as small pictures, as they look on the canvas."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from mlp_explorer.charts.images import encode_png

__all__ = ["draw_strokes"]

_FINER = 4  # drawn so much larger, then made smaller: no ragged edges


def draw_strokes(strokes: Sequence[Any], pen: float, canvas: int, size: int) -> str:
    """Return white strokes on black as a data URL, `size` pixels wide and high.

    strokes: (n, 2) each, in pixels of a canvas `canvas` wide and high. pen: width, in the same.
    """
    scale = _FINER * size / canvas
    image = Image.new("L", (_FINER * size, _FINER * size))
    draw, half = ImageDraw.Draw(image), pen * scale / 2
    for stroke in strokes:
        points = [(x * scale, y * scale) for x, y in np.asarray(stroke, dtype=np.float64)]
        draw.line(points, fill=255, width=max(1, round(2 * half)), joint="curve")
        for x, y in points:
            draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    return encode_png(np.asarray(image.resize((size, size), Image.Resampling.BOX)))
