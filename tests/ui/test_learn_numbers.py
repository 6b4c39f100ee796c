"""Every number that chapters 1 to 6 show on the page, against Keras, for three networks."""

import re
from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, TrainConfig, load_dataset
from mlp_explorer.lessons.surfaces import HIMMELBLAU
from mlp_explorer.tasks import HEADS, list_heads
from mlp_explorer.training import build_model
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import LEARN
from tests.ui.pages import list_fields, make_run
from tests.ui.test_draw_page import make_reader
from tests.ui.test_learn_page import open_page

CONFIGS = {
    "relu": TrainConfig(hidden_layers=(HiddenLayer(18, "relu"), HiddenLayer(9, "relu"))),
    "tanh": TrainConfig(
        hidden_layers=(HiddenLayer(12, "tanh", 0, True),), loss="mean_squared_error"
    ),
    "sigmoid": TrainConfig(hidden_layers=(HiddenLayer(14, "sigmoid"),), loss="binary_crossentropy"),
}
OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.01),
    "momentum": lambda: keras.optimizers.SGD(0.01, momentum=0.9),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01),
    "adam": lambda: keras.optimizers.Adam(0.01),
}
SEVEN = 7  # what the page begins with
POWER = r"(?: \\cdot 10\^\{| · 10)"
NUMBER = re.compile(rf"(?<![\w.])(?<![\^_]{{)-?\d+(?:\.\d+)?(?:{POWER}-?\d+\}}?)?")


class Trained(NamedTuple):
    """A run that is kept, its Keras model, and the first seven of the test images."""

    run_id: str
    config: TrainConfig
    model: keras.Model
    digit: np.ndarray

    @property
    def layers(self):
        return [layer for layer in self.model.layers if isinstance(layer, keras.layers.Dense)]

    @property
    def is_normalized(self):
        return self.config.hidden_layers[0].batch_normalization

    def enter(self, layer):
        """Return what goes into a layer, (1, units), by Keras."""
        values = self.digit
        for each in self.model.layers[: self.model.layers.index(layer)]:
            values = each(values, training=False)
        return to_numpy(values).reshape(len(self.digit), -1)

    def leave(self, layer, values):
        """Return the seven's loss where these values go into a layer, by Keras."""
        for each in self.model.layers[self.model.layers.index(layer) :]:
            values = each(values, training=False)
        return lose(self.config.loss, values, SEVEN)

    def measure(self, variables):
        """Return the loss of the seven, and its gradients with respect to variables, by Keras."""
        with tf.GradientTape() as tape:
            loss = lose(self.config.loss, self.model(self.digit, training=False), SEVEN)
        gradients = tape.gradient(loss, [variable.value for variable in variables])
        return float(loss), [to_numpy(gradient) for gradient in gradients]


def to_numpy(values):
    return values.numpy() if hasattr(values, "numpy") else values


def lose(name, outputs, right):
    """Return a loss by Keras."""
    target = (
        np.eye(10, dtype=np.float32)[[right]]
        if HEADS[name].target == "one_hot"
        else np.array([right])
    )
    return getattr(keras.losses, name)(target, outputs)[0]


@pytest.fixture(scope="module", params=CONFIGS)
def trained(request):
    config, rng = CONFIGS[request.param], np.random.default_rng(5)
    model = build_model(config)
    weights = [w + 0.1 * (rng.random(w.shape) - 0.5) for w in model.get_weights()]
    model.set_weights(weights)
    run_id = make_run(config, epochs=1)
    for epoch in (0, 1):
        get_services().store.save_snapshot(run_id, epoch, weights)
    data = load_dataset("mnist")
    digit = data.x_test[np.flatnonzero(data.y_test == SEVEN)[:1]] / np.float32(255)
    return Trained(run_id, config, model, digit)


def read_numbers(text):
    """Return the numbers of a formula or a sentence as it is on the page."""
    text = text.translate(str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789"))
    return [float(re.sub(POWER, "e", found).rstrip("}")) for found in NUMBER.findall(text)]


def find(app, template):
    """Return the numbers that the page shows in a template of the chapters' words."""
    start = LEARN[template].split("[[")[0]
    texts = [each.value for each in app.markdown if each.value.startswith(start)]
    assert texts, f"no {template} is on the page"
    return read_numbers(texts[0])


def near(value):
    return pytest.approx(float(value), rel=1e-4, abs=1e-7)


def test_chapter_1_a_neurons_sum_and_its_answer(trained):
    first, second, *_ = trained.layers
    kernel, bias = to_numpy(first.kernel), to_numpy(first.bias)
    pixels = trained.enter(first)[0]
    app = open_page(trained.run_id, "neuron")
    shown = find(app, "neuron_normalized" if trained.is_normalized else "neuron_sum")
    assert shown[:2] == [near(pixels @ kernel[:, 0]), near(bias[0])]
    z, activation = find(app, "neuron_answer")
    after = trained.model.layers[trained.model.layers.index(first) + 1]
    if trained.is_normalized:
        assert isinstance(after, keras.layers.BatchNormalization)
        sums = after(trained.enter(after), training=False)
        assert (shown[2], z) == (near(sums[0, 0]), near(sums[0, 0]))
    else:
        assert (shown[2], z) == (near(shown[0] + bias[0]), near(shown[0] + bias[0]))
    assert activation == near(trained.enter(second)[0, 0])


def test_chapter_1_the_products_that_count_most(trained):
    first = trained.layers[0]
    products = trained.enter(first)[0] * to_numpy(first.kernel)[:, 0]
    app = open_page(trained.run_id, "neuron")
    text = next(each.value for each in app.caption if each.value.startswith(LEARN["largest"]))
    numbers = np.array(read_numbers(text)).reshape(5, 3)
    rows, columns = numbers[:, :2].astype(int).T - 1
    assert list(numbers[:, 2]) == [near(product) for product in products[28 * rows + columns]]
    assert abs(numbers[:, 2]).min() == near(np.sort(abs(products))[-5])


def test_chapter_2_the_share_of_flat_sums(trained):
    images = load_dataset("mnist").x_test[:200] / np.float32(255)
    answers = trained._replace(digit=images).enter(trained.layers[1])
    slopes = {
        "relu": answers > 0,
        "tanh": 1 - answers**2,
        "sigmoid": 4 * answers * (1 - answers),
    }[trained.config.hidden_layers[0].activation]
    app = open_page(trained.run_id, "activations")
    text = next(each.value for each in app.markdown if "fiftieth" in each.value)
    assert text.startswith(f"**{(slopes < 0.02).mean():.1%}**".replace("%", " %"))


def test_chapter_3_ten_sums_and_ten_outputs(trained):
    last = trained.layers[-1]
    sums = (trained.enter(last) @ to_numpy(last.kernel) + to_numpy(last.bias))[0]
    outputs = trained.model.predict(trained.digit, verbose=0)[0]
    app = open_page(trained.run_id, "forward")
    table = app.table[1].value
    assert [read_numbers(text)[0] for text in table["z"]] == [near(z) for z in sums]
    assert [read_numbers(text)[0] for text in table["p"]] == [near(p) for p in outputs]
    assert find(app, f"output_{last.activation.__name__}")[-1] == near(outputs.max())


def test_chapter_4_three_losses_and_the_digits_own(trained):
    app = open_page(trained.run_id, "losses")
    outputs = np.full((1, 10), 0.7 / 9, np.float32)
    outputs[0, 0] = 0.3
    texts = [each.value for each in app.markdown]
    for name in list_heads(10):
        shown = read_numbers(texts[texts.index(f"{LEARN[name]}:") + 1])
        assert shown[-1] == near(lose(name, outputs, 0))
    loss, _ = trained.measure([])
    assert near(loss) in find(app, f"loss_{trained.config.loss}")


@pytest.mark.parametrize("place", [0, -1])
def test_chapter_5_a_weights_gradient_and_its_step(place, trained):
    app = open_page(trained.run_id, "backpropagation")
    box = next(each for each in app.selectbox if each.key.startswith("learn_step_layer"))
    app = box.set_value(range(len(trained.layers))[place]).run()
    start, end = (int(each.value) for each in list_fields(app))
    start, end = start - 1, end - (place == 0)  # outputs are called by their digits
    layer = trained.layers[place]
    after = trained.model.layers[trained.model.layers.index(layer) + 1 :][:1]
    normalized = place == 0 and trained.is_normalized
    shift = after[0].beta if normalized else layer.bias  # one more of it is one more of z
    loss, (gradients, deltas) = trained.measure([layer.kernel, shift])
    weight, gradient = to_numpy(layer.kernel)[start, end], gradients[start, end]
    assert near(loss) in find(app, f"loss_{trained.config.loss}")
    blame = "delta_hidden" if place == 0 else f"delta_{trained.config.loss}"
    assert find(app, blame)[-1] == near(deltas[end])
    assert find(app, "chain_normalized" if normalized else "chain")[-1] == near(gradient)
    assert find(app, "step") == [near(weight), 0.1, near(gradient), near(weight - 0.1 * gradient)]


def test_chapter_5_what_the_next_layer_blames_a_neuron_for(trained):
    app = open_page(trained.run_id, "backpropagation")
    box = next(each for each in app.selectbox if each.key.startswith("learn_step_layer"))
    app = box.set_value(0).run()
    end = int(list_fields(app)[1].value) - 1
    following = trained.layers[1]
    values = tf.constant(trained.enter(following))
    with tf.GradientTape() as tape:
        tape.watch(values)
        loss = trained.leave(following, values)
    error = to_numpy(tape.gradient(loss, values))[0, end]
    assert find(app, "error")[-1] == near(error)
    shown, derivative, delta = find(app, "delta_hidden")
    assert shown == near(error)
    assert shown * derivative == pytest.approx(delta, rel=2e-4), "each is rounded"


def test_chapter_5_the_loss_after_a_step_of_all_weights(trained):
    variables = trained.model.trainable_variables
    loss, gradients = trained.measure(variables)
    before = [to_numpy(variable) for variable in variables]
    for variable, gradient in zip(variables, gradients, strict=True):
        variable.assign(to_numpy(variable) - 0.1 * gradient)
    after, _ = trained.measure([])
    for variable, values in zip(variables, before, strict=True):
        variable.assign(values)
    app = open_page(trained.run_id, "backpropagation")
    assert after < loss
    assert find(app, "step_better")[-2:] == [near(loss), near(after)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_chapter_6_a_walk_of_five_steps(name):
    place, optimizer = (
        keras.Variable(np.array(HIMMELBLAU.start), dtype="float64"),
        OPTIMIZERS[name](),
    )
    for _ in range(5):
        before = to_numpy(place)
        gradient = HIMMELBLAU.gradient(before)
        optimizer.apply([tf.constant(gradient)], [place])
    after = to_numpy(place)
    app = open_page(make_reader(), "optimizers")
    app = next(each for each in app.slider if each.key == "learn_steps").set_value(5).run()
    picker = next(each for each in app.get("button_group") if each.key == "learn_optimizer")
    app = picker.set_value(name).run()
    table = app.table[0].value
    row = list(table.iloc[:, 0]).index(LEARN[name])
    assert read_numbers(table.iloc[row, 1]) == [near(each) for each in after]
    shown = find(app, f"step_{name}")
    assert shown[:2] == [near(each) for each in gradient]
    assert shown[-2:] == [near(each) for each in after]
    memories = [to_numpy(each) for each in optimizer.variables if each.shape == (2,)]
    assert len(memories) == {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}[name]
    for vector in (after - before, *memories):
        assert all(near(each) in shown for each in vector)
