"""Networks on all kinds of data that the chapters tell of, in Keras and as runs that are kept."""

from typing import NamedTuple

import keras
import numpy as np

from mlp_explorer import HiddenLayer, TrainConfig, load_dataset
from mlp_explorer.data import load_prepared, prepare
from mlp_explorer.training import build_model
from mlp_explorer.ui.services import get_services
from tests.ui.pages import make_run
from tests.ui.test_learn_numbers import read_numbers, to_numpy

TANH, RELU = HiddenLayer(5, "tanh"), HiddenLayer(4, "relu")
SIGMOIDS = "binary_crossentropy"
SOFTMAX = "sparse_categorical_crossentropy"
CONFIGS = {
    "softmax": TrainConfig(dataset="iris", hidden_layers=(TANH, RELU), loss=SOFTMAX),
    "softmax, squared": TrainConfig(
        dataset="wine", hidden_layers=(HiddenLayer(6, "tanh", 0, True),), loss="mean_squared_error"
    ),
    "sigmoids": TrainConfig(dataset="breast_cancer", hidden_layers=(TANH,), loss=SIGMOIDS),
    "one sigmoid": TrainConfig(dataset="moons", hidden_layers=(TANH, RELU), loss="one_sigmoid"),
    "one sigmoid, normalized": TrainConfig(
        dataset="spiral", hidden_layers=(HiddenLayer(6, "sigmoid", 0, True),), loss="one_sigmoid"
    ),
    "one tanh": TrainConfig(dataset="xor", hidden_layers=(RELU,), loss="one_tanh"),
    "no hidden layer": TrainConfig(dataset="breast_cancer", hidden_layers=(), loss="one_sigmoid"),
    "number": TrainConfig(dataset="sine", hidden_layers=(TANH,)),
    "number, absolute": TrainConfig(
        dataset="diabetes", hidden_layers=(TANH, RELU), loss="linear_absolute_error"
    ),
    "number, Huber's": TrainConfig(
        dataset="hills", hidden_layers=(HiddenLayer(6, "tanh", 0, True),), loss="linear_huber"
    ),
    "pictures": TrainConfig(dataset="digits", hidden_layers=(HiddenLayer(9, "relu"),)),
}
ROWS = [name for name, config in CONFIGS.items() if config.about.kind != "pictures"]
TABLES = [name for name in ROWS if CONFIGS[name].about.n_inputs > 2]


class Trained(NamedTuple):
    """A run that is kept, its Keras model, and the test example that the page begins with.

    values: of the example, as the dataset has them.
    """

    run_id: str
    config: TrainConfig
    model: keras.Model
    example: np.ndarray
    answer: float
    values: np.ndarray

    @property
    def layers(self):
        return [layer for layer in self.model.layers if isinstance(layer, keras.layers.Dense)]

    def enter(self, layer, examples=None):
        """Return what goes into a layer, (n, units), by Keras."""
        values = self.example if examples is None else examples
        for each in self.model.layers[: self.model.layers.index(layer)]:
            values = each(values, training=False)
        return to_numpy(values).reshape(len(values), -1)


def keep(config):
    rng, model = np.random.default_rng(5), build_model(config)
    weights = [w + 0.6 * (rng.random(w.shape) - 0.5) for w in model.get_weights()]
    model.set_weights(weights)
    run_id = make_run(config, epochs=1)
    for epoch in (0, 1):
        get_services().store.save_snapshot(run_id, epoch, weights)
    data = load_dataset(config.dataset, config.options)
    place = int(np.flatnonzero(data.y_test == 0)[0]) if config.about.classes else 0
    example = prepare(data.x_test[place : place + 1], *config.data)
    answer = load_prepared(*config.data).y_test[place].item()
    return Trained(run_id, config, model, example, answer, data.x_test[place])


def lose_tensor(config, outputs, answers):
    """Return the loss of each example, by Keras, as a tensor."""
    answers, count = np.asarray(answers), outputs.shape[1]
    targets = {
        "number": lambda: answers,
        "one_hot": lambda: np.eye(count, dtype=np.float32)[answers],
        "bit": lambda: answers[:, np.newaxis].astype(np.float32),
        "sign": lambda: 2 * answers[:, np.newaxis].astype(np.float32) - 1,
        "value": lambda: answers[:, np.newaxis].astype(np.float32),
    }[config.head.target]()
    return getattr(keras.losses, config.head.loss)(targets, outputs)


def lose(config, outputs, answers):
    """Return the loss of each example, by Keras."""
    return to_numpy(lose_tensor(config, outputs, answers))


def find(app, text):
    """Return the numbers that the page shows in a template."""
    start = text.split("[[")[0]
    texts = [each.value for each in app.markdown if each.value.startswith(start)]
    assert texts, f"{text} is not on the page"
    return read_numbers(texts[0].replace("_{1}", "").replace("_{2}", ""))
