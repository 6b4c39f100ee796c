import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset, train
from mlp_explorer.config import LOSSES, REGISTRIES
from mlp_explorer.data import prepare_split
from mlp_explorer.runs.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    TrainingEnded,
    TrainingStarted,
)
from mlp_explorer.training import build_model

SMALL = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=1000, batch_size=100, epochs=2
)


def test_the_tutorials_job_learns_as_the_tutorial_prints():
    result = train(TrainConfig())
    assert 0.91 <= result.test_accuracy <= 0.94
    assert 0.2 <= result.test_loss <= 0.32
    assert 0.91 <= result.history["val_accuracy"][-1] <= 0.94
    assert [len(values) for values in result.history.values()] == [10] * 4
    x_test = load_dataset("mnist").x_test / np.float32(255)
    answers = Network(TrainConfig(), result.weights).predict(x_test).argmax(axis=1)
    accuracy = (answers == load_dataset("mnist").y_test).mean()
    assert accuracy == pytest.approx(result.test_accuracy, abs=2e-4)


def test_it_is_what_plain_keras_does_with_a_validation_split():
    split, dataset = prepare_split(SMALL), load_dataset("mnist")
    model = build_model(SMALL)
    plain = model.fit(
        dataset.x_train[:1000] / np.float32(255),
        dataset.y_train[:1000],
        epochs=2,
        batch_size=100,
        validation_split=0.2,
        verbose=0,
    ).history
    ours = train(SMALL).history
    assert len(split.x_train) == 800
    for name, values in ours.items():
        assert values == pytest.approx(plain[name], abs=1e-5)


def test_the_same_seed_gives_the_same_history_and_another_seed_another():
    assert train(SMALL).history == train(SMALL).history
    assert train(SMALL.changed(seed=1)).history != train(SMALL).history


def test_events_come_in_order_and_epochs_bring_their_weights():
    events, kept = [], []
    result = train(SMALL, events.append, keep_weights=lambda epoch, _: kept.append(epoch))
    assert isinstance(events[0], TrainingStarted)
    assert events[0] == (8, 800)
    assert [e.epoch for e in events if isinstance(e, EpochEnded)] == [1, 2]
    assert events[-2] == TrainingEnded("completed", 2)
    assert events[-1] == Evaluated(result.test_loss, result.test_accuracy)
    assert kept == [0, 1, 2]


def test_long_epochs_bring_points_within_them(monkeypatch):
    monkeypatch.setattr("mlp_explorer.training.callbacks.StreamEvents.interval_s", 0.0)
    events = []
    train(SMALL.changed(epochs=1), events.append)
    points = [event for event in events if isinstance(event, BatchEnded)]
    assert [point.step for point in points] == [1, 2, 3, 4, 5, 6, 7]  # the 8th ends the epoch
    assert all(0 <= point.accuracy <= 1 for point in points)
    # the first batch is compiled, so it says nothing of the speed
    assert [point.images_per_s > 0 for point in points] == [False] + [True] * 6


def test_a_request_stops_at_the_next_batch_and_whole_epochs_stay():
    events, asked = [], []

    def should_stop():
        asked.append(1)
        return len(asked) > 8 + 2 + 3  # an epoch of 8 batches, 2 of validation, then 3 more

    result = train(SMALL.changed(epochs=50), events.append, should_stop)
    assert result.reason == "stopped"
    assert len(result.history["loss"]) == 1
    assert result.epoch == 2
    assert events[-2] == TrainingEnded("stopped", 2)
    assert isinstance(events[-1], Evaluated)


def test_a_stop_while_it_validates_does_not_count_that_epoch():
    asked = []
    result = train(SMALL, should_stop=lambda: asked.append(1) or len(asked) > 8)
    assert result.reason == "stopped"
    assert result.history["loss"] == []


def test_a_loss_that_is_no_number_ends_the_training():
    config = SMALL.changed(optimizer="sgd", learning_rate=1000.0, l2=1.0)
    result = train(config)
    assert result.reason == "diverged"
    assert result.history["loss"] == []


def test_a_loss_that_overflows_in_the_very_last_step_has_diverged_too():
    layers = (HiddenLayer(64, "linear"),) * 8
    config = TrainConfig(
        hidden_layers=layers,
        learning_rate=1000.0,
        batch_size=60_000,
        training_images=1000,
        epochs=1,
    )
    assert train(config).reason == "diverged"


def test_early_stopping_judges_no_epoch_that_was_cut_short():
    asked = []
    config = SMALL.changed(epochs=50, early_stopping_patience=3)
    # two epochs of 8 batches and 2 of validation each, then one batch of validation more
    result = train(config, should_stop=lambda: asked.append(1) or len(asked) > 2 * 10 + 8)
    assert result.reason == "stopped"
    assert len(result.history["loss"]) == 2
    assert result.epoch <= 2


def test_early_stopping_ends_before_the_last_epoch():
    config = SMALL.changed(
        epochs=60, early_stopping_patience=1, learning_rate=0.05, training_images=300
    )
    result = train(config)
    assert result.reason == "early_stopping"
    assert result.epoch == 1 + int(np.argmin(result.history["val_loss"]))
    assert len(result.history["loss"]) < 60


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_counts_accuracy_by_the_largest_output(loss):
    result = train(SMALL.changed(loss=loss, epochs=4, learning_rate=0.005))
    assert 0.4 < result.history["accuracy"][-1] < 1.0
    x = load_dataset("mnist").x_test / np.float32(255)
    answers = result.model.predict(x, verbose=0).argmax(axis=1)
    assert result.test_accuracy == pytest.approx((answers == load_dataset("mnist").y_test).mean())


@pytest.mark.parametrize("field", ["optimizer", "schedule", "kernel_initializer"])
def test_every_choice_trains(field):
    for name in REGISTRIES[field]:
        result = train(SMALL.changed(epochs=1, training_images=200, **{field: name}))
        assert np.isfinite(result.test_loss)


def test_everything_on_at_once_trains():
    config = TrainConfig(
        hidden_layers=(HiddenLayer(16, "gelu", 0.2, True), HiddenLayer(8, "selu", 0.1)),
        l1=1e-5,
        l2=1e-5,
        early_stopping_patience=3,
        training_images=100,
        batch_size=2000,
        epochs=2,
        validation_split=0,
        schedule="cosine",
        optimizer="adamw",
    )
    result = train(config)
    assert set(result.history) == {"accuracy", "loss"}
    assert len(result.weights) == 6 + 2 + 2
