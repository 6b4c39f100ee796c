from mlp_explorer.charts.curves import plot_accuracy, plot_loss
from mlp_explorer.charts.theme import TRAIN, VALIDATION

HISTORY = {"accuracy": [0.5, 0.8], "loss": [1.0, 0.6], "val_accuracy": [0.6, 0.7]}


def test_the_axis_has_its_full_length_before_the_first_epoch():
    for figure in (plot_accuracy(20), plot_loss(20)):
        assert figure.layout.xaxis.range[1] > 20
        assert [len(trace.x) for trace in figure.data] == [0, 0, 0]


def test_every_trace_says_which_event_and_which_of_its_fields_feeds_it():
    assert [(trace.meta["event"], trace.meta["metric"]) for trace in plot_loss(1).data] == [
        ("BatchEnded", "loss"),
        ("EpochEnded", "loss"),
        ("EpochEnded", "val_loss"),
    ]


def test_a_history_is_drawn_from_epoch_1_in_the_two_colours():
    _, training, validation = plot_accuracy(2, HISTORY).data
    assert (training.x, training.y) == ((1, 2), (0.5, 0.8))
    assert (validation.x, validation.y) == ((1, 2), (0.6, 0.7))
    assert (training.line.color, validation.line.color) == (TRAIN, VALIDATION)


def test_without_validation_its_trace_is_empty():
    assert plot_loss(2, HISTORY).data[2].y == ()
