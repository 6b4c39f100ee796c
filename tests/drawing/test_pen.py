"""The width of a picture's pen."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mlp_explorer.drawing import image_to_digit
from mlp_explorer.drawing.pen import measure_pen, widen_pen


def paint(width, size=300):
    """Paint a seven with a round pen: [0, 1]."""
    image = Image.new("L", (4 * size, 4 * size))
    line = [(240, 160), (960, 200), (500, 1060)]
    pen = ImageDraw.Draw(image)
    pen.line(line, fill=255, width=4 * width)
    for x, y in line:
        pen.ellipse([x - 2 * width, y - 2 * width, x + 2 * width, y + 2 * width], fill=255)
    return np.asarray(image.reduce(4), float) / 255


def cut(ink):
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("width", [3, 8, 20, 40])
def test_the_width_of_a_painted_pen_is_found(width):
    assert measure_pen(paint(width)) == pytest.approx(width, rel=0.12)


@pytest.mark.parametrize("width", [3, 6, 10])
def test_a_thin_pen_becomes_a_tenth_of_the_digit(width):
    ink = cut(paint(width))
    wide = widen_pen(ink)
    assert measure_pen(wide) == pytest.approx(max(ink.shape) / 10, rel=0.15)
    assert wide.max() == 1


def test_a_wide_pen_is_left_alone():
    ink = cut(paint(24))
    assert widen_pen(ink) is ink


def test_thin_and_thick_pens_give_like_pictures():
    thin, thick = (image_to_digit((paint(w) * 255).astype(np.uint8)) for w in (3, 23))
    assert np.abs(thin - thick).mean() < 0.02
