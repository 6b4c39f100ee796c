"""What runs have cost: where each stands, and what the pointer is told."""

import pytest

from mlp_explorer.charts.tradeoff import Point, plot_tradeoff
from mlp_explorer.tasks import METRICS

ACCURACY = METRICS["accuracy"]

POINTS = (Point("small", 1_000, 4.0, 0.9), Point("large", 100_000, 30.0, 0.98, 3))


def test_the_price_of_accuracy_is_on_a_logarithmic_axis_of_parameters():
    figure = plot_tradeoff(POINTS, ACCURACY)
    small, large = figure.data
    assert (small.x, small.y, small.text) == ((1_000,), (0.9,), ("small",))
    assert (large.x, large.y, large.text) == ((100_000,), (0.98,), ("large",))
    assert figure.layout.xaxis.type == "log"
    low, high = figure.layout.xaxis.range
    assert low < 3 < 5 < high
    assert large.hovertemplate == "%{meta}<extra></extra>"
    assert large.meta == "large: 98.00 %, 100,000 parameters, 30.0 s"


def test_the_price_in_seconds_starts_at_0():
    figure = plot_tradeoff(POINTS, ACCURACY, "seconds")
    assert [trace.x[0] for trace in figure.data] == [4, 30]
    assert figure.layout.xaxis.type is None
    assert figure.layout.xaxis.range[0] == 0


def test_labels_stand_towards_the_middle_and_off_each_other():
    twin = Point("twin", 100_000, 30.0, 0.979)
    places = {
        trace.name: trace.textposition for trace in plot_tradeoff([*POINTS, twin], ACCURACY).data
    }
    assert places == {"small": "middle right", "large": "top left", "twin": "bottom left"}


def test_one_point_has_an_axis_too():
    low, high = plot_tradeoff(POINTS[:1], ACCURACY).layout.xaxis.range
    assert low < 3 < high


def test_without_a_tested_run_the_tradeoff_says_so():
    [note] = plot_tradeoff([], ACCURACY).layout.annotations
    assert "No tested run yet." in note.text


def test_the_background_of_the_tradeoff_is_transparent():
    layout = plot_tradeoff(POINTS, ACCURACY).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"


def test_an_unknown_price_gets_a_sentence():
    with pytest.raises(ValueError, match="x: “epochs” arrived; allowed are parameters, seconds"):
        plot_tradeoff(POINTS, ACCURACY, "epochs")
