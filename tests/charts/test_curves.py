import pytest

from mlp_explorer.charts.curves import plot_loss, plot_score
from mlp_explorer.charts.theme import TRAIN, VALIDATION
from mlp_explorer.tasks import METRICS

ACCURACY = METRICS["accuracy"]

HISTORY = {"score": [0.5, 0.8], "loss": [1.0, 0.6], "val_score": [0.6, 0.7]}


def test_the_axis_has_its_full_length_before_the_first_epoch():
    for figure in (plot_score(20, ACCURACY), plot_loss(20, ACCURACY)):
        assert figure.layout.xaxis.range[1] > 20
        assert [len(trace.x) for trace in figure.data] == [0] * 7


def test_every_trace_says_which_event_and_which_of_its_fields_feeds_it():
    assert [
        (trace.meta["event"], trace.meta["metric"]) for trace in plot_loss(1, ACCURACY).data[:3]
    ] == [
        ("BatchEnded", "loss"),
        ("EpochEnded", "loss"),
        ("EpochEnded", "val_loss"),
    ]


def test_a_history_is_drawn_from_epoch_1_in_the_two_colours():
    _, training, validation, *_ = plot_score(2, ACCURACY, HISTORY).data
    assert (training.x, training.y) == ((1, 2), (0.5, 0.8))
    assert (validation.x, validation.y) == ((1, 2), (0.6, 0.7))
    assert (training.line.color, validation.line.color) == (TRAIN, VALIDATION)


def test_without_validation_its_trace_is_empty():
    assert plot_loss(2, ACCURACY, HISTORY).data[2].y == ()


def test_marks_are_as_high_as_the_chart_wherever_one_zooms_to():
    figure = plot_score(3, ACCURACY)
    seams, rates, *others = figure.data[3:]
    assert (seams.meta, rates.meta) == ({"event": "TrainingStarted"}, {"event": "RateChanged"})
    assert [mark.meta for mark in others] == [{"event": "LossDiverged"}, {"event": "WeightsKept"}]
    assert len({mark.line.dash for mark in figure.data[3:]}) == 4
    assert seams.showlegend is rates.showlegend is False
    assert seams.yaxis == rates.yaxis == "y2"
    assert figure.layout.yaxis2.range == (0, 1)
    assert figure.layout.yaxis2.fixedrange


def test_of_many_epochs_so_many_have_a_mark_that_these_can_be_told_apart():
    losses = [1 / epoch for epoch in range(1, 501)]
    _, training, validation, *_ = plot_loss(
        500, ACCURACY, {"loss": losses, "val_loss": losses}
    ).data
    assert len(training.y) == len(validation.y) == 500
    assert training.marker.maxdisplayed == validation.marker.maxdisplayed == 40


def test_a_hover_names_the_epoch_and_snaps_to_epochs_alone():
    figure = plot_loss(2, ACCURACY, HISTORY)
    assert figure.layout.xaxis.unifiedhovertitle.text == "epoch %{x:.3~g}"
    within, training, *_ = figure.data
    assert (within.hoverinfo, within.hovertemplate) == ("skip", None)
    assert training.hovertemplate == "%{y:.4f}"


def test_the_vertical_axis_follows_the_points_on_a_scale_of_its_own():
    assert plot_score(2, ACCURACY).layout.meta == {"scale": "score"}
    assert plot_loss(2, ACCURACY).layout.meta == {"scale": "amount"}


def test_accuracies_to_reach_are_dotted_lines_with_their_names():
    first, second = plot_score(
        2, ACCURACY, goals=[(0.926, "the tutorial"), (0.98, "best")]
    ).layout.shapes
    assert (first.y0, first.y1, first.line.dash, first.label.text) == (
        *(0.926, 0.926),
        "dot",
        "the tutorial",
    )
    assert {first.label.textposition, second.label.textposition} == {"start"}, "there curves begin"


@pytest.mark.parametrize(
    ("view", "anchors"), [([], ["top", "bottom"]), (["error"], ["bottom", "top"])]
)
def test_the_higher_one_of_two_lines_is_named_above_it(view, anchors):
    both = [(0.926, "the tutorial"), (0.93, "best")]
    for goals, expected in ((both, anchors), (both[::-1], anchors[::-1])):
        shapes = plot_score(2, ACCURACY, goals=goals, view=view).layout.shapes
        assert [shape.label.yanchor for shape in shapes] == expected


def test_each_wish_changes_the_axis_that_it_is_about():
    assert plot_score(2, ACCURACY, view=["whole"]).layout.meta == {"scale": "whole"}
    error = plot_score(2, ACCURACY, HISTORY, [(0.75, "a")], ["error"])
    assert (error.layout.title.text, error.layout.meta) == ("Error", {"scale": "error"})
    assert (error.data[1].meta["error"], error.data[1].y) == (True, (0.5, 1 - 0.8))
    assert error.layout.shapes[0].y0 == 0.25
    for figure in (
        plot_score(2, ACCURACY, view=["logarithmic"]),
        plot_loss(2, ACCURACY, view=["logarithmic"]),
    ):
        assert (figure.layout.yaxis.type, figure.layout.meta) == ("log", {"scale": "log"})
        assert figure.layout.yaxis.range is None
    assert plot_loss(2, ACCURACY, HISTORY, ["error", "whole"]) == plot_loss(2, ACCURACY, HISTORY)


def test_smoothed_curves_stand_before_their_faint_raw_values():
    within, training, validation, *averages = plot_loss(2, ACCURACY, HISTORY, ["smooth"]).data[:5]
    assert within.opacity > training.opacity == validation.opacity == 0.35
    assert [each.meta["smooth"] for each in averages] == [0.6, 0.6]
    assert [each.name for each in averages] == [training.name, validation.name]
    assert averages[0].hovertemplate == "%{y:.4f}, smoothed"
    assert averages[0].showlegend is not False and not training.showlegend


def test_a_span_is_shaded_from_its_epoch_to_the_end_and_named():
    [shape] = plot_loss(10, ACCURACY, span=(6, "levelling off")).layout.shapes
    assert (shape.x0, shape.yref, shape.label.text) == (6, "paper", "levelling off")
    assert shape.x1 == plot_loss(10, ACCURACY).layout.xaxis.range[1]
    assert plot_loss(10, ACCURACY).layout.shapes == ()
