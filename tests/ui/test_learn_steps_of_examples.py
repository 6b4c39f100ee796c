"""Every number of chapters 4 to 6 of other data than MNIST, against Keras, for all heads."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import Network, load_dataset
from mlp_explorer.data import load_prepared, prepare
from mlp_explorer.lessons.surfaces import slice_loss
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import EXAMPLE, LEARN
from tests.ui.pages import list_fields
from tests.ui.test_learn_numbers import near, read_numbers, to_numpy
from tests.ui.test_learn_page import open_page
from tests.ui.trained import CONFIGS, find, keep, lose, lose_tensor


@pytest.fixture(scope="module", params=CONFIGS)
def trained(request):
    return keep(CONFIGS[request.param])


@pytest.mark.parametrize("name", CONFIGS)
def test_chapter_4_the_losses_of_all_heads_and_the_examples_own(name):
    trained = keep(CONFIGS[name])
    config, count = trained.config, len(trained.config.about.classes)
    app = open_page(trained.run_id, "losses")
    loss = lose(config, trained.model(trained.example), [trained.answer])[0]
    assert near(loss) in find_loss(trained, app)
    if not count:
        return
    texts, right = [each.value for each in app.markdown], int(count == 2)
    shares = np.full(count, 0.7 / (count - 1), np.float32)
    shares[right] = 0.3
    for head in list_heads(count):
        outputs = {"bit": shares[1:], "sign": 2 * shares[1:] - 1}.get(HEADS[head].target, shares)
        expected = lose(config.changed(loss=head), outputs[np.newaxis], [right])[0]
        label = EXAMPLE[head] if head in EXAMPLE else LEARN[head]
        assert read_numbers(texts[texts.index(f"{label}:") + 1])[-1] == near(expected)


def find_loss(trained, app):
    """Return the numbers of the example's own loss."""
    return find(app, find_text(trained, "loss", "loss_first"))


def find_text(trained, name, of_bit):
    """Return the formula of a head."""
    head = trained.config.head
    if head.target in ("number", "one_hot"):
        return LEARN[f"{name}_{trained.config.loss}"]
    if head.target == "value":
        error = float(trained.model(trained.example)[0, 0]) - trained.answer
        part = ("_far" if abs(error) > 1 else "_near") if head.loss == "huber" else ""
        return EXAMPLE[f"{name}_{head.loss}{part}"]
    return EXAMPLE[of_bit if head.target == "bit" else f"{name}_sign"]


def choose_layer(app, layer):
    box = next(each for each in app.selectbox if each.key.startswith("learn_step_layer"))
    return box.set_value(layer).run()


def read_weight(app, layer, n_layers):
    """Return from which neuron or input the chosen weight leads to which, from 0."""
    boxes = {each.key.rsplit("_", 1)[-1]: each for each in app.selectbox}
    fields = [int(each.value) - 1 for each in list_fields(app)]
    start = boxes["from"].index if layer == 0 else fields.pop(0)
    return start, boxes["to"].index if layer == n_layers - 1 else fields.pop(0)


@pytest.mark.parametrize("place", [0, -1])
def test_chapter_5_a_weights_gradient_and_its_step(place, trained):
    layers = trained.layers
    layer = layers[place]
    number = layers.index(layer)
    app = choose_layer(open_page(trained.run_id, "backpropagation"), number)
    start, end = read_weight(app, number, len(layers))
    with tf.GradientTape() as tape:
        outputs = trained.model(trained.example, training=False)
        loss = lose_tensor(trained.config, outputs, [trained.answer])[0]
    gradient = to_numpy(tape.gradient(loss, layer.kernel.value))
    assert abs(gradient[start, end]) == near(abs(gradient).max()), "it begins with the largest"
    assert near(loss) in find_loss(trained, app)
    after = trained.model.layers[trained.model.layers.index(layer) + 1 :][:1]
    is_normalized = after and isinstance(after[0], keras.layers.BatchNormalization)
    shown = find(app, LEARN["chain_normalized" if is_normalized else "chain"])
    assert shown[-1] == near(gradient[start, end])
    assert np.prod(shown[:-1]) == pytest.approx(shown[-1], rel=1e-3, abs=1e-7)
    weight = to_numpy(layer.kernel)[start, end]
    moved = weight - 0.1 * gradient[start, end]
    assert find(app, LEARN["step"]) == [near(weight), 0.1, near(gradient[start, end]), near(moved)]


def test_chapter_5_what_an_output_is_blamed_for(trained):
    last = trained.layers[-1]
    app = choose_layer(open_page(trained.run_id, "backpropagation"), len(trained.layers) - 1)
    _, end = read_weight(app, len(trained.layers) - 1, len(trained.layers))
    with tf.GradientTape() as tape:
        outputs = trained.model(trained.example, training=False)
        loss = lose_tensor(trained.config, outputs, [trained.answer])[0]
    delta = to_numpy(tape.gradient(loss, last.bias.value))[end]
    assert find(app, find_text(trained, "delta", "delta_bit"))[-1] == near(delta)


def test_chapter_5_the_loss_after_a_step_of_all_weights(trained):
    variables = trained.model.trainable_variables
    with tf.GradientTape() as tape:
        outputs = trained.model(trained.example, training=False)
        loss = lose_tensor(trained.config, outputs, [trained.answer])[0]
    gradients = tape.gradient(loss, [variable.value for variable in variables])
    before = [to_numpy(variable) for variable in variables]
    for variable, gradient in zip(variables, gradients, strict=True):
        variable.assign(to_numpy(variable) - 0.1 * to_numpy(gradient))
    after = lose(trained.config, trained.model(trained.example), [trained.answer])[0]
    for variable, values in zip(variables, before, strict=True):
        variable.assign(values)
    app = open_page(trained.run_id, "backpropagation")
    kind = "step_better" if after < loss else "step_worse"
    assert find(app, EXAMPLE[kind]) == [near(loss), near(after)]


def test_chapter_6_the_slice_of_the_loss_has_the_networks_own_in_its_middle(trained):
    config, store = trained.config, get_services().store
    data = load_dataset(config.dataset, config.options)
    examples = prepare(data.x_test[:20], *config.data)
    answers = load_prepared(*config.data).y_test[:20]
    network = Network(config, store.load_snapshot(trained.run_id).weights)
    surface = slice_loss(network, examples, answers)
    losses = lose(config, trained.model(examples), answers)
    middle = surface.height(np.zeros(1), np.zeros(1))[0]
    assert middle == pytest.approx(losses.mean(), rel=1e-4)
