"""Pen strokes become pictures like those of MNIST."""

import tracemalloc

import numpy as np
import pytest

from mlp_explorer.drawing import strokes_to_digit
from mlp_explorer.drawing.strokes import STEP, _thin_path
from mlp_explorer.errors import DrawingError, EmptyDrawingError
from tests.drawing.digits import SEVEN, SIX, find_centre


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_a_picture_is_28_by_28_float32_between_0_and_1(strokes):
    picture = strokes_to_digit(strokes)
    assert picture.shape == (28, 28)
    assert picture.dtype == np.float32
    assert picture.min() == 0
    assert 0.95 < picture.max() <= 1


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_a_digit_in_a_corner_gives_the_same_picture(strokes):
    moved = strokes_to_digit([np.add(stroke, [1234.5, -77.25]) for stroke in strokes])
    assert np.allclose(moved, strokes_to_digit(strokes), atol=1e-5)


@pytest.mark.parametrize("factor", [0.01, 0.3, 7, 1000])
def test_a_digit_of_another_size_gives_the_same_picture(factor):
    scaled = strokes_to_digit([stroke * factor for stroke in SIX])
    assert np.allclose(scaled, strokes_to_digit(SIX), atol=1e-5)


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_the_centre_of_mass_is_in_the_middle(strokes):
    assert find_centre(strokes_to_digit(strokes)) == pytest.approx((14.25, 14.25), abs=0.05)


def test_the_ink_fills_a_box_of_20_and_keeps_its_aspect():
    cross = [np.array([[0, 50], [60, 50]]), np.array([[30, 0], [30, 100]])]
    picture = strokes_to_digit(cross)
    assert np.flatnonzero(picture.any(axis=1))[[0, -1]].tolist() == [4, 23]
    lean = np.flatnonzero(picture[13] > 0.5)
    tall = np.flatnonzero(picture[:, 13] > 0.5)
    # Without the pen, whose half ink reaches 1.3 pixels beyond each end, the sides are 3 to 5.
    assert (np.ptp(lean) + 1 - 2.6) / (np.ptp(tall) + 1 - 2.6) == pytest.approx(0.6, abs=0.06)


def test_a_line_of_many_points_looks_like_one_of_two():
    many = np.stack([np.linspace(0, 100, 500), np.linspace(0, 40, 500)], axis=1)
    assert np.allclose(strokes_to_digit([many]), strokes_to_digit([many[[0, -1]]]), atol=1e-5)


def test_of_points_that_are_a_step_apart_each_is_kept_and_of_closer_ones_the_last_is():
    steps = np.stack([np.arange(8) * STEP, np.zeros(8)], axis=1)
    assert np.array_equal(_thin_path(steps), steps)
    closer = np.stack([np.linspace(0, 7.5 * STEP, 61), np.zeros(61)], axis=1)
    assert _thin_path(closer)[:, 0] == pytest.approx([*np.arange(8) * STEP, 7.5 * STEP])


def test_lopsided_ink_is_never_cut_off():
    bar = np.array([[i % 2 * 15, i] for i in range(101)], dtype=float)
    tail = np.array([[0, 50], [100, 50]], dtype=float)
    for flip in (1, -1):
        picture = strokes_to_digit([bar * flip, tail * flip])
        assert abs(find_centre(picture)[0] - 14.25) > 0.1  # the middle is out of reach ...
        assert picture.any(axis=0).sum() == 20  # ... so the ink ends at the border


@pytest.mark.parametrize(
    "strokes",
    [[[[50, 70]]], [[[5, 5]] * 9], [[[299.99, 3], [300.01, 3]]], [[[8, 8]], [[8, 8]]]],
)
def test_a_tap_gives_a_dot_in_the_middle(strokes):
    picture = strokes_to_digit(strokes)
    assert find_centre(picture) == pytest.approx((14.25, 14.25), abs=5e-3)
    assert 2 < picture.sum() < 10
    assert picture[12:16, 12:16].sum() == pytest.approx(picture.sum())


@pytest.mark.parametrize("strokes", [[], [[]], [np.zeros((0, 2)), []]])
def test_no_points_are_an_empty_drawing(strokes):
    with pytest.raises(EmptyDrawingError):
        strokes_to_digit(strokes)


def test_an_empty_stroke_beside_others_is_left_out():
    assert np.array_equal(strokes_to_digit([*SIX, []]), strokes_to_digit(SIX))


@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        ([np.zeros((4, 3))], r"\(4, 3\).*\(n, 2\)"),
        (np.zeros((4, 2)), r"\(2,\).*\(n, 2\)"),
        ([np.zeros((2, 2, 2))], r"\(2, 2, 2\)"),
        ([[[0, 1], [2]]], "cannot be read"),
        ([["a", "b"]], "cannot be read"),
        ([[[0, 0], [1, np.nan]]], "finite"),
        ([[[0, 0], [np.inf, 1]]], "finite"),
        ([[[0, 0], [1e300, 1]]], "finite"),
    ],
)
def test_strokes_that_are_none_are_refused_with_a_sentence(strokes, words):
    with pytest.raises(DrawingError, match=words) as caught:
        strokes_to_digit(strokes)
    assert not isinstance(caught.value, EmptyDrawingError)


@pytest.mark.parametrize(("strokes", "points"), [(1001, 2), (1, 10_001)])
def test_a_drawing_has_a_largest_size_which_is_said(strokes, points):
    with pytest.raises(DrawingError, match="at most 1,000 strokes and 10,000 points fit"):
        strokes_to_digit([np.zeros((points, 2))] * strokes)


def test_the_largest_drawing_needs_little_memory():
    path = np.random.default_rng(1).random((10_000, 2)) * 280
    tracemalloc.start()
    try:
        strokes_to_digit([path])
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()
