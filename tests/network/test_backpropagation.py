import keras
import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, Network, TrainConfig
from mlp_explorer.errors import ConfigError
from mlp_explorer.network.backpropagation import backpropagate, unroll_chain
from mlp_explorer.network.losses import compute_losses, differentiate_losses
from mlp_explorer.network.optimizers import WALKERS, descend
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.training import build_model

RNG = np.random.default_rng(11)
PICTURES = RNG.random((5, 28, 28), dtype=np.float32) * (RNG.random((5, 28, 28)) > 0.8)
LABELS = np.array([3, 0, 9, 9, 1])
NETWORKS = {
    "relu": (HiddenLayer(16, "relu"), HiddenLayer(11, "relu")),
    "tanh, normalized": (HiddenLayer(14, "tanh", 0, True), HiddenLayer(7, "silu")),
    "sigmoid": (HiddenLayer(20, "sigmoid"),),
    "none": (),
}


def build(config):
    model = build_model(config)
    weights = [w + 0.1 * RNG.random(w.shape, dtype=np.float32) for w in model.get_weights()]
    model.set_weights(weights)
    return model, Network(config, weights)


def keras_loss(config, logits, labels):
    targets = (
        np.eye(10, dtype=np.float32)[labels] if HEADS[config.loss].target == "one_hot" else labels
    )
    if config.loss == "mean_squared_error":
        return keras.losses.mean_squared_error(targets, keras.ops.softmax(logits))
    return getattr(keras.losses, config.loss)(targets, logits, from_logits=True)


@pytest.mark.parametrize("loss", list_heads(10))
def test_losses_equal_keras(loss):
    logits = RNG.normal(0, 5, (40, 10)).astype(np.float32)
    logits[0, 3], logits[1, 3] = 90, -90
    labels = RNG.integers(0, 10, 40)
    labels[:2] = 3
    expected = keras_loss(TrainConfig(loss=loss), tf.constant(logits), labels)
    np.testing.assert_allclose(compute_losses(loss, logits, labels), expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("loss", list_heads(10))
def test_a_models_own_loss_on_a_picture_is_ours(loss):
    config = TrainConfig(hidden_layers=NETWORKS["relu"], loss=loss)
    model, network = build(config)
    targets = np.eye(10, dtype=np.float32)[LABELS] if HEADS[loss].target == "one_hot" else LABELS
    expected = model.evaluate(PICTURES, targets, verbose=0)[0]
    found = backpropagate(network, PICTURES, LABELS).losses.mean()
    assert found == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("loss", list_heads(10))
@pytest.mark.parametrize("name", NETWORKS)
def test_every_gradient_equals_the_tapes(name, loss):
    config = TrainConfig(hidden_layers=NETWORKS[name], loss=loss)
    model, network = build(config)
    model.layers[-1].activation = keras.activations.linear
    with tf.GradientTape() as tape:
        logits = model(PICTURES, training=False)
        total = tf.reduce_mean(keras_loss(config, logits, LABELS))
    # batch normalization's gamma and beta included, its moving averages not
    expected = tape.gradient(total, model.trainable_variables)
    step = backpropagate(network, PICTURES, LABELS)
    found = [array for g in step.layers for array in (g.kernel, g.bias, *g.normalization)]
    assert step.losses.mean() == pytest.approx(float(total), rel=1e-5)
    assert len(found) == len(expected)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-5)


def test_a_weights_gradient_is_the_finite_difference():
    config = TrainConfig(hidden_layers=NETWORKS["tanh, normalized"])
    _, network = build(config)
    step = backpropagate(network, PICTURES[:1], LABELS[:1])
    for layer, start, end in ((0, 400, 3), (1, 5, 2), (2, 6, 3)):
        losses = []
        for change in (-0.01, 0.01):
            kernel = network.layers[layer].kernel
            kernel[start, end] += change
            losses.append(backpropagate(network, PICTURES[:1], LABELS[:1]).losses[0])
            kernel[start, end] -= change
        expected = (losses[1] - losses[0]) / 0.02
        assert step.layers[layer].kernel[start, end] == pytest.approx(expected, abs=2e-4, rel=0.02)


@pytest.mark.parametrize("name", ["relu", "tanh, normalized", "sigmoid"])
def test_the_factors_of_the_chain_rule_multiply_to_the_gradient(name):
    _, network = build(TrainConfig(hidden_layers=NETWORKS[name]))
    step = backpropagate(network, PICTURES[:1], LABELS[:1])
    for layer in range(len(network.layers)):
        chain = unroll_chain(network, step, layer, 5, 3)
        product = chain.delta * chain.slope * chain.activation
        assert chain.gradient == pytest.approx(product, abs=1e-6)
        assert chain.weight == pytest.approx(network.layers[layer].kernel[5, 3])
        if layer < len(network.layers) - 1:
            assert chain.delta == pytest.approx(chain.error * chain.derivative, abs=1e-6)
        else:
            assert np.isnan(chain.error)


def test_a_step_against_the_gradient_lowers_the_loss():
    _, network = build(TrainConfig(hidden_layers=NETWORKS["sigmoid"]))
    before = backpropagate(network, PICTURES, LABELS)
    for layer, gradients in zip(network.layers, before.layers, strict=True):
        layer.kernel[...] -= 0.01 * gradients.kernel
    assert backpropagate(network, PICTURES, LABELS).losses.mean() < before.losses.mean()


def test_another_loss_gets_a_sentence():
    for function in (compute_losses, differentiate_losses):
        with pytest.raises(ConfigError, match="“hinge” is not possible"):
            function("hinge", np.ones((1, 10)), [3])


def bowl(place):
    return np.array([2.0, 20.0]) * place


@pytest.mark.parametrize("name", WALKERS)
@pytest.mark.parametrize("rate", [0.003, 0.05])
def test_every_optimizer_walks_as_keras(name, rate):
    own = {"momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9)}
    named = {"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam"}
    make = own.get(name) or (lambda: getattr(keras.optimizers, named[name])(rate))
    optimizer, place = make(), keras.Variable([1.5, -1.0])
    optimizer.build([place])
    for move in descend(name, bowl, [1.5, -1.0], rate, 25):
        np.testing.assert_allclose(move.place, place.numpy(), atol=1e-4)
        optimizer.apply_gradients([(tf.constant(bowl(place.numpy()), tf.float32), place)])


def test_adams_corrected_means_are_those_of_its_paper():
    moves = descend("adam", bowl, [1.0, 1.0], 0.1, 3)
    g = [move.gradient for move in moves]
    m = 0.1 * (0.81 * g[0] + 0.9 * g[1] + g[2])
    v = 0.001 * (0.999**2 * g[0] ** 2 + 0.999 * g[1] ** 2 + g[2] ** 2)
    np.testing.assert_allclose(moves[2].m, m)
    np.testing.assert_allclose(moves[2].v_hat, v / (1 - 0.999**3))
    np.testing.assert_allclose(moves[2].m_hat, m / (1 - 0.9**3))


def test_a_walk_that_diverges_ends_and_does_not_fail():
    moves = descend("sgd", bowl, [1.0, 1.0], 5.0, 1000)
    assert len(moves) < 10
    assert np.isfinite(moves[-1].place).all()


@pytest.mark.parametrize(("name", "rate"), [("newton", 0.1), ("sgd", 0.0), ("sgd", float("nan"))])
def test_what_is_no_optimizer_or_rate_gets_a_sentence(name, rate):
    with pytest.raises(ConfigError, match="is not possible; allowed are"):
        descend(name, bowl, [1.0, 1.0], rate, 5)
