"""Every number of the chapters against Keras, for three networks; their prose, and what is flat."""

import keras
import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig
from mlp_explorer.charts.lessons import plot_activation
from mlp_explorer.lessons import LESSONS, fill, load_lesson
from mlp_explorer.lessons.numbers import (
    collect_sums,
    draw_activation,
    find_strongest_weight,
    follow_step,
    mark_flat,
    measure_output,
    share_out,
    take_step,
    weigh,
)
from mlp_explorer.lessons.surfaces import HIMMELBLAU, ROSENBROCK, slice_loss
from mlp_explorer.network.optimizers import descend
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.training import build_model

RNG = np.random.default_rng(4)
DIGIT = RNG.random((28, 28), dtype=np.float32) * (RNG.random((28, 28)) > 0.75)
PICTURES = RNG.random((6, 28, 28), dtype=np.float32)
CONFIGS = {
    "relu": TrainConfig(hidden_layers=(HiddenLayer(18, "relu"), HiddenLayer(9, "relu"))),
    "tanh": TrainConfig(
        hidden_layers=(HiddenLayer(12, "tanh", 0, True),), loss="mean_squared_error"
    ),
    "sigmoid": TrainConfig(hidden_layers=(HiddenLayer(14, "sigmoid"),), loss="binary_crossentropy"),
}


@pytest.fixture(params=CONFIGS)
def both(request):
    """Return a Keras model and our network of the same weights."""
    config = CONFIGS[request.param]
    model = build_model(config)
    weights = [w + 0.1 * RNG.random(w.shape, dtype=np.float32) for w in model.get_weights()]
    model.set_weights(weights)
    return model, Network(config, weights)


def evaluate(model, pictures, targets):
    """Return the mean loss, by Keras."""
    return float(np.ravel(model.evaluate(pictures, targets, verbose=0))[0])


def first_activations(model, pictures):
    """Return what the first hidden layer answers, by Keras."""
    layers = model.layers
    last = next(i for i, layer in enumerate(layers) if isinstance(layer, keras.layers.Dense))
    while not isinstance(layers[last + 1], keras.layers.Dense):
        last += 1
    return keras.Sequential(layers[: last + 1]).predict(pictures, verbose=0)


def test_a_neurons_sum_and_answer_are_keras(both):
    model, network = both
    expected = first_activations(model, DIGIT[np.newaxis])[0]
    for number in (0, 7, 11):
        weighing = weigh(network, DIGIT, number)
        assert weighing.activation == pytest.approx(expected[number], abs=1e-4)
        assert weighing.products.sum() == pytest.approx(weighing.total, abs=1e-4)
        if not network.layers[0].normalization:
            assert weighing.total + weighing.bias == pytest.approx(weighing.z, abs=1e-4)


def test_another_bias_and_another_pixel_change_the_answer_as_in_keras(both):
    model, network = both
    weights = model.get_weights()
    weights[1][3] += 0.7
    changed = DIGIT.copy()
    changed[10, 11] = 0.9
    own = float(network.layers[0].bias[3])
    found = weigh(network, changed, 3, own + 0.7).activation
    model.set_weights(weights)
    expected = first_activations(model, changed[np.newaxis])[0, 3]
    assert found == pytest.approx(expected, abs=1e-4)


def test_the_sums_under_the_curve_are_those_whose_activations_keras_gives(both):
    model, network = both
    sums = collect_sums(network, PICTURES, 0)
    values, _ = draw_activation(network.layers[0].activation, sums)
    expected = first_activations(model, PICTURES)
    np.testing.assert_allclose(values, expected, atol=1e-4)


def test_flat_is_where_the_slope_is_under_a_fiftieth_of_the_steepest():
    z = np.array([-9.0, -6.0, 0.0, 1.0, 7.0], np.float32)
    assert mark_flat("sigmoid", z).tolist() == [True, True, False, False, True]
    assert mark_flat("relu", z).tolist() == [True, True, True, False, False]
    assert not mark_flat("linear", z).any()


@pytest.mark.parametrize("name", list_heads(10))
@pytest.mark.parametrize("share", [0.001, 0.3, 0.999])
def test_the_dragged_losses_are_keras(name, share):
    outputs = share_out(4, share)
    assert outputs.sum() == pytest.approx(1)
    target = np.eye(10, dtype=np.float32)[[4]] if HEADS[name].target == "one_hot" else np.array([4])
    expected = float(getattr(keras.losses, name)(target, outputs)[0])
    assert measure_output(name, outputs, 4) == pytest.approx(expected, abs=1e-4)


def test_a_step_of_all_weights_is_plain_sgd_in_keras(both):
    model, network = both
    # dropout is off and batch normalization keeps its averages, as in the lesson
    for layer in model.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    loss = network.config.loss
    target = np.eye(10, dtype=np.float32)[[5]] if HEADS[loss].target == "one_hot" else np.array([5])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=loss)
    step = follow_step(network, DIGIT, 5)
    before = evaluate(model, DIGIT[np.newaxis], target)
    assert step.losses[0] == pytest.approx(before, abs=1e-4)
    model.fit(DIGIT[np.newaxis], target, verbose=0)
    after = take_step(network, step, 0.5)
    found = [(layer.kernel, layer.bias) for layer in after.layers]
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for (kernel, bias), layer in zip(found, dense, strict=True):
        np.testing.assert_allclose(kernel, layer.kernel.numpy(), atol=1e-4)
        if layer.bias is not None:
            np.testing.assert_allclose(bias, layer.bias.numpy(), atol=1e-4)


def test_the_suggested_weight_has_the_largest_gradient(both):
    _, network = both
    step = follow_step(network, DIGIT, 2)
    for layer, gradients in enumerate(step.layers):
        start, end = find_strongest_weight(step, layer)
        assert abs(gradients.kernel[start, end]) == np.abs(gradients.kernel).max()


@pytest.mark.parametrize("surface", [ROSENBROCK, HIMMELBLAU], ids=["rosenbrock", "himmelblau"])
def test_a_surfaces_gradient_is_its_slope_and_its_minima_are_minima(surface):
    for place in RNG.uniform(-2, 2, (20, 2)):
        slopes = []
        for axis in np.eye(2) * 1e-5:
            low, high = (surface.height(*(place + side * axis)) for side in (-1, 1))
            slopes.append((high - low) / 2e-5)
        np.testing.assert_allclose(surface.gradient(place), slopes, rtol=1e-4, atol=1e-4)
    for lowest in surface.lowest:
        assert surface.height(*np.array(lowest)) == pytest.approx(0, abs=1e-6)
        np.testing.assert_allclose(surface.gradient(np.array(lowest)), 0, atol=1e-3)


def test_the_slice_of_a_loss_has_the_networks_own_in_its_middle_and_adam_goes_down(both):
    model, network = both
    labels = np.arange(6)
    surface = slice_loss(network, PICTURES, labels)
    loss = network.config.loss
    targets = np.eye(10, dtype=np.float32)[labels] if HEADS[loss].target == "one_hot" else labels
    model.compile(loss=loss)
    middle = float(surface.height(np.zeros(1), np.zeros(1))[0])
    assert middle == pytest.approx(evaluate(model, PICTURES, targets), abs=1e-4)
    moves = descend("adam", surface.gradient, surface.start, 0.03, 60)
    first, last = (surface.height(*move.place[:, np.newaxis])[0] for move in (moves[0], moves[-1]))
    assert last < first


@pytest.mark.parametrize("of_digits", [True, False])
@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_has_its_parts_and_closed_formulas(name, of_digits):
    lesson = load_lesson(name, of_digits)
    assert lesson.title
    assert len(lesson.choices) == 3
    for text in (lesson.text, lesson.task, lesson.question):
        assert text
        assert text.count("$") % 2 == 0
        assert "[[" not in text
    for formula in lesson.text.split("$$")[1::2]:
        assert "\n" not in formula, "a formula over two lines is not shown as one"
    assert all(choice.reply for choice in lesson.choices)


def test_a_lesson_of_any_examples_tells_of_no_digits():
    kept = [name for name in LESSONS if load_lesson(name, of_digits=False).key != name]
    assert "neuron" in kept
    for name in kept:
        lesson = load_lesson(name, of_digits=False)
        replies = [part for choice in lesson.choices for part in (choice.text, choice.reply)]
        prose = " ".join((lesson.text, lesson.task, lesson.question, *replies))
        for word in ("784", "pixel", "digit", "picture", "ink"):
            assert f" {word}" not in prose, name
        assert lesson.title == load_lesson(name).title


def test_slots_are_filled_and_a_missing_value_is_an_error():
    assert fill(r"$z = [[z]]$", {"z": "0.5"}) == "$z = 0.5$"
    with pytest.raises(KeyError):
        fill("[[a]]", {})


def test_saturated_and_dead_zones_are_shaded():
    z = np.linspace(-8, 8, 321)
    for name, zones in (("sigmoid", 2), ("relu", 1), ("tanh", 2), ("linear", 0)):
        figure = plot_activation(name, z, draw_activation(name, z), mark_flat(name, z), z, z)
        assert len(figure.layout.shapes) == zones
        for shape in figure.layout.shapes:
            inside = z[(z >= shape.x0) & (z <= shape.x1)]
            assert mark_flat(name, inside).all()
