"""Drawings are brought to the size that other pictures have."""

import numpy as np
import pytest

from mlp_explorer import load_dataset, strokes_to_digit
from mlp_explorer.drawing import fit_drawing, measure_extent

STROKE = [[(80, 60), (180, 70), (120, 220)]]
DRAWING = strokes_to_digit(STROKE)


def measure(picture):
    """Return height and width of what has ink."""
    return [int(np.ptp(np.flatnonzero(picture.max(axis=axis) > 0.1)) + 1) for axis in (1, 0)]


def test_mnists_ink_takes_twenty_of_its_28_pixels():
    assert measure_extent(load_dataset("mnist").x_train) == pytest.approx(20 / 28)


def test_in_mnists_own_form_a_drawing_stays_as_it_is():
    fitted = fit_drawing(DRAWING, (28, 28), max(measure(DRAWING)) / 28)
    np.testing.assert_allclose(fitted, DRAWING, atol=0.02)


@pytest.mark.parametrize(("shape", "extent"), [((28, 28), 1.0), ((64, 64), 0.5), ((40, 20), 0.9)])
def test_ink_is_as_large_as_that_of_the_others_and_keeps_its_shape(shape, extent):
    fitted = fit_drawing(DRAWING, shape, extent)
    height, width = measure(fitted)
    assert fitted.shape == shape
    assert max(height / shape[0], width / shape[1]) == pytest.approx(extent, abs=0.08)
    before, after = measure(DRAWING), (height, width)
    assert after[0] / after[1] == pytest.approx(before[0] / before[1], rel=0.15)
    assert fitted.max() > 0.5


def test_no_ink_is_cut_off_where_it_fills_the_picture():
    corner = np.zeros((28, 28), np.float32)
    corner[2:12, 2:7] = 1
    fitted = fit_drawing(corner, (28, 28), 1.0)
    assert measure(fitted) == [28, pytest.approx(14, abs=1)]
    assert fitted.sum() == pytest.approx(28 * 14, rel=0.05)


def test_what_is_empty_stays_so_and_has_no_extent():
    assert not fit_drawing(np.zeros((28, 28), np.float32), (30, 30), 0.7).any()
    assert measure_extent(np.zeros((3, 9, 9), np.uint8)) == 1.0
