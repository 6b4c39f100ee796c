"""The numbers of the chapter on regression: errors, constants and steps against Keras and NumPy."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from sklearn.metrics import r2_score

from mlp_explorer.lessons.regression import (
    ERRORS,
    find_constant,
    learn_curve,
    make_network,
    measure_error,
    measure_r2,
    scale_curve,
)
from mlp_explorer.tasks import HEADS

RNG = np.random.default_rng(6)
X = np.sort(RNG.uniform(-1, 1, 30)).astype(np.float32)
Y = (np.sin(5 * X) + RNG.normal(0, 0.2, 30)).astype(np.float32)


def build(network):
    """Return a Keras model with the network's weights."""
    layers = [keras.layers.Input((1,))]
    layers += [
        keras.layers.Dense(len(layer.bias), layer.activation or "linear")
        for layer in network.layers
    ]
    model = keras.Sequential(layers)
    model.set_weights([array for layer in network.layers for array in (layer.kernel, layer.bias)])
    return model


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_and_its_slope_are_keras(name):
    right = RNG.normal(0, 2, 50).astype(np.float32)
    said = tf.Variable(RNG.normal(0, 2, 50).astype(np.float32))
    with tf.GradientTape() as tape:
        losses = getattr(keras.losses, HEADS[name].loss)(right[:, None], said[:, None])
        total = tf.reduce_sum(losses)
    found, slopes = measure_error(name, said.numpy(), right)
    np.testing.assert_allclose(found, losses, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(slopes, tape.gradient(total, said), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("outlier", [-10.0, 0.3, 4.0, 100.0])
def test_the_best_answer_to_all_is_the_mean_the_median_and_hubers_minimum(outlier):
    numbers = np.append(RNG.normal(0, 1, 8), outlier)
    squared, absolute, huber = (find_constant(name, numbers) for name in ERRORS)
    assert squared == pytest.approx(numbers.mean(), abs=1e-5)
    assert absolute == pytest.approx(np.median(numbers), abs=1e-5)
    places = np.append(np.linspace(numbers.min(), numbers.max(), 500), huber)
    losses = [float(keras.losses.huber(numbers, np.full(9, place))) for place in places]
    assert losses[-1] <= min(losses) + 1e-6


def test_of_several_best_answers_it_is_the_one_in_the_middle():
    assert find_constant("linear_absolute_error", [1, 2, 4, 9]) == pytest.approx(3)
    assert find_constant("linear_huber", [5, 5, 5]) == pytest.approx(5)


def test_r_squared_is_scikit_learns():
    for noise in (0, 0.1, 3):
        said = Y + noise * RNG.normal(0, 1, len(Y))
        assert measure_r2(said, Y) == pytest.approx(r2_score(Y, said))
    assert measure_r2([2, 2], [2, 2]) == r2_score([2, 2], [2, 2]) == 1
    assert measure_r2([2, 3], [2, 2]) == r2_score([2, 2], [2, 3]) == 0


@pytest.mark.parametrize("name", ERRORS)
def test_steps_of_the_small_network_are_plain_sgd_in_keras(name):
    network = make_network(name, 3)
    model = build(network)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=HEADS[name].loss)
    model.fit(X[:, None], Y[:, None], batch_size=len(X), epochs=20, shuffle=False, verbose=0)
    learned = learn_curve(network, X, Y, 0.1, 20)
    np.testing.assert_allclose(
        learned.answers, model.predict(X[:, None], verbose=0)[:, 0], atol=1e-4
    )
    assert learned.loss == pytest.approx(
        model.evaluate(X[:, None], Y[:, None], verbose=0), rel=1e-3
    )
    assert learned.r2 == pytest.approx(r2_score(Y, learned.answers))


@pytest.mark.parametrize("name", ERRORS)
def test_the_small_network_learns_and_steps_can_be_cut_anywhere(name):
    network = make_network(name, 3)
    whole = learn_curve(network, X, Y, 0.1, 200)
    assert whole.r2 > 0.5 > learn_curve(network, X, Y, 0.1, 0).r2
    half = learn_curve(network, X, Y, 0.1, 80).network
    np.testing.assert_allclose(learn_curve(half, X, Y, 0.1, 120).answers, whole.answers)


def test_what_diverges_ends_at_the_last_numbers():
    learned = learn_curve(make_network("linear_squared_error", 3), X, Y, 1e6, 50)
    assert all(np.isfinite(layer.kernel).all() for layer in learned.network.layers)


def test_a_curve_is_sorted_and_between_minus_one_and_one():
    x, y = scale_curve(np.array([4, -6, 2], np.float32), np.array([1, 2, 3], np.float32))
    assert x.tolist() == pytest.approx([-1, 1 / 3, 2 / 3])
    assert y.tolist() == [2, 3, 1]
