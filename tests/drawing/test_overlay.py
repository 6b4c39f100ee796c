"""Strokes over a picture are read as if they were in it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mlp_explorer.drawing import count_digits_in_ink, draw_over, find_ink, ink_to_digit
from mlp_explorer.drawing.pen import measure_pen
from mlp_explorer.errors import DrawingError, EmptyDrawingError

SIDE = 280
TOP, LEG, BAR = [(60, 60), (200, 60)], [(200, 60), (120, 230)], [(110, 150), (200, 140)]


def take_picture(strokes, size, pen, paper="#e8e4d8", ink="#203060"):
    """Draw strokes of the canvas on a picture that is shown on it: (h, w, 4) uint8."""
    scale, large = max(size) / SIDE, 4
    left, top = ((max(size) - count) / 2 for count in size)
    image = Image.new("RGBA", tuple(large * count for count in size), paper)
    pencil, radius = ImageDraw.Draw(image), large * pen * scale / 2
    for stroke in strokes:
        places = [(large * (x * scale - left), large * (y * scale - top)) for x, y in stroke]
        pencil.line(places, ink, round(2 * radius))
        for x, y in places:
            pencil.ellipse((x - radius, y - radius, x + radius, y + radius), ink)
    return np.asarray(image.resize(size, Image.Resampling.BOX))


def compare(one, other):
    """Return how far pictures are apart; a centre near a pixel's edge may move one by a pixel."""
    places = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return min(np.abs(np.roll(one, place, (0, 1)) - other).mean() for place in places)


@pytest.mark.parametrize(
    ("size", "pens"),
    [
        ((280, 280), (6, 18, 30)),
        ((240, 280), (6, 18, 30)),
        ((900, 850), (6, 18)),
        ((56, 56), (30,)),
        ((28, 28), (30,)),
    ],
)
def test_strokes_over_a_picture_are_read_as_if_they_were_in_it(size, pens):
    for pen in pens:
        parts, all_ = [TOP, LEG], [TOP, LEG, BAR]
        picture, whole = (find_ink(take_picture(each, size, pen)) for each in (parts, all_))
        both = ink_to_digit(draw_over(picture, [BAR], SIDE))
        assert compare(both, ink_to_digit(whole)) < 0.01
        assert compare(both, ink_to_digit(picture)) > 0.02, "the bar counts"


def test_light_ink_and_what_is_beside_the_picture_count_too():
    size, colours = (140, 280), {"paper": "#101010", "ink": "#ffffff"}
    ink = find_ink(take_picture([[(140, 40), (140, 240)]], size, 18, **colours))
    both = draw_over(ink, [[(30, 40), (30, 240)]], SIDE)  # left of where the picture is shown
    assert both.shape == (280, 280)
    assert both[140, 30] == pytest.approx(1)
    assert both[140, 140] == pytest.approx(1)
    assert count_digits_in_ink(ink) == 1
    assert count_digits_in_ink(both) == 2


def test_a_tap_is_a_dot_and_ink_beyond_the_canvas_is_cut_off():
    ink = find_ink(take_picture([LEG], (280, 280), 20))
    dotted = draw_over(ink, [[(50, 200)]], SIDE) - ink
    assert dotted.sum() == pytest.approx(np.pi * (measure_pen(ink) / 2) ** 2, rel=0.02)
    gone = draw_over(ink, [[(-900, -900), (-500, 4000)]], SIDE)
    assert np.array_equal(gone, ink)


def test_no_stroke_or_a_bad_one_is_an_error():
    ink = find_ink(take_picture([LEG], (280, 280), 20))
    with pytest.raises(EmptyDrawingError):
        draw_over(ink, [], SIDE)
    with pytest.raises(DrawingError, match="infinite, not a number"):
        draw_over(ink, [[(0, float("nan"))]], SIDE)
