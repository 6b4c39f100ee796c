"""The charts of the chapter on regression: what stands where."""

import numpy as np
import pytest

from mlp_explorer.charts.regression import ErrorCurve, plot_curve, plot_errors, plot_outlier

X = np.linspace(-3, 3, 7)


def test_an_error_has_its_curve_and_its_slope_where_the_answer_is():
    figure = plot_errors(X, {"square": ErrorCurve(X**2, 4.0, -4.0)}, -2.0, 0.0)
    curve, tangent = figure.data
    assert np.array_equal(curve.y, X**2)
    assert curve.name == "square"
    slope = (tangent.y[2] - tangent.y[0]) / (tangent.x[2] - tangent.x[0])
    assert slope == pytest.approx(-4)
    assert (tangent.x[1], tangent.y[1]) == (-2, 4)
    assert figure.layout.shapes[0].x0 == 0


def test_an_outlier_lies_with_the_numbers_and_each_best_answer_in_a_row_of_its_own():
    figure = plot_outlier(np.array([1.0, 2.0]), 9.0, {"mean": 4.0, "median": 2.0})
    numbers, outlier, *best = figure.data
    assert list(numbers.x) == [1, 2]
    assert list(outlier.x) == [9]
    assert [list(each.x) for each in best] == [[4], [2]]
    rows = [each.y[0] for each in (numbers, outlier, *best)]
    assert rows[0] == rows[1]
    assert len(set(rows)) == 3
    low, high = figure.layout.yaxis.range
    assert all(low < row < high for row in rows)


def test_a_curve_has_its_points_two_lines_and_the_point_that_is_chosen():
    figure = plot_curve((X, X + 1), X, X**2, 0 * X, (0.5, 1.5))
    points, start, now, here = figure.data
    assert (points.x.tolist(), points.y.tolist()) == (X.tolist(), (X + 1).tolist())
    assert (start.y.tolist(), now.y.tolist()) == ((0 * X).tolist(), (X**2).tolist())
    assert (list(here.x), list(here.y)) == ([0.5], [1.5])
