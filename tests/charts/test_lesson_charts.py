"""The charts of the lessons: what stands where."""

import numpy as np
import pytest

from mlp_explorer.charts.lessons import (
    plot_activation,
    plot_gradients,
    plot_losses,
    plot_over_epochs,
    plot_runs,
    plot_walks,
)
from mlp_explorer.words import LESSON_CHARTS

Z = np.linspace(-4.0, 4.0, 9)


def test_the_charts_show_what_they_are_given():
    z = np.linspace(-8, 8, 5)
    figure = plot_activation("tanh", z, (z, z), z > 9, np.array([[0.5, 99.0]]), np.array([-99.0]))
    assert figure.data[2].y[-1] == 50, "what is beyond the rim is counted at the rim"
    assert figure.data[3].y[0] == 100, "the digit's own sums are counted by themselves"
    shares = np.array([0.1, 0.9])
    assert list(plot_losses(shares, {"a": shares}, 0.4).data[0].y) == [0.1, 0.9]
    assert plot_losses(shares, {}, 0.4).layout.shapes[0].x0 == 0.4
    assert list(plot_over_epochs("t", [0, 2], shares).data[0].x) == [0, 2]
    assert list(plot_gradients(["one"], np.array([0.1])).data[0].x) == ["one"]
    assert list(plot_runs({"a": [0.1, 0.2]}, 5).data[0].x) == [1, 2]
    assert plot_runs({"a": [0.41, None, 0.72]}, 5).layout.yaxis.range == (0.4, 0.8)
    assert plot_runs({"a": [1.0, 1.0]}, 5).layout.yaxis.range == (0.9, 1.0)
    assert plot_runs({}, 5).layout.yaxis.range == (0, 1)
    walk = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    figure = plot_walks(z, z, np.ones((5, 5)), {"sgd": walk}, 1)
    assert len(figure.data[1].x) == 2


def test_an_activation_stands_over_its_sums():
    figure = plot_activation("tanh", Z, (np.tanh(Z), 1 - np.tanh(Z) ** 2), Z > 2, Z, np.array([9]))
    values, slopes, sums, own_sums = figure.data
    assert (values.name, slopes.name) == ("tanh", LESSON_CHARTS["slope"])
    assert np.array_equal(values.y, np.tanh(Z))
    assert np.array_equal(slopes.y, 1 - np.tanh(Z) ** 2)
    assert sums.y.sum() == np.nansum(own_sums.y) == pytest.approx(100)
    assert sums.x[0] - sums.width / 2 == pytest.approx(-4)
    assert sums.x[-1] + sums.width / 2 == pytest.approx(4)
    assert np.count_nonzero(sums.y) == len(Z)
    assert own_sums.y[-1] == 100, "what is beyond the rim is counted at the rim"
    assert np.isnan(own_sums.y[:-1]).all(), "where there is no sum, there is no outline"
    assert own_sums.marker.line.width == 2, "the legend has the outline of all of them"
    assert sums.yaxis == own_sums.yaxis == "y2"
    [low, high] = figure.layout.yaxis2.domain
    assert 0 <= low < high < figure.layout.yaxis.domain[0] < figure.layout.yaxis.domain[1] <= 1


def test_the_sums_of_examples_are_called_so_and_counted():
    figure = plot_activation("tanh", Z, (Z, Z), Z > 2, np.zeros((25, 3)), Z, of_digits=False)
    assert figure.data[2].name == "sums of 25 test examples"
    assert "digit" not in figure.data[3].name


def test_flat_stretches_are_shaded_from_end_to_end():
    flat = np.array([1, 1, 0, 0, 0, 0, 0, 1, 1], bool)
    shapes = plot_activation("tanh", Z, (Z, Z), flat, Z, Z).layout.shapes
    assert [(shape.x0, shape.x1) for shape in shapes] == [(-4.0, -3.0), (3.0, 4.0)]


def test_losses_are_drawn_over_the_share_with_a_line_where_it_is_now():
    shares = np.array([0.1, 0.5, 1.0])
    figure = plot_losses(shares, {"one": -np.log(shares), "two": (1 - shares) ** 2}, 0.3)
    assert [trace.name for trace in figure.data] == ["one", "two"]
    assert np.array_equal(figure.data[0].y, -np.log(shares))
    [line] = figure.layout.shapes
    assert line.x0 == line.x1 == 0.3
    assert figure.data[0].line.dash != figure.data[1].line.dash


def test_a_number_after_each_epoch_starts_at_0():
    figure = plot_over_epochs("a title", [1, 2, 5], np.array([3.0, 2.0, 1.0]))
    assert figure.data[0].x == (1, 2, 5)
    assert figure.data[0].y.tolist() == [3.0, 2.0, 1.0]
    assert figure.layout.yaxis.rangemode == "tozero"


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0.31, 0.58), (0.3, 0.6)), ((0.4,), (0.4, 0.5)), ((0.95, 0.97), (0.9, 1.0)), ((), (0, 1))],
)
def test_the_axis_of_runs_reaches_from_tenth_to_tenth(values, expected):
    figure = plot_runs({"a": [*values, None]}, 5)
    assert figure.layout.yaxis.range == pytest.approx(expected)
    assert figure.layout.xaxis.range == (0.5, 5.5)
    assert figure.data[0].x == tuple(range(1, len(values) + 2))


def test_gradients_are_bars_on_a_logarithmic_scale():
    figure = plot_gradients(["1", "2"], np.array([1e-5, 1e-2]))
    assert (figure.data[0].x, figure.data[0].y.tolist()) == (("1", "2"), [1e-5, 1e-2])
    assert figure.layout.yaxis.type == "log"


def test_walks_are_drawn_from_their_start_as_far_as_they_have_come():
    heights = np.array([[4.0, 1.0], [2.0, 0.0]])
    walk = np.array([[0.0, 5.0], [1.0, 6.0], [2.0, 7.0]])
    ground, trace = plot_walks(np.array([0, 2]), np.array([5, 7]), heights, {"sgd": walk}, 1).data
    assert (trace.x.tolist(), trace.y.tolist()) == ([0.0, 1.0], [5.0, 6.0])
    assert not ground.showscale
    order = np.argsort(ground.z, axis=None)
    assert np.array_equal(order, np.argsort(heights, axis=None)), "higher is higher"
    assert ground.z.min() == pytest.approx(np.log10(4e-3))
