"""What the paper below the ink looks like."""

import numpy as np
import pytest

from mlp_explorer.drawing.paper import blur_widely, fit_smooth_paper, is_smooth, spread_paper

RNG = np.random.default_rng(5)
Y, X = np.meshgrid(np.linspace(-1, 1, 60), np.linspace(-1, 1, 80), indexing="ij")
EDGE = np.where(X > 0.1, 0.4, 0.9)


def slide_plainly(values, reach, take):
    """Take the most or the least of the square around each pixel, one by one."""
    rows, columns = values.shape
    found = np.empty_like(values)
    for i in range(rows):
        for j in range(columns):
            part = values[max(0, i - reach) : i + reach + 1, max(0, j - reach) : j + reach + 1]
            found[i, j] = take(part)
    return found


@pytest.mark.parametrize("shape", [(30, 44), (44, 30), (1, 50), (3, 3)])
def test_spread_paper_is_the_plain_closing(shape):
    light = RNG.random(shape)
    reach = max(shape) // 4 // 2
    expected = slide_plainly(slide_plainly(light, reach, np.max), reach, np.min)
    np.testing.assert_array_equal(spread_paper(light), expected)


def test_the_mean_around_is_that_of_each_square():
    light = RNG.random((30, 44))
    np.testing.assert_allclose(blur_widely(light), slide_plainly(light, 5, np.mean), atol=1e-9)


def test_ink_goes_and_the_edge_of_a_shadow_stays():
    inked = EDGE.copy()
    inked[20:40, 30:36] = inked[28:33, 10:70] = 0.05
    np.testing.assert_array_equal(spread_paper(inked), EDGE)


def test_smooth_light_is_told_from_a_shadow():
    smooth = 0.7 + 0.2 * X - 0.1 * Y + 0.05 * X * Y + RNG.normal(0, 0.01, X.shape)
    for light, expected in ((smooth, True), (EDGE + RNG.normal(0, 0.01, X.shape), False)):
        assert is_smooth(light, fit_smooth_paper(light)) is expected


def test_smooth_paper_is_found_below_ink():
    paper = 0.7 + 0.2 * X - 0.1 * Y + 0.05 * X**2
    inked = paper.copy()
    inked[20:40, 30:36] = 0.1
    np.testing.assert_allclose(fit_smooth_paper(inked), paper, atol=1e-6)
