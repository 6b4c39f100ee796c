"""Charts of many trials: which are drawn, on which axis, in which order."""

import numpy as np
import pytest

from mlp_explorer.charts.sweep import plot_importances, plot_parallel, plot_progress
from mlp_explorer.tasks import METRICS

ACCURACY = METRICS["accuracy"]

SCORES = [0.9, None, 0.98, 0.95]


def axes_of(settings, scores=SCORES):
    return plot_parallel(settings, scores, ACCURACY).data[0].dimensions


def note_of(figure) -> str:
    assert not figure.data
    return figure.layout.annotations[0].text


def test_the_score_is_the_last_axis_and_the_colour_in_per_cent():
    lines = plot_parallel({"Neurons": [8, 16, 32, 64]}, SCORES, ACCURACY).data[0]
    assert [axis.label for axis in lines.dimensions] == ["Neurons", "Validation accuracy (%)"]
    np.testing.assert_allclose(lines.dimensions[-1].values, [90, 98, 95])
    np.testing.assert_allclose(lines.line.color, [90, 98, 95])


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_trials_without_a_score_are_left_out(missing):
    axis, _ = axes_of({"Neurons": [8, 16, 32]}, [0.9, missing, 0.8])
    assert list(axis.values) == [8, 32]


def test_numbers_far_apart_are_on_a_logarithmic_axis():
    axis, _ = axes_of({"Learning rate": [0.001, 5, 0.01, 0.03]})
    np.testing.assert_allclose(axis.values, [-3, -2, np.log10(0.03)])
    assert list(axis.ticktext) == ["0.001", "0.01", "0.03"]
    np.testing.assert_allclose(10.0 ** np.array(axis.tickvals), [0.001, 0.01, 0.03])


@pytest.mark.parametrize("values", [[1, 9, 9, 29], [0, 9, 9, 3000], [-1, 9, 9, 3000]])
def test_other_numbers_are_on_a_plain_axis(values):
    axis, _ = axes_of({"Setting": values})
    assert list(axis.values) == [values[0], *values[2:]]


def test_many_numbers_on_a_logarithmic_axis_have_round_ticks():
    values = [0.0003, 0.0011, 0.0019, 0.004, 0.007, 0.011]
    axis, _ = axes_of({"Learning rate": values}, [0.9] * 6)
    assert list(axis.ticktext) == ["0.0005", "0.001", "0.002", "0.005", "0.01"]
    np.testing.assert_allclose(axis.tickvals, np.log10([0.0005, 0.001, 0.002, 0.005, 0.01]))


def test_words_are_categories_in_alphabetic_order():
    axis, _ = axes_of({"Activation": ["tanh", "never drawn", "ReLU", "tanh"]})
    assert list(axis.ticktext) == ["ReLU", "tanh"]
    assert list(axis.tickvals) == [0, 1]
    assert list(axis.values) == [1, 0, 1]


def test_switches_are_categories_too():
    axis, _ = axes_of({"Batch normalization": [True, True, False, True]})
    assert [axis.ticktext[value] for value in axis.values] == ["on", "off", "on"]


def test_a_few_failures_do_not_take_the_colours_from_the_others():
    line = plot_parallel({"Seed": range(10)}, [0.1, *[0.97] * 8, 0.99], ACCURACY).data[0].line
    assert line.cmin == pytest.approx(97)
    assert line.cmax == pytest.approx(99)


def test_a_setting_without_one_value_a_trial_gets_a_sentence():
    with pytest.raises(ValueError, match="Neurons: 2 values arrived; allowed are 4"):
        plot_parallel({"Neurons": [8, 16]}, SCORES, ACCURACY)


@pytest.mark.parametrize("scores", [[], [None, None]])
def test_without_a_score_the_charts_say_so(scores):
    settings = {"Neurons": [8] * len(scores)}
    assert "No trial has a score yet." in note_of(plot_parallel(settings, scores, ACCURACY))
    assert "No trial has a score yet." in note_of(plot_progress(scores, scores, ACCURACY))


def test_the_most_important_setting_is_on_top_and_shares_sum_to_100():
    [bars] = plot_importances({"Epochs": 1.0, "Learning rate": 5.0, "Dropout": 2.0}).data
    assert bars.y == ("Epochs", "Dropout", "Learning rate")  # Plotly draws upwards
    np.testing.assert_allclose(bars.x, [12.5, 25, 62.5])
    assert bars.text == ("12 %", "25 %", "62 %")


@pytest.mark.parametrize("importances", [{}, {"Epochs": 0.0}])
def test_without_importances_the_chart_says_what_it_takes(importances):
    assert "several trials" in note_of(plot_importances(importances))


def test_each_score_is_a_dot_at_its_trial_and_the_best_a_step_line():
    step, dots = plot_progress(SCORES, [0.9, 0.9, 0.98, 0.98], ACCURACY).data
    assert list(dots.x) == list(step.x) == [1, 2, 3, 4]
    np.testing.assert_allclose(np.array(dots.y), [90, np.nan, 98, 95])
    np.testing.assert_allclose(step.y, [90, 90, 98, 98])
    assert (dots.mode, step.line.shape) == ("markers", "hv")


def test_a_failed_trial_is_a_triangle_on_the_edge_that_tells_its_score():
    scores = [0.97] * 10 + [0.1] + [0.98] * 10
    figure = plot_progress(scores, scores, ACCURACY)
    dots = figure.data[1]
    low, high = figure.layout.yaxis.range
    assert 90 < low < dots.y[10] < 97
    assert high > 98
    assert dots.customdata[10] == pytest.approx(10)
    assert [place for place, name in enumerate(dots.marker.symbol) if name != "circle"] == [10]


def test_the_first_trial_may_be_without_a_best():
    step, _ = plot_progress([None, 0.9], [None, 0.9], ACCURACY).data
    assert np.isnan(step.y[0])
    assert step.y[1] == pytest.approx(90)
