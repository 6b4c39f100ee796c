"""Runs side by side: what is drawn where, and what the pointer is told."""

import numpy as np
import pandas as pd
import pytest

from mlp_explorer.charts.compare import Curve, Mark, plot_curves
from mlp_explorer.charts.theme import RUNS, fade, style_class, style_run
from mlp_explorer.charts.view import smoothen
from mlp_explorer.tasks import METRICS

ACCURACY = METRICS["accuracy"]

SLOW = Curve("slow", (1, 2, 3, 4), (10.0, 20.0, 30.0, 40.0), (0.3, 0.7, 0.8, 0.9))
FAST = Curve("fast", (1, 2, 3), (1.0, 2.0, 3.0), (0.9, 0.95, 0.97), color=1)
PAUSE = Mark("TrainingStarted", 2.5, "paused")


def make_curve(values) -> Curve:
    epochs = tuple(range(1, len(values) + 1))
    return Curve("made", epochs, tuple(map(float, epochs)), tuple(values))


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


@pytest.mark.parametrize("color", [*RUNS, *(style_class(number).color for number in range(8))])
@pytest.mark.parametrize("background", ["#ffffff", "#10161c"])
def test_every_runs_and_every_classs_colour_is_readable_in_light_and_in_dark(color, background):
    assert contrast(color, background) >= 3


@pytest.mark.parametrize("style", [style_run, style_class])
def test_eight_runs_and_eight_classes_share_no_colour_dash_or_marker(style):
    styles = [style(place) for place in range(8)]
    assert [len(set(kind)) for kind in zip(*styles, strict=True)] == [8, 8, 8]
    assert style(9) == styles[1]


def test_fading_keeps_the_colour():
    assert fade("#0080FF", 0.25) == "rgba(0, 128, 255, 0.25)"


def test_accuracies_are_fractions_shown_in_per_cent_by_epoch():
    figure = plot_curves([SLOW, FAST], "val_score", ACCURACY)
    slow, fast = figure.data
    assert (slow.name, slow.x) == ("slow", (1, 2, 3, 4))
    np.testing.assert_allclose(slow.y, SLOW.values)
    np.testing.assert_allclose(fast.y, FAST.values)
    assert figure.layout.yaxis.tickformat == ".2~%"
    assert slow.hovertemplate == "%{meta}: %{y:.2%}<extra></extra>"


def test_losses_are_drawn_as_they_are_from_0():
    figure = plot_curves([SLOW], "loss", ACCURACY)
    np.testing.assert_allclose(figure.data[0].y, SLOW.values)
    assert figure.layout.yaxis.rangemode == "tozero"


def test_by_seconds_the_points_stand_where_the_epochs_ended():
    figure = plot_curves([SLOW, FAST], "val_score", ACCURACY, "seconds")
    assert figure.data[0].x == SLOW.seconds
    assert figure.layout.xaxis.title.text == "seconds of training"
    assert tuple(figure.data[0].customdata[:, 0]) == SLOW.epochs
    assert "(epoch %{customdata[0]})" in figure.data[0].hovertemplate


def see(*curves, of="score", view=()):
    """Return the ends of the vertical axis."""
    return plot_curves(curves, of, ACCURACY, view=view).layout.yaxis.range


def test_few_epochs_are_all_in_sight():
    low, high = see(SLOW, FAST)
    assert 0.2 < low < 0.3
    assert 0.97 < high < 1.02


def test_of_more_epochs_the_axis_of_accuracy_shows_the_newer_half_and_the_best():
    rising = make_curve([0.1, 0.6, 0.9, 0.97, 0.98, 0.975])
    falling = make_curve([0.2, 0.99, 0.97, 0.976, 0.972, 0.971])
    low, high = see(rising, falling)
    assert 0.965 < low < 0.97
    assert 0.99 < high < 0.995


def test_a_short_run_beside_a_long_one_shows_its_own_newer_half():
    low, _ = see(make_curve([0.9, 0.96, 0.97, 0.97, 0.98, 0.98]), make_curve([0.1, 0.94]))
    assert 0.93 < low < 0.94


def test_the_axis_of_accuracy_ends_little_above_100():
    _, high = see(FAST._replace(values=(0.5, 0.9, 1.0)))
    assert 1 < high < 1.02


def test_a_view_changes_the_axis_that_it_is_about():
    curve = make_curve([0.1, 0.6, 0.9, 0.97, 0.98, 0.975])
    assert see(curve, view=["whole"]) == (0, 1.02)
    assert see(curve, view=["error"]) == pytest.approx((0, 1.08 * 0.03))
    low, high = see(curve, view=["error", "logarithmic"])
    assert low < np.log10(0.02) < np.log10(0.9) < high
    assert see(curve, of="loss", view=["whole", "error"]) is None, "a loss has no 100 %"


def test_an_error_is_what_accuracy_lacks_and_is_called_so():
    banded = FAST._replace(low=(0.8, 0.9, 0.95), high=(0.95, 0.97, 0.98))
    figure = plot_curves([banded], "val_score", ACCURACY, view=["error"])
    band, line = figure.data
    assert figure.layout.title.text == "Validation error"
    np.testing.assert_allclose(line.y, [0.1, 0.05, 0.03])
    np.testing.assert_allclose(sorted(band.y), [0.02, 0.03, 0.05, 0.05, 0.1, 0.2])
    assert plot_curves([FAST], "loss", ACCURACY, view=["error"]) == plot_curves(
        [FAST], "loss", ACCURACY
    )


def test_a_logarithmic_axis_has_all_that_is_above_0():
    banded = FAST._replace(values=(1.0, 0.1, 0.0), low=(0.5, 0.0, -0.1), high=(2.0, 0.2, 0.1))
    figure = plot_curves([banded], "loss", ACCURACY, view=["logarithmic"])
    low, high = figure.layout.yaxis.range
    assert figure.layout.yaxis.type == "log"
    assert -1.2 < low < -1 < 0 < high < 0.2
    assert min(figure.data[0].y) > 0, "a band without an end would not be filled"
    assert see(FAST._replace(values=(0.0,) * 3), of="loss", view=["logarithmic"]) is None


def test_accuracies_to_reach_are_dotted_lines_of_accuracies():
    goals = [(0.926, "the tutorial")]
    [line] = plot_curves([SLOW], "val_score", ACCURACY, goals=goals).layout.shapes
    assert (line.y0, line.y1, line.line.dash, line.label.text) == (
        *(0.926, 0.926),
        "dot",
        "the tutorial",
    )
    [line] = plot_curves([SLOW], "score", ACCURACY, goals=goals, view=["error"]).layout.shapes
    assert line.y0 == pytest.approx(0.074)
    assert line.label.yanchor == "top", "the curves begin above it"
    assert plot_curves([SLOW], "val_loss", ACCURACY, goals=goals).layout.shapes == ()


def test_smoothed_curves_stand_before_their_faint_values_and_a_hover_tells_both():
    marked = SLOW._replace(marks=(Mark("RateChanged", 2, "another rate"),))
    thin = SLOW._replace(thin=True)
    *faint, average, thin_average, marks = plot_curves(
        [marked, thin], "score", ACCURACY, view=["smooth"]
    ).data
    [raw] = faint  # a thin one has its average only
    np.testing.assert_allclose(raw.y, SLOW.values)
    assert (raw.opacity, raw.showlegend) == (0.35, False)
    for silent in (average, thin_average):
        assert (silent.hoverinfo, silent.hovertemplate) == ("skip", None), "Plotly shows a template"
    np.testing.assert_allclose(average.y, smoothen(np.array(SLOW.values)))
    np.testing.assert_allclose(raw.customdata[:, 1], average.y)
    assert raw.hovertemplate.startswith("%{meta}: %{y:.2%}, smoothed %{customdata[1]:.2%}")
    assert raw.legendgroup == average.legendgroup == thin_average.legendgroup
    assert marks.y[0] == average.y[1]


def test_a_moving_average_is_that_of_pandas_and_leaves_out_what_is_no_number():
    values = np.random.default_rng(1).random(9)
    values[[0, 4]] = np.nan
    right = pd.Series(values).ewm(alpha=0.4, ignore_na=True).mean()
    np.testing.assert_allclose(smoothen(values), right.where(np.isfinite(values)))


def test_a_zoom_ends_with_what_it_was_a_zoom_of_and_lasts_while_curves_are_smoothed():
    def name(*view):
        return plot_curves([SLOW], "score", ACCURACY, view=view).layout.yaxis.uirevision

    views = [(), ("whole",), ("error",), ("logarithmic",), ("logarithmic", "error")]
    assert len({name(*view) for view in views}) == len(views)
    assert name("smooth") == name()


def test_few_epochs_have_a_line_of_the_grid_each():
    assert plot_curves([FAST], "loss", ACCURACY).layout.xaxis.dtick == 1
    assert plot_curves([FAST], "loss", ACCURACY, "seconds").layout.xaxis.dtick is None
    assert plot_curves([make_curve([0.5] * 50)], "loss", ACCURACY).layout.xaxis.dtick is None


@pytest.mark.parametrize("values", [(0.4,), (0.4, None), (0.4, float("nan"))])
def test_a_curve_of_one_known_value_has_an_axis_around_it(values):
    curve = Curve("short", (1, 2)[: len(values)], (1.0, 2.0)[: len(values)], values)
    low, high = see(curve)
    assert 0.39 < low < 0.4 < high < 0.41


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_a_value_that_is_no_number_leaves_a_gap(missing):
    y = plot_curves([FAST._replace(values=(2.0, missing, 1.0))], "loss", ACCURACY).data[0].y
    assert (y[0], y[2]) == (2, 1)
    assert np.isnan(y[1])


def test_runs_differ_in_more_than_their_colour():
    slow, fast = plot_curves([SLOW, FAST], "loss", ACCURACY).data
    assert (slow.line.color, fast.line.color) == RUNS[:2]
    assert slow.line.dash != fast.line.dash
    assert slow.marker.symbol != fast.marker.symbol


def test_a_band_is_filled_in_the_runs_own_colour_below_the_lines():
    banded = FAST._replace(low=(0.8, 0.9, 0.95), high=(0.95, 0.97, 0.98))
    band, *lines = plot_curves([SLOW, banded], "score", ACCURACY).data
    assert band.x == (1, 2, 3, 3, 2, 1)
    np.testing.assert_allclose(band.y, [0.95, 0.97, 0.98, 0.95, 0.9, 0.8])
    assert band.fillcolor == fade(RUNS[1], 0.18)
    assert band.hoverinfo == "skip"
    assert [line.name for line in lines] == ["slow", "fast"]


def test_a_band_is_in_sight_but_for_its_lower_side_on_a_logarithmic_axis():
    banded = FAST._replace(low=(0.00001, 0.5, 0.9), high=(0.95, 0.97, 0.999))
    low, high = see(banded)
    assert low == 0 and high > 0.999
    assert see(banded, view=["logarithmic"])[0] > np.log10(0.89)


def test_a_run_beside_a_curve_is_thin_and_hidden_with_it():
    line, thin = plot_curves(
        [SLOW, SLOW._replace(thin=True, values=(0.2,) * 4)], "score", ACCURACY
    ).data
    assert (line.showlegend, thin.showlegend) == (True, False)
    assert line.legendgroup == thin.legendgroup
    assert thin.line.width < line.line.width
    assert (thin.mode, thin.hoverinfo) == ("lines", "skip")


def test_marks_stand_on_their_curve_with_their_words():
    marked = SLOW._replace(marks=(PAUSE, Mark("WeightsKept", 4, "the best")))
    marks = plot_curves([marked], "score", ACCURACY).data[1]
    np.testing.assert_allclose(marks.x, [2.5, 4])
    np.testing.assert_allclose(marks.y, [0.75, 0.9])  # halfway between 0.7 and 0.8
    assert marks.text == ("paused", "the best")
    assert marks.marker.symbol == ("triangle-up-open", "star-open")
    assert marks.marker.color == RUNS[0]


def test_marks_by_seconds_stand_at_their_time_also_in_the_first_epoch():
    marked = SLOW._replace(marks=(Mark("RateChanged", 0.5, "0.01"), PAUSE))
    marks = plot_curves([marked], "loss", ACCURACY, "seconds").data[1]
    np.testing.assert_allclose(marks.x, [5, 25])
    np.testing.assert_allclose(marks.y, [0.3, 0.75])


def test_long_names_lose_their_middle_so_that_a_phone_has_room_for_them():
    long = FAST._replace(label="784 → 512 relu → 512 relu → 512 relu → 10 · adam 0.001 · 98.1 %")
    [curve] = plot_curves([long], "score", ACCURACY).data
    assert (len(curve.name), len(curve.meta)) == (44, 22)
    assert curve.name.startswith("784 → 512")
    assert curve.name.endswith("98.1 %")
    assert curve.legendgroup.endswith(long.label)


def test_a_hover_has_room_for_what_means_differ_in():
    """Of “Hidden layers 64 ReLU (mean of 10 seeds)”, shortened, the 64 would be gone."""
    mean = FAST._replace(label="Hidden layers 64 ReLU", runs=10)
    [curve] = plot_curves([mean], "score", ACCURACY).data
    assert curve.name == "Hidden layers 64 ReLU (mean of 10 seeds)"
    assert curve.meta == "Hidden layers 64 ReLU"


def test_a_click_in_the_legend_hides_a_run_with_its_band_and_marks():
    curve = SLOW._replace(low=SLOW.values, high=SLOW.values, marks=(PAUSE,))
    traces = plot_curves([curve, curve._replace(color=1)], "loss", ACCURACY).data
    assert sum(trace.showlegend is not False for trace in traces) == 2
    assert len(traces) == 6
    assert len({trace.legendgroup for trace in traces}) == 2


@pytest.mark.parametrize(
    "curves", [[], [Curve("new", (), (), ())], [FAST._replace(values=(None,))]]
)
def test_without_values_the_chart_says_what_is_missing(curves):
    figure = plot_curves(curves, "val_loss", ACCURACY)
    assert "No validation loss yet." in only_note(figure)
    assert figure.layout.title.text == "Validation loss"


def test_a_curve_without_values_does_not_hide_the_others():
    figure = plot_curves([Curve("new", (), (), ()), FAST], "val_loss", ACCURACY)
    assert [trace.name for trace in figure.data] == ["fast"]


def test_unknown_names_get_a_sentence():
    with pytest.raises(ValueError, match="curve_of: “speed” arrived; allowed are score, loss"):
        plot_curves([SLOW], "speed", ACCURACY)
    with pytest.raises(ValueError, match="by: “steps” arrived; allowed are epoch, seconds"):
        plot_curves([SLOW], "loss", ACCURACY, "steps")


def test_more_curves_make_a_taller_chart_unless_a_height_is_given():
    eight = [SLOW] * 8
    assert (
        plot_curves(eight, "loss", ACCURACY).layout.height
        > plot_curves([SLOW], "loss", ACCURACY).layout.height
    )
    assert plot_curves(eight, "loss", ACCURACY, height=321).layout.height == 321


@pytest.mark.parametrize(
    "figure",
    [
        plot_curves([SLOW], "loss", ACCURACY),
        plot_curves([], "loss", ACCURACY),
    ],
)
def test_backgrounds_are_transparent(figure):
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
