"""Points on a plane: what is where, and by what it is told apart."""

import numpy as np
import pytest

from mlp_explorer.charts.points import Points, plot_points
from mlp_explorer.data import DATASETS, load_dataset

PLANES = [key for key, about in DATASETS.items() if about.kind == "plane" and about.classes]


def plot(key):
    data = load_dataset(key)
    parts = Points(data.x_train, data.y_train), Points(data.x_test, data.y_test)
    return data, plot_points(*parts, data.about.classes, data.about.features)


@pytest.mark.parametrize("key", PLANES)
def test_every_point_is_drawn_among_those_of_its_class_and_part(key):
    data, figure = plot(key)
    parts = ((data.x_train, data.y_train), (data.x_test, data.y_test))
    expected = [x[y == number] for number in range(2) for x, y in parts]
    for trace, points in zip(figure.data, expected, strict=True):
        np.testing.assert_array_equal(np.stack([trace.x, trace.y], 1), points)


def test_a_class_has_a_colour_and_a_shape_and_what_is_to_test_is_hollow():
    _, figure = plot("circle")
    assert [trace.name for trace in figure.data] == [
        "orange, training",
        "orange, test",
        "blue, training",
        "blue, test",
    ]
    orange, orange_test, blue, blue_test = (trace.marker for trace in figure.data)
    assert orange.color == orange_test.color != blue.color == blue_test.color
    assert [each.symbol for each in (orange, orange_test)] == ["circle", "circle-open"]
    assert [each.symbol for each in (blue, blue_test)] == ["diamond", "diamond-open"]


@pytest.mark.parametrize("key", PLANES)
def test_the_plane_is_a_square_with_all_points_in_it(key):
    data, figure = plot(key)
    x, y = figure.layout.xaxis, figure.layout.yaxis
    assert x.range == y.range
    assert y.scaleanchor == "x"
    assert x.constrain == y.constrain == "domain"
    low, high = x.range
    furthest = max(np.abs(points).max() for points in (data.x_train, data.x_test))
    assert low == -high
    assert furthest < high < 1.1 * furthest
    assert (x.title.text, y.title.text) == ("x₁", "x₂")
