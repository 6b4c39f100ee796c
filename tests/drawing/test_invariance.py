"""Where, how large and with which pen a digit is drawn makes no difference."""

import numpy as np
import pytest

from mlp_explorer.drawing import canvas_strokes, ink_strokes, strokes_to_digit
from mlp_explorer.ui.draw.samples import SAMPLES
from mlp_explorer.ui.sketch import make_objects

DIGITS = [sample for sample in SAMPLES if sample.digit is not None]


def through_canvas(strokes, pen=18):
    return strokes_to_digit(canvas_strokes(make_objects(strokes, pen)))


@pytest.mark.parametrize("sample", DIGITS, ids=lambda sample: sample.name)
@pytest.mark.parametrize("size", [0.15, 0.4, 1.0])
def test_place_and_size_make_no_difference(sample, size):
    reference = strokes_to_digit(sample.strokes)
    points = np.concatenate(sample.strokes)
    scale = size * 280 / np.ptp(points, axis=0).max()
    for corner in ([0, 0], [200, 30], [-50, 900]):
        moved = [(s - points.min(axis=0)) * scale + corner for s in sample.strokes]
        np.testing.assert_allclose(strokes_to_digit(moved), reference, atol=1e-6)


@pytest.mark.parametrize("pen", [4, 18, 40])
def test_the_pens_width_makes_no_difference(pen):
    for sample in DIGITS:
        np.testing.assert_array_equal(
            through_canvas(sample.strokes, pen), through_canvas(sample.strokes, 20)
        )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_on_the_canvas_reads_as_it_was_given(sample):
    found = canvas_strokes(make_objects(sample.strokes, sample.pen))
    assert len(found) == len(sample.strokes)
    for one, other in zip(found, sample.strokes, strict=True):
        np.testing.assert_allclose(one[: len(other)], other, atol=0.02)


def test_the_strokes_ink_makes_up_the_whole_pictures():
    for sample in DIGITS:
        parts = ink_strokes(sample.strokes)
        assert parts.shape == (len(sample.strokes), 28, 28)
        whole = strokes_to_digit(sample.strokes)
        np.testing.assert_allclose(parts.max(axis=0), whole, atol=1e-6)
