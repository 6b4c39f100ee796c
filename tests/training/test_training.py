import threading

import keras
import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset, train
from mlp_explorer.config import REGISTRIES
from mlp_explorer.messages.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    TrainingEnded,
    TrainingStarted,
)
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.training import build_model

SMALL = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=1000, batch_size=100, epochs=2
)


def test_the_tutorials_job_learns_as_the_tutorial_prints():
    result = train(TrainConfig())
    assert 0.91 <= result.test_score <= 0.94
    assert 0.2 <= result.test_loss <= 0.32
    assert 0.91 <= result.history["val_accuracy"][-1] <= 0.94
    assert [len(values) for values in result.history.values()] == [10] * 4
    x_test = load_dataset("mnist").x_test / np.float32(255)
    answers = Network(TrainConfig(), result.weights).predict(x_test).argmax(axis=1)
    accuracy = (answers == load_dataset("mnist").y_test).mean()
    assert accuracy == pytest.approx(result.test_score, abs=2e-4)


@pytest.fixture
def step_by_step(monkeypatch):
    """Make every call a single step, as on a computer where each takes a quarter of a second."""
    monkeypatch.setattr("mlp_explorer.training.pace.INTERVAL_S", 1e-12)
    train(SMALL.changed(epochs=2))  # the speed is known from here on


ONE_BATCH = SMALL.changed(batch_size=800, precision="float32", epochs=4, learning_rate=0.01)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"batch_size": 2000},
        {"hidden_layers": (), "loss": "mean_squared_error"},
        {"loss": "binary_crossentropy", "l1": 1e-4, "l2": 1e-3},
        {"hidden_layers": (HiddenLayer(16, "tanh", batch_normalization=True),), "epochs": 6},
        {"schedule": "cosine", "optimizer": "momentum"},
        {"schedule": "exponential", "optimizer": "nadam"},
        {"schedule": "step", "optimizer": "adamw", "scale_pixels": False},
        {"optimizer": "rmsprop", "training_images": 200, "batch_size": 160},  # compiled as a whole
    ],
    ids=str,
)
def test_it_is_what_plain_keras_does_with_a_validation_split(changes):
    # the order within a batch matters to nobody, so with one batch an epoch all must agree
    config = ONE_BATCH.changed(**changes)
    dataset, count = load_dataset("mnist"), config.training_images
    x = dataset.x_train[:count] / np.float32(255 if config.scale_pixels else 1)
    y = dataset.y_train[:count]
    plain = build_model(config).fit(
        x,
        np.eye(10, dtype=np.float32)[y] if HEADS[config.loss].target == "one_hot" else y,
        epochs=config.epochs,
        batch_size=config.batch_size,
        validation_split=0.2,
        verbose=0,
    )
    ours = train(config).history
    assert set(ours) == set(plain.history)
    for name, values in ours.items():
        assert values == pytest.approx(plain.history[name], rel=2e-4, abs=1e-5), name


@pytest.mark.parametrize("batch_size", [100, 130, 300], ids="batch {}".format)
@pytest.mark.parametrize("precision", ["float32", "mixed_bfloat16"])
def test_every_image_trains_once_an_epoch_whatever_is_left_for_the_last_batch(
    batch_size, precision
):
    # steps of no length: the epoch's accuracy is that of the untrained network on all of them
    config = SMALL.changed(
        batch_size=batch_size, precision=precision, optimizer="sgd", learning_rate=1e-6, epochs=1
    )
    dataset, result = load_dataset("mnist"), train(config)
    outputs = result.model.predict(dataset.x_train[:800] / np.float32(255), verbose=0)
    right = (outputs.argmax(axis=1) == dataset.y_train[:800]).mean()
    assert result.history["accuracy"] == [pytest.approx(right, abs=2e-3)]


def test_the_same_seed_gives_the_same_history_and_another_seed_another():
    layers = (HiddenLayer(32, "relu", dropout=0.3, batch_normalization=True),)
    for config in (SMALL, SMALL.changed(augmentation="elastic", hidden_layers=layers)):
        history = train(config).history
        assert train(config.changed(seed=1)).history != history
        assert train(config).history == history


def test_events_come_in_order_and_epochs_bring_their_weights():
    events, kept = [], []
    result = train(SMALL, events.append, keep=lambda checkpoint: kept.append(checkpoint.epoch))
    assert isinstance(events[0], TrainingStarted)
    assert events[0] == (8, 800, "float32", 0, 0)
    assert [e.epoch for e in events if isinstance(e, EpochEnded)] == [1, 2]
    assert events[-2] == TrainingEnded("completed", 2)
    assert events[-1] == Evaluated(result.test_loss, result.test_score)
    assert kept == [0, 1, 2]


def test_long_epochs_bring_points_within_them(step_by_step):
    events = []
    train(SMALL.changed(epochs=1), events.append)
    points = [event for event in events if isinstance(event, BatchEnded)]
    assert [point.step for point in points] == [1, 2, 3, 4, 5, 6, 7]  # the 8th ends the epoch
    assert all(0 <= point.score <= 1 for point in points)
    # the first step may have been compiled, so it says nothing of the speed
    assert [point.images_per_s > 0 for point in points] == [False] + [True] * 6


def test_a_request_stops_before_the_next_call_and_whole_epochs_stay(step_by_step):
    events, asked = [], []

    def should_stop():
        asked.append(1)
        return len(asked) > 8 + 1 + 3  # an epoch of 8 steps, its validation, then 3 steps more

    result = train(SMALL.changed(epochs=50), events.append, should_stop)
    assert result.reason == "stopped"
    assert len(result.history["loss"]) == 1
    assert result.epoch == 2
    assert events[-2] == TrainingEnded("stopped", 2)
    assert isinstance(events[-1], Evaluated)


def test_a_stop_while_it_validates_does_not_count_that_epoch(step_by_step):
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


def test_early_stopping_judges_no_epoch_that_was_cut_short(step_by_step):
    asked = []
    config = SMALL.changed(epochs=50, early_stopping_patience=3)
    # two epochs of 8 steps and a call that validates, then the third one's validation
    result = train(config, should_stop=lambda: asked.append(1) or len(asked) > 2 * 9 + 8)
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


@pytest.mark.parametrize("loss", list_heads(10))
def test_every_loss_counts_accuracy_by_the_largest_output(loss):
    result = train(SMALL.changed(loss=loss, epochs=4, learning_rate=0.005))
    assert 0.4 < result.history["accuracy"][-1] < 1.0
    x = load_dataset("mnist").x_test / np.float32(255)
    answers = result.model.predict(x, verbose=0).argmax(axis=1)
    assert result.test_score == pytest.approx((answers == load_dataset("mnist").y_test).mean())


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


def test_the_model_is_the_callers_own_and_goes_on_where_it_stopped():
    result = train(SMALL)
    before = [weights.copy() for weights in result.weights]
    train(SMALL.changed(seed=1))  # uses the same compiled program
    for kept, weights in zip(before, result.model.get_weights(), strict=True):
        assert np.array_equal(kept, weights)
    assert int(result.model.optimizer.iterations) == 16
    x = load_dataset("mnist").x_train[:800] / np.float32(255)
    loss = result.model.fit(x, load_dataset("mnist").y_train[:800], verbose=0).history["loss"]
    assert loss[0] < result.history["loss"][-1]


def test_two_trainings_at_once_in_one_process_do_not_mix():
    alone = [train(SMALL.changed(seed=seed)).history for seed in (0, 1)]
    together: dict[int, dict] = {}
    threads = [
        threading.Thread(
            target=lambda seed=seed: together.update(
                {seed: train(SMALL.changed(seed=seed)).history}
            )
        )
        for seed in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[0], together[1]] == alone


def test_any_keras_callback_works():
    seen = []

    class Listener(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            seen.append(("begin", self.params["epochs"], self.params["steps"]))

        def on_train_batch_end(self, batch, logs=None):
            seen.append((batch, *sorted(logs)))

        def on_epoch_end(self, epoch, logs=None):
            seen.append((f"epoch {epoch}", *sorted(logs)))

    train(SMALL, callbacks=[Listener()])
    assert seen[0] == ("begin", 2, 8)
    assert seen[-1] == ("epoch 1", "accuracy", "loss", "val_accuracy", "val_loss")
    assert (7, "accuracy", "loss") in seen


def test_keras_own_early_stopping_ends_it_and_restores_the_best():
    stopper = keras.callbacks.EarlyStopping("val_accuracy", patience=2, restore_best_weights=True)
    config = SMALL.changed(epochs=60, learning_rate=0.05, training_images=300)
    result = train(config, callbacks=[stopper])
    accuracies = result.history["val_accuracy"]
    assert result.reason == "early_stopping"
    assert len(accuracies) == 1 + int(np.argmax(accuracies)) + 2
    x = load_dataset("mnist").x_train[240:300] / np.float32(255)
    outputs = Network(config, result.weights).predict(x).argmax(axis=1)
    right = (outputs == load_dataset("mnist").y_train[240:300]).mean()
    assert right == pytest.approx(max(accuracies))


# NumPy 2 warns of how Keras's own callbacks read a learning rate
ignore_array_warning = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning"
)


@ignore_array_warning
def test_a_callback_may_change_the_learning_rate():
    rates = []
    watch = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: rates.append(float(logs["learning_rate"]))
    )
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch: 0.01 / 10**epoch)
    train(SMALL.changed(epochs=3), callbacks=[schedule, watch])
    assert rates == pytest.approx([0.01, 0.001, 0.0001])


@ignore_array_warning
def test_tensorboard_writes_its_files(tmp_path):
    train(SMALL, callbacks=[keras.callbacks.TensorBoard(tmp_path, histogram_freq=1)])
    for part in ("train", "validation"):
        (file,) = (tmp_path / part).iterdir()
        assert b"epoch_loss" in file.read_bytes()
