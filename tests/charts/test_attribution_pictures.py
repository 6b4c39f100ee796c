import base64
from io import BytesIO

import numpy as np
from PIL import Image

from mlp_explorer.charts.attribution import draw_attribution, fade_ink, paint_attribution
from mlp_explorer.charts.strokes import draw_strokes

DIGIT = np.zeros((28, 28), np.float32)
DIGIT[10:18, 12:15] = 1


def read_png(url):
    return np.asarray(Image.open(BytesIO(base64.b64decode(url.split(",")[1]))))


def test_for_is_blue_against_is_orange_and_nothing_is_the_drawing():
    values = np.zeros((28, 28), np.float32)
    values[0, 0], values[0, 1] = 2, -2
    colors = paint_attribution(DIGIT, values, 2).astype(int)
    red, _, blue = 0, 1, 2
    assert colors[0, 0, blue] > colors[0, 0, red]
    assert colors[0, 1, red] > colors[0, 1, blue]
    assert len(set(colors[12, 13])) == 1, "ink without a reason is grey"
    assert not colors[5, 5].any()


def test_a_map_of_zeros_shows_the_plain_drawing():
    colors = paint_attribution(DIGIT, np.zeros((28, 28), np.float32), 0.0)
    assert (colors[DIGIT == 0] == 0).all()
    assert (colors[DIGIT == 1] == colors[12, 13]).all()


def test_the_part_that_is_thought_away_is_faint_the_rest_white():
    part = DIGIT.copy()
    part[14:] = 0
    greys = fade_ink(DIGIT, part)
    assert greys[11, 13] == 71
    assert greys[16, 13] == 255
    assert greys[DIGIT == 0].max() == 0


def test_titles_and_sentences_are_text_and_escaped():
    html = draw_attribution(DIGIT, DIGIT, "Why <7>", "a & b")
    assert "Why &lt;7&gt;" in html
    assert 'alt="Why &lt;7&gt;: a &amp; b"' in html


def test_strokes_are_drawn_where_they_are():
    picture = read_png(draw_strokes([[[0, 140], [280, 140]]], 20, 280, 56))
    assert picture.shape == (56, 56)
    assert picture[28].min() == 255
    assert picture[:20].max() == picture[36:].max() == 0
    dot = read_png(draw_strokes([[[70, 70]]], 40, 280, 56))
    assert dot[14, 14] == 255
    assert dot[40, 40] == 0
