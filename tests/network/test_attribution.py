import keras
import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, Network, TrainConfig
from mlp_explorer.activations import ACTIVATIONS
from mlp_explorer.config import REGISTRIES
from mlp_explorer.network.attribution import (
    compute_gradient,
    compute_score,
    integrate_gradients,
    occlude,
)
from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask, differentiate_input, differentiate_sums
from mlp_explorer.network.neighbours import find_nearest, read_features
from mlp_explorer.tasks import list_heads
from mlp_explorer.training import build_model

RNG = np.random.default_rng(7)
DIGIT = RNG.random((28, 28), dtype=np.float32) * (RNG.random((28, 28)) > 0.7)
MIXED = (HiddenLayer(14, "tanh"), HiddenLayer(9, "relu", 0.2, True), HiddenLayer(6, "gelu"))


def build(config):
    """Return a Keras model whose outputs are the logits, and our network of the same weights."""
    model = build_model(config)
    weights = [
        array + 0.1 * RNG.random(array.shape, dtype=np.float32) for array in model.get_weights()
    ]
    model.set_weights(weights)
    model.layers[-1].activation = keras.activations.linear
    return model, Network(config, weights)


def tape_gradient(model, network, picture, direction):
    x = tf.constant(picture[np.newaxis])
    with tf.GradientTape() as tape:
        tape.watch(x)
        score = tf.tensordot(model(x * network.input_scale, training=False)[0], direction, 1)
    return tape.gradient(score, x)[0].numpy()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_derivative_equals_the_tapes(name):
    z = tf.constant(np.linspace(-30, 30, 601, dtype=np.float32))
    with tf.GradientTape() as tape:
        tape.watch(z)
        a = keras.activations.get(name)(z)
    expected = tape.gradient(a, z).numpy()
    np.testing.assert_allclose(
        ACTIVATIONS[name].derivative(z.numpy()), expected, rtol=1e-5, atol=2e-6
    )


@pytest.mark.parametrize("activation", REGISTRIES["activation"])
@pytest.mark.parametrize("rival", [None, 1])
def test_the_gradient_equals_the_tapes_for_every_activation(activation, rival):
    layers = (HiddenLayer(20, activation), HiddenLayer(12, activation, 0, True))
    model, network = build(TrainConfig(hidden_layers=layers))
    direction = ask(7, rival)
    found = compute_gradient(network, DIGIT, direction)
    assert found.dtype == np.float32
    expected = tape_gradient(model, network, DIGIT, direction)
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("loss", list_heads(10))
@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("layers", [(), MIXED])
def test_the_gradient_equals_the_tapes_for_every_network(loss, scaled, layers):
    model, network = build(TrainConfig(hidden_layers=layers, loss=loss, scale_pixels=scaled))
    direction = ask(3, 8)
    expected = tape_gradient(model, network, DIGIT, direction)
    found = compute_gradient(network, DIGIT, direction)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_integrated_gradients_equal_the_average_of_the_tapes():
    model, network = build(TrainConfig(hidden_layers=MIXED))
    direction, shares = ask(2, 0), (np.arange(64) + 0.5) / 64
    tapes = [tape_gradient(model, network, np.float32(s) * DIGIT, direction) for s in shares]
    found = integrate_gradients(network, DIGIT, direction)
    np.testing.assert_allclose(found, np.mean(tapes, axis=0) * DIGIT, atol=1e-5)


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "gelu"])
def test_integrated_gradients_sum_to_the_change_of_the_score(activation):
    layers = (HiddenLayer(30, activation), HiddenLayer(20, activation))
    model, network = build(TrainConfig(hidden_layers=layers))
    direction = ask(5)
    pictures = np.stack([DIGIT, np.zeros_like(DIGIT)])
    logits = model.predict(pictures, verbose=0)
    change = float((logits[0] - logits[1]) @ direction)
    found = integrate_gradients(network, DIGIT, direction, steps=256)
    assert found.sum() == pytest.approx(change, rel=0.01, abs=1e-3)


def test_occlusion_is_the_score_that_wiping_a_square_costs():
    model, network = build(TrainConfig(hidden_layers=MIXED))
    direction = ask(4, 9)
    lost = occlude(network, DIGIT, direction, patch=3)
    whole = model.predict(DIGIT[np.newaxis], verbose=0)[0] @ direction
    for row, column in ((0, 0), (13, 5), (27, 27), (2, 26)):
        wiped = DIGIT.copy()
        for i in range(max(0, row - 1), min(28, row + 2)):
            for j in range(max(0, column - 1), min(28, column + 2)):
                wiped[i, j] = 0
        expected = whole - model.predict(wiped[np.newaxis], verbose=0)[0] @ direction
        assert lost[row, column] == pytest.approx(expected, abs=1e-4)


def test_nothing_is_lost_by_wiping_where_there_is_no_ink():
    _, network = build(TrainConfig(hidden_layers=MIXED))
    dot = np.zeros((28, 28), np.float32)
    dot[10, 12] = 1
    lost = occlude(network, dot, ask(1), patch=5)
    assert np.count_nonzero(lost) == 25
    assert not occlude(network, np.zeros_like(dot), ask(1)).any()


def test_a_question_without_a_rival_ignores_what_all_logits_share():
    _, network = build(TrainConfig(hidden_layers=()))
    assert ask(3).sum() == pytest.approx(0, abs=1e-7)
    score = compute_score(network, DIGIT[np.newaxis], ask(3))
    logits = network.trace(DIGIT[np.newaxis]).sums[-1][0]
    assert score[0] == pytest.approx(logits[3] - logits.mean(), abs=1e-5)


def test_a_hidden_sums_gradient_is_the_finite_difference():
    _, network = build(TrainConfig(hidden_layers=(HiddenLayer(8, "tanh"), HiddenLayer(5, "silu"))))
    trace = network.trace(DIGIT[np.newaxis])
    directions = np.eye(5, dtype=np.float32)[[3]]
    found = differentiate_input(network, trace, 1, directions)[0].reshape(28, 28)
    for row, column in ((3, 4), (14, 14)):
        steps = np.repeat(DIGIT[np.newaxis], 2, axis=0)
        steps[:, row, column] += (-0.05, 0.05)
        below, above = network.trace(steps).sums[1][:, 3]
        assert found[row, column] == pytest.approx((above - below) / 0.1, rel=0.02, abs=1e-4)


def test_the_flows_neurons_and_links_are_those_that_count():
    layers = (HiddenLayer(40, "sigmoid"), HiddenLayer(30, "relu", 0, True))
    model, network = build(TrainConfig(hidden_layers=layers))
    direction = ask(6)
    flow = follow(network, DIGIT, direction)
    trace = network.trace(DIGIT[np.newaxis])
    kernel = model.layers[1].kernel.numpy() if model.layers[1].weights else model.get_weights()[0]
    first = flow.layers[0]
    assert [len(layer.neurons) for layer in flow.layers] == [12, 12]
    assert first.activations.shape == (40,)
    for neuron in first.neurons:
        column = kernel[:, neuron.number].reshape(28, 28)
        np.testing.assert_allclose(neuron.weights, column, atol=1e-6)
        assert neuron.drive.sum() + neuron.bias == pytest.approx(neuron.z, abs=1e-4)
    shares = trace.activations[1][0] * _nudge(network, trace, direction)
    assert {n.number for n in first.neurons} == set(np.argsort(np.abs(shares))[::-1][:12])
    np.testing.assert_allclose(
        [n.share for n in first.neurons], shares[[n.number for n in first.neurons]], atol=1e-3
    )


def _nudge(network, trace, direction):
    """Return the score's gradient at the first hidden layer by finite differences."""
    gradient = []
    for place in range(40):
        scores = []
        for step in (-0.01, 0.01):
            a = trace.activations[1].copy()
            a[0, place] += step
            for layer in network.layers[1:]:
                z = layer.weigh(a)
                a = layer.activate(z)
            scores.append(z[0] @ direction)
        gradient.append((scores[1] - scores[0]) / 0.02)
    return np.array(gradient)


def test_links_into_a_layer_add_up_to_what_enters_it():
    _, network = build(TrainConfig(hidden_layers=(HiddenLayer(6, "tanh"), HiddenLayer(3, "relu"))))
    direction = ask(1, 2)
    flow = follow(network, DIGIT, direction)
    trace = network.trace(DIGIT[np.newaxis])
    at_sums = differentiate_sums(network, trace, direction)
    for layer in (1, 2):  # few enough neurons that the 18 strongest are (nearly) all
        links = [link for link in flow.links if link.layer == layer]
        before = trace.activations[layer][0]
        total = (before @ network.layers[layer].kernel) @ at_sums[layer][0]
        if layer == 1:
            assert sum(link.share for link in links) == pytest.approx(total, abs=1e-4)
        strongest = max(links, key=lambda link: abs(link.share))
        start, end = (
            flow.layers[layer - 1].neurons[strongest.start].number,
            flow.layers[1].neurons[strongest.end].number if layer == 1 else strongest.end,
        )
        weight = network.layers[layer].kernel[start, end]
        assert strongest.product == pytest.approx(before[start] * weight, abs=1e-5)
        assert strongest.share == pytest.approx(
            before[start] * weight * at_sums[layer][0, end], abs=1e-5
        )


@pytest.mark.parametrize("normalized", [False, True])
def test_products_into_a_neuron_and_what_an_empty_layer_gives_are_its_sum(normalized):
    layers = (HiddenLayer(6, "tanh"), HiddenLayer(3, "tanh", 0, normalized))
    _, network = build(TrainConfig(hidden_layers=layers))
    flow = follow(network, DIGIT, ask(1, 2))
    offset = network.layers[1].weigh(np.zeros((1, 6), np.float32))[0]
    for end, neuron in enumerate(flow.layers[1].neurons):
        products = [link.product for link in flow.links if (link.layer, link.end) == (1, end)]
        assert len(products) == 6
        assert sum(products) + offset[neuron.number] == pytest.approx(neuron.z, abs=1e-4)


def test_a_network_without_hidden_layers_has_an_empty_flow():
    _, network = build(TrainConfig(hidden_layers=()))
    flow = follow(network, DIGIT, ask(0))
    assert (flow.layers, flow.links) == ([], [])
    np.testing.assert_allclose(flow.outputs, network.predict(DIGIT[np.newaxis])[0], atol=1e-6)


@pytest.mark.parametrize("layers", [(), (HiddenLayer(12, "leaky_relu"),)])
def test_the_nearest_images_are_those_of_the_smallest_distance(layers):
    model, network = build(TrainConfig(hidden_layers=layers))
    images = RNG.integers(0, 256, (2300, 28, 28), dtype=np.uint8)
    features = read_features(network, images)
    digit = images[1234] / np.float32(255)
    found = find_nearest(network, digit, features, count=5)
    assert found.places[0] == 1234
    last_hidden = keras.Sequential(model.layers[:-1])
    expected = last_hidden.predict(images / np.float32(255), verbose=0).reshape(2300, -1)
    distances = np.linalg.norm(expected - expected[1234], axis=1)
    np.testing.assert_allclose(found.distances, np.sort(distances)[:5], atol=0.03)
