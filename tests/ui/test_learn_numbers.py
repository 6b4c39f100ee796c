"""Every number that chapters 1 to 6 show on the page, against Keras, for three networks."""

import re
from typing import NamedTuple

import keras
import numpy as np
import pytest
import tensorflow as tf

from mlp_explorer import HiddenLayer, TrainConfig, load_dataset
from mlp_explorer.config import LOSSES
from mlp_explorer.lessons.surfaces import HIMMELBLAU
from mlp_explorer.training import build_model
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import LEARN
from tests.ui.pages import make_run
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

    def measure(self, kernel):
        """Return the loss of the seven, and its gradient with respect to a kernel, by Keras."""
        with tf.GradientTape() as tape:
            loss = lose(self.config.loss, self.model(self.digit, training=False), SEVEN)
        return float(loss), to_numpy(tape.gradient(loss, kernel.value))


def to_numpy(values):
    return values.numpy() if hasattr(values, "numpy") else values


def lose(name, outputs, right):
    """Return a loss by Keras."""
    target = np.eye(10, dtype=np.float32)[[right]] if LOSSES[name].one_hot else np.array([right])
    return getattr(keras.losses, name)(target, outputs)[0]


@pytest.fixture(scope="module", params=CONFIGS)
def trained(request):
    config, rng = CONFIGS[request.param], np.random.default_rng(5)
    model = build_model(config)
    weights = [w + 0.1 * rng.random(w.shape, dtype=np.float32) for w in model.get_weights()]
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
    return pytest.approx(float(value), abs=1e-4, rel=1e-4)


def test_chapter_1_a_neurons_sum_and_its_answer(trained):
    first, second, *_ = trained.layers
    kernel, bias = to_numpy(first.kernel), to_numpy(first.bias)
    total = trained.enter(first)[0] @ kernel[:, 0]
    app = open_page(trained.run_id, "neuron")
    shown = find(app, "neuron_normalized" if trained.is_normalized else "neuron_sum")
    assert shown[:2] == [near(total), near(bias[0])]
    z, activation = find(app, "neuron_answer")
    assert z == shown[2]
    assert trained.is_normalized or z == near(total + bias[0])
    assert activation == near(trained.enter(second)[0, 0])


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
    for name in LOSSES:
        shown = read_numbers(texts[texts.index(f"{LEARN[name]}:") + 1])
        assert shown[-1] == near(lose(name, outputs, 0))
    loss, _ = trained.measure(trained.layers[-1].kernel)
    assert near(loss) in find(app, f"loss_{trained.config.loss}")


@pytest.mark.parametrize("place", [0, -1])
def test_chapter_5_a_weights_gradient_and_its_step(place, trained):
    app = open_page(trained.run_id, "backpropagation")
    box = next(each for each in app.selectbox if each.key.startswith("learn_step_layer"))
    app = box.set_value(range(len(trained.layers))[place]).run()
    start, end = (int(each.value) for each in app.number_input)
    start, end = start - 1, end - (place == 0)  # outputs are called by their digits
    kernel = trained.layers[place].kernel
    loss, gradients = trained.measure(kernel)
    weight, gradient = to_numpy(kernel)[start, end], gradients[start, end]
    assert near(loss) in find(app, f"loss_{trained.config.loss}")
    normalized = place == 0 and trained.is_normalized
    assert find(app, "chain_normalized" if normalized else "chain")[-1] == near(gradient)
    assert find(app, "step") == [near(weight), 0.1, near(gradient), near(weight - 0.1 * gradient)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_chapter_6_a_walk_of_forty_steps(name):
    place, optimizer = (
        keras.Variable(np.array(HIMMELBLAU.start), dtype="float64"),
        OPTIMIZERS[name](),
    )
    for _ in range(40):
        before = to_numpy(place)
        gradient = HIMMELBLAU.gradient(before)
        optimizer.apply([tf.constant(gradient)], [place])
    after = to_numpy(place)
    app = open_page(make_reader(), "optimizers")
    app = next(each for each in app.slider if each.key == "learn_steps").set_value(40).run()
    picker = next(each for each in app.get("button_group") if each.key == "learn_optimizer")
    app = picker.set_value(name).run()
    table = app.table[0].value
    row = list(table.iloc[:, 0]).index(LEARN[name])
    assert read_numbers(table.iloc[row, 1]) == [near(each) for each in after]
    shown = find(app, f"step_{name}")
    assert shown[:2] == [near(each) for each in gradient]
    assert shown[-2:] == [near(each) for each in after]
    assert all(near(each) in shown for each in after - before)
