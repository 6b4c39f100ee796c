"""Networks learn other datasets than MNIST, with each head, and answer as they were tested."""

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, train
from mlp_explorer.config import list_presets
from mlp_explorer.data import load_prepared
from mlp_explorer.network import count_confusion
from mlp_explorer.tasks import list_heads

RELU = (HiddenLayer(16, "relu"),)


def count_right(result):
    """Return the share of test examples that NumPy finds right with the result's weights."""
    config = result.config
    data = load_prepared(*config.data)
    counts = count_confusion(Network(config, result.weights), data.x_test, data.y_test)
    assert counts.shape == (len(config.about.classes),) * 2
    return np.trace(counts) / len(data.y_test)


# a third more mistakes than were measured
@pytest.mark.parametrize(
    ("key", "least"), [("iris", 0.75), ("wine", 0.9), ("breast_cancer", 0.9), ("digits", 0.95)]
)
def test_a_table_or_small_pictures_are_learned(key, least):
    result = train(next(iter(list_presets(key).values())))
    assert result.test_score > least
    assert count_right(result) == pytest.approx(result.test_score)


@pytest.mark.parametrize("loss", list_heads(2))
def test_two_classes_are_learned_with_each_head(loss):
    config = list_presets("circle")["start"].changed(loss=loss, epochs=40)
    result = train(config)
    assert result.test_score > 0.95
    assert count_right(result) == pytest.approx(result.test_score)


def test_points_are_as_many_as_are_asked_for_and_noise_makes_them_harder():
    config = list_presets("xor")["start"].changed(points=100, epochs=40)
    clear, noisy = train(config), train(config.changed(noise=0.5))
    assert clear.test_score > noisy.test_score > 0.6
    assert config.n_train == 80


def test_another_seed_of_the_points_is_another_dataset():
    config = TrainConfig(dataset="moons", hidden_layers=RELU, epochs=2, batch_size=50)
    first, again, other = (train(config.changed(data_seed=seed)) for seed in (0, 0, 1))
    assert first.history == again.history
    assert first.history != other.history


def test_columns_of_a_table_are_scaled_by_those_that_train():
    config = TrainConfig(dataset="wine", hidden_layers=RELU, epochs=30, batch_size=16)
    scaled, raw = train(config), train(config.changed(scale_pixels=False))
    assert scaled.test_score > raw.test_score
    rows = load_prepared(*config.data).x_train[: config.n_train]
    np.testing.assert_allclose(rows.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(rows.std(axis=0), 1, atol=1e-4)
    assert count_right(raw) == pytest.approx(raw.test_score)


def test_with_squares_a_circle_needs_no_hidden_layer():
    linear = list_presets("circle")["linear"].changed(epochs=60)
    told = linear.changed(features=("x1x1", "x2x2"), train_share=0.5)
    few, many = train(linear), train(told)
    assert few.test_score < 0.75
    assert many.test_score > 0.97
    assert count_right(many) == pytest.approx(many.test_score)
    assert [array.shape for array in many.weights] == [(2, 1), (1,)]
    assert (told.n_train, told.n_validation, told.about.n_test) == (200, 50, 250)


def test_with_its_square_a_parabola_is_one_weighted_sum():
    linear = list_presets("parabola")["linear"]
    few, told = train(linear), train(linear.changed(features=("xx",)))
    assert few.test_score < 0.2
    assert told.test_score > 0.99
