"""What neurons answer over a line and over a plane: what stands where."""

import numpy as np

from mlp_explorer.charts.neurons import Line, plot_answers, plot_map
from mlp_explorer.charts.points import Points

AXES = (np.linspace(-2, 2, 5), np.linspace(-1, 1, 3))
XY = np.array([[1, 0.5], [-1, 0.5], [0, -0.5]], np.float32)


def draw(answers, classes=("orange", "blue"), names=("x₁", "<b>"), ends=None):
    points, line = Points(XY, np.array([0, 1, 1])), Line(answers - 0.25, "here")
    return plot_map(AXES, answers, [line], points, (0.5, -0.5), classes, names, ends)


def test_a_curve_is_drawn_with_the_example_on_it():
    figure = plot_answers(AXES[0], AXES[0] ** 2, (1.0, 1.0), "<x>")
    curve, here = figure.data
    assert np.array_equal(curve.y, AXES[0] ** 2)
    assert (list(here.x), list(here.y)) == ([1.0], [1.0])
    assert figure.layout.xaxis.title.text == "&lt;x&gt;"


def test_a_map_has_its_line_its_points_by_class_and_the_example():
    answers = np.add.outer(AXES[1], AXES[0])
    ground, orange, blue, line, here = draw(answers).data
    assert np.array_equal(ground.z, answers)
    assert (ground.zmin, ground.zmax) == (-3, 3), "what is 0 has the colour of the middle"
    assert orange.x.tolist() == [1]
    assert blue.x.tolist() == [-1, 0]
    assert orange.marker.symbol != blue.marker.symbol, "told apart without colours, too"
    assert np.array_equal(line.z, answers - 0.25)
    assert line.contours.value == 0
    assert (list(here.x), list(here.y)) == ([0.5], [-0.5])


def test_answers_that_are_never_negative_begin_at_0():
    ground = draw(np.ones((3, 5))).data[0]
    assert (ground.zmin, ground.zmax) == (0, 1)


def test_the_middle_of_a_known_range_has_no_colour():
    ground = draw(np.ones((3, 5)), ends=(0.0, 1.0)).data[0]
    assert (ground.zmin, ground.zmax) == (0, 1)
    assert len(ground.colorscale) == 3


def test_points_without_classes_are_of_one_kind_and_names_are_shown_as_they_are():
    figure = draw(np.zeros((3, 5)), classes=())
    assert len(figure.data) == 4
    assert figure.data[1].x.tolist() == XY[:, 0].tolist()
    assert figure.layout.yaxis.title.text == "&lt;b&gt;"
