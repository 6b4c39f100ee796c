"""Runs side by side: what is drawn where, and what the pointer is told."""

import numpy as np
import pytest

from mlp_explorer.charts.compare import (
    Curve,
    Point,
    plot_curves,
    plot_tradeoff,
)
from mlp_explorer.charts.theme import RUNS, fade, style_run

SLOW = Curve("slow", (1, 2, 3, 4), (10.0, 20.0, 30.0, 40.0), (0.3, 0.7, 0.8, 0.9))
FAST = Curve("fast", (1, 2, 3), (1.0, 2.0, 3.0), (0.9, 0.95, 0.97), color=1)
POINTS = (Point("small", 1_000, 4.0, 0.9), Point("large", 100_000, 30.0, 0.98, 3))


def only_note(figure) -> str:
    assert not figure.data
    [note] = figure.layout.annotations
    return note.text


def luminance(color: str) -> float:
    shares = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", RUNS)
@pytest.mark.parametrize("background", ["#ffffff", "#10161c"])
def test_every_runs_colour_is_readable_in_light_and_in_dark(color, background):
    assert contrast(color, background) >= 3


def test_eight_runs_share_no_colour_dash_or_marker():
    styles = [style_run(place) for place in range(8)]
    assert [len(set(kind)) for kind in zip(*styles, strict=True)] == [8, 8, 8]
    assert style_run(9) == styles[1]


def test_fading_keeps_the_colour():
    assert fade("#0080FF", 0.25) == "rgba(0, 128, 255, 0.25)"


def test_accuracies_are_drawn_in_per_cent_by_epoch():
    slow, fast = plot_curves([SLOW, FAST], "val_accuracy").data
    assert (slow.name, slow.x) == ("slow", (1, 2, 3, 4))
    np.testing.assert_allclose(slow.y, [30, 70, 80, 90])
    np.testing.assert_allclose(fast.y, [90, 95, 97])


def test_losses_are_drawn_as_they_are_from_0():
    figure = plot_curves([SLOW], "loss")
    np.testing.assert_allclose(figure.data[0].y, SLOW.values)
    assert figure.layout.yaxis.rangemode == "tozero"


def test_by_seconds_the_points_stand_where_the_epochs_ended():
    figure = plot_curves([SLOW, FAST], "val_accuracy", "seconds")
    assert figure.data[0].x == SLOW.seconds
    assert figure.layout.xaxis.title.text == "seconds of training"
    assert figure.data[0].customdata == SLOW.epochs
    assert "(epoch %{customdata})" in figure.data[0].hovertemplate


def test_the_axis_of_accuracy_shows_all_but_the_first_epochs():
    low, high = plot_curves([SLOW, FAST], "accuracy").layout.yaxis.range
    assert 60 < low < 70
    assert 97 < high <= 100


def test_the_axis_of_accuracy_ends_at_100():
    perfect = FAST._replace(values=(0.5, 0.9, 1.0))
    assert plot_curves([perfect], "accuracy").layout.yaxis.range[1] == 100


@pytest.mark.parametrize("values", [(0.4,), (0.4, None), (0.4, float("nan"))])
def test_a_curve_of_one_known_value_has_an_axis_around_it(values):
    curve = Curve("short", (1, 2)[: len(values)], (1.0, 2.0)[: len(values)], values)
    low, high = plot_curves([curve], "accuracy").layout.yaxis.range
    assert 39 < low < 40 < high < 41


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_a_value_that_is_no_number_leaves_a_gap(missing):
    y = plot_curves([FAST._replace(values=(2.0, missing, 1.0))], "loss").data[0].y
    assert (y[0], y[2]) == (2, 1)
    assert np.isnan(y[1])


def test_runs_differ_in_more_than_their_colour():
    slow, fast = plot_curves([SLOW, FAST], "loss").data
    assert (slow.line.color, fast.line.color) == RUNS[:2]
    assert slow.line.dash != fast.line.dash
    assert slow.marker.symbol != fast.marker.symbol


def test_a_band_is_filled_in_the_runs_own_colour_below_the_lines():
    banded = FAST._replace(low=(0.8, 0.9, 0.95), high=(0.95, 0.97, 0.98))
    band, *lines = plot_curves([SLOW, banded], "accuracy").data
    assert band.x == (1, 2, 3, 3, 2, 1)
    np.testing.assert_allclose(band.y, [95, 97, 98, 95, 90, 80])
    assert band.fillcolor == fade(RUNS[1], 0.18)
    assert band.hoverinfo == "skip"
    assert [line.name for line in lines] == ["slow", "fast"]


def test_a_run_beside_a_curve_is_thin_and_hidden_with_it():
    line, thin = plot_curves([SLOW, SLOW._replace(thin=True, values=(0.2,) * 4)], "accuracy").data
    assert (line.showlegend, thin.showlegend) == (True, False)
    assert line.legendgroup == thin.legendgroup
    assert thin.line.width < line.line.width
    assert (thin.mode, thin.hoverinfo) == ("lines", "skip")


def test_marks_stand_on_their_curve_with_their_words():
    marked = SLOW._replace(marks=((2.5, "paused"), (4, "new worker")))
    marks = plot_curves([marked], "accuracy").data[1]
    np.testing.assert_allclose(marks.x, [2.5, 4])
    np.testing.assert_allclose(marks.y, [75, 90])  # halfway between 70 and 80
    assert marks.text == ("paused", "new worker")
    assert marks.marker.color == RUNS[0]


def test_marks_by_seconds_stand_at_their_time_also_in_the_first_epoch():
    marked = SLOW._replace(marks=((0.5, "learning rate 0.01"), (2.5, "paused")))
    marks = plot_curves([marked], "loss", "seconds").data[1]
    np.testing.assert_allclose(marks.x, [5, 25])
    np.testing.assert_allclose(marks.y, [0.3, 0.75])


def test_long_names_lose_their_middle_so_that_a_phone_has_room_for_them():
    long = FAST._replace(label="784 → 512 relu → 512 relu → 512 relu → 10 · adam 0.001 · 98.1 %")
    [curve] = plot_curves([long], "accuracy").data
    assert (len(curve.name), len(curve.meta)) == (44, 22)
    assert curve.name.startswith("784 → 512")
    assert curve.name.endswith("98.1 %")
    assert curve.legendgroup.endswith(long.label)


def test_a_click_in_the_legend_hides_a_run_with_its_band_and_marks():
    curve = SLOW._replace(low=SLOW.values, high=SLOW.values, marks=((1, "paused"),))
    traces = plot_curves([curve, curve._replace(color=1)], "loss").data
    assert sum(trace.showlegend is not False for trace in traces) == 2
    assert len(traces) == 6
    assert len({trace.legendgroup for trace in traces}) == 2


@pytest.mark.parametrize(
    "curves", [[], [Curve("new", (), (), ())], [FAST._replace(values=(None,))]]
)
def test_without_values_the_chart_says_what_is_missing(curves):
    figure = plot_curves(curves, "val_loss")
    assert "No validation loss yet." in only_note(figure)
    assert figure.layout.title.text == "Validation loss"


def test_a_curve_without_values_does_not_hide_the_others():
    figure = plot_curves([Curve("new", (), (), ()), FAST], "val_loss")
    assert [trace.name for trace in figure.data] == ["fast"]


def test_unknown_names_get_a_sentence():
    with pytest.raises(ValueError, match="metric: “speed” arrived; allowed are accuracy, loss"):
        plot_curves([SLOW], "speed")
    with pytest.raises(ValueError, match="by: “steps” arrived; allowed are epoch, seconds"):
        plot_curves([SLOW], "loss", "steps")
    with pytest.raises(ValueError, match="x: “epochs” arrived; allowed are parameters, seconds"):
        plot_tradeoff(POINTS, "epochs")


def test_more_curves_make_a_taller_chart_unless_a_height_is_given():
    eight = [SLOW] * 8
    assert plot_curves(eight, "loss").layout.height > plot_curves([SLOW], "loss").layout.height
    assert plot_curves(eight, "loss", height=321).layout.height == 321


def test_the_price_of_accuracy_is_on_a_logarithmic_axis_of_parameters():
    figure = plot_tradeoff(POINTS)
    small, large = figure.data
    assert (small.x, small.y, small.text) == ((1_000,), (90,), ("small",))
    assert (large.x, large.y, large.text) == ((100_000,), (98,), ("large",))
    assert figure.layout.xaxis.type == "log"
    low, high = figure.layout.xaxis.range
    assert low < 3 < 5 < high
    assert large.hovertemplate == "%{meta}<extra></extra>"
    assert large.meta == "large: 98.00 %, 100,000 parameters, 30.0 s"


def test_the_price_in_seconds_starts_at_0():
    figure = plot_tradeoff(POINTS, "seconds")
    assert [trace.x[0] for trace in figure.data] == [4, 30]
    assert figure.layout.xaxis.type is None
    assert figure.layout.xaxis.range[0] == 0


def test_labels_stand_towards_the_middle_and_off_each_other():
    twin = Point("twin", 100_000, 30.0, 0.979)
    places = {trace.name: trace.textposition for trace in plot_tradeoff([*POINTS, twin]).data}
    assert places == {"small": "middle right", "large": "top left", "twin": "bottom left"}


def test_one_point_has_an_axis_too():
    low, high = plot_tradeoff(POINTS[:1]).layout.xaxis.range
    assert low < 3 < high


def test_without_a_tested_run_the_tradeoff_says_so():
    assert "No tested run yet." in only_note(plot_tradeoff([]))


@pytest.mark.parametrize(
    "figure",
    [
        plot_curves([SLOW], "loss"),
        plot_curves([], "loss"),
        plot_tradeoff(POINTS),
    ],
)
def test_backgrounds_are_transparent(figure):
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
