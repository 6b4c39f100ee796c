"""Networks learn numbers, and are judged as Keras and scikit-learn judge them."""

import keras
import numpy as np
import pytest
from sklearn.metrics import r2_score

from mlp_explorer import HiddenLayer, Network, TrainConfig, train
from mlp_explorer.config import list_presets
from mlp_explorer.data import find_answer_scale, load_dataset, load_prepared
from mlp_explorer.messages.events import BatchEnded
from mlp_explorer.network import answer_numbers
from mlp_explorer.tasks import list_heads

NUMBERS = list_heads(0)


# a little less than the worst of five seeds
@pytest.mark.parametrize(("key", "least"), [("sine", 0.98), ("diabetes", 0.25), ("plane", 0.99)])
def test_numbers_are_learned_and_judged_as_scikit_learn_does(key, least):
    result = train(list_presets(key)["start"])
    config = result.config
    answers = answer_numbers(Network(config, result.weights), load_prepared(*config.data).x_test)
    right = load_dataset(key, config.options).y_test
    assert result.test_score > least
    assert result.test_score == pytest.approx(r2_score(right, answers), abs=1e-4)


@pytest.mark.parametrize("loss", NUMBERS)
def test_an_epoch_has_keras_loss_and_score(loss):
    config = TrainConfig(
        dataset="diabetes", loss=loss, hidden_layers=(HiddenLayer(8, "tanh"),), epochs=2
    )
    seen = []
    result = train(config, emit=seen.append)
    data, end = load_prepared(*config.data), config.training_images
    model = result.model
    model.compile(loss=config.head.loss, metrics=[keras.metrics.R2Score()])
    parts = {
        "val": (data.x_train[config.n_train : end], data.y_train[config.n_train : end]),
        "test": (data.x_test, data.y_test),
    }
    for part, figures in (
        ("val", (result.history["val_loss"][-1], result.history["val_r2_score"][-1])),
        ("test", (result.test_loss, result.test_score)),
    ):
        x, y = parts[part]
        assert model.evaluate(x, y[:, None], verbose=0) == pytest.approx(figures, abs=1e-4)
    assert set(result.history) == {"loss", "r2_score", "val_loss", "val_r2_score"}
    assert all(event.score < 1 for event in seen if isinstance(event, BatchEnded))


def test_the_score_of_who_always_says_the_mean_is_0():
    config = TrainConfig(dataset="diabetes", hidden_layers=(), kernel_initializer="zeros", epochs=1)
    result = train(config.changed(learning_rate=1e-6, batch_size=368))
    assert result.history["r2_score"][0] == pytest.approx(0, abs=1e-4)


def test_answers_of_a_table_are_scaled_by_those_that_train_and_back():
    config = TrainConfig(dataset="diabetes")
    raw, data = load_dataset("diabetes"), load_prepared(*config.data)
    trained = data.y_train[: config.n_train]
    assert trained.mean() == pytest.approx(0, abs=1e-5)
    assert trained.std() == pytest.approx(1, abs=1e-5)
    scale = find_answer_scale(*config.data)
    np.testing.assert_allclose(scale.undo(data.y_test), raw.y_test, rtol=1e-5)
    as_it_is = config.changed(scale_pixels=False)
    np.testing.assert_array_equal(load_prepared(*as_it_is.data).y_test, raw.y_test)
    assert find_answer_scale(*as_it_is.data).undo(np.float32([3])) == [3]


def test_made_answers_are_learned_as_they_are():
    config = TrainConfig(dataset="hills")
    made = load_dataset("hills", config.options)
    np.testing.assert_array_equal(load_prepared(*config.data).y_test, made.y_test)


def test_early_stopping_and_resuming_work_for_numbers():
    config = list_presets("sine")["start"].changed(epochs=4, schedule="constant")
    whole, kept = train(config), []
    train(config.changed(epochs=2), keep=kept.append)
    resumed = train(config, start=kept[-1])
    assert resumed.history["r2_score"] == whole.history["r2_score"][2:]
    stopped = train(config.changed(epochs=30, early_stopping_patience=1, learning_rate=1.0))
    assert stopped.reason == "early_stopping"
