"""From a configuration to a compiled Keras model, and to a file."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import HiddenLayer, TrainConfig
from mlp_explorer.config.choices import MAX_HIDDEN_LAYERS

__all__ = ["build_model", "export_model", "make_schedule"]

# Each model has the same names: TensorFlow keeps for ever what it has made ready for a variable of
# another name, and names that Keras finds are others each time. 1,000 trainings left 0.9 GB.
_NAME = "mlp"
_DECAY_PER_EPOCH = 0.9  # schedule "exponential"
_QUARTERS = 4  # schedule "step" halves after each quarter


def build_model(config: TrainConfig, precision: str = "float32") -> keras.Model:
    """Return the compiled model: (n, …) float32 examples → (n, outputs) float32.

    The weights depend on `config.seed` alone. Metric: of classes `accuracy`, the share of examples
    whose outputs speak for the right one, whatever the loss; of numbers `r2_score`. precision: of
    the products of the hidden layers, or "mixed_bfloat16"; `config.precision` is about training and
    not looked at here. The output layer's are always float32, as its probabilities need their
    digits.
    """
    model = keras.Sequential(
        [_make_input(config), keras.layers.Flatten(name="flatten")], name=_NAME
    )
    for index, layer in enumerate(config.hidden_layers):
        _add_hidden(model, layer, index, config, precision)
    n_hidden = len(config.hidden_layers)
    model.add(_dense(config.widths[-1], config.output_activation, n_hidden, config, "float32"))
    model.compile(
        optimizer=_make_optimizer(config), loss=config.head.loss, metrics=[_make_metric(config)]
    )
    return model


def export_model(config: TrainConfig, weights: Sequence[NDArray[np.float32]]) -> bytes:
    """Return the network with these weights as a `.keras` file, for predictions: not compiled."""
    model = keras.Sequential([_make_input(config), *build_model(config).layers], name=_NAME)
    model.set_weights(weights)
    with tempfile.TemporaryDirectory(prefix="mlp-explorer-") as folder:
        path = Path(folder, "model.keras")
        model.save(path)
        return path.read_bytes()


def _make_input(config: TrainConfig) -> Any:
    about = config.about
    return keras.Input(about.shape, name="pixels" if about.kind == "pictures" else "features")


def _add_hidden(
    model: keras.Sequential, layer: HiddenLayer, index: int, config: TrainConfig, precision: str
) -> None:
    name, layers = _name_layer(index, config), keras.layers
    if layer.batch_normalization:
        model.add(_dense(layer.units, "linear", index, config, precision))
        model.add(layers.BatchNormalization(dtype=precision, name=f"{name}_normalization"))
        model.add(layers.Activation(layer.activation, dtype=precision, name=f"{name}_activation"))
    else:
        model.add(_dense(layer.units, layer.activation, index, config, precision))
    if layer.dropout:
        seed = _layer_seed(config, index)
        model.add(layers.Dropout(layer.dropout, seed=seed, dtype=precision, name=f"{name}_dropout"))


def _name_layer(index: int, config: TrainConfig) -> str:
    return "output" if index == len(config.hidden_layers) else f"hidden_{index + 1}"


def _dense(
    units: int, activation: str, index: int, config: TrainConfig, precision: str
) -> keras.layers.Layer:
    penalty = keras.regularizers.L1L2(config.l1, config.l2) if config.l1 or config.l2 else None
    return keras.layers.Dense(
        units,
        activation,
        kernel_initializer=_make_initializer(config, index),
        kernel_regularizer=penalty,
        dtype=precision,
        name=_name_layer(index, config),
    )


def _make_initializer(config: TrainConfig, index: int) -> keras.Initializer:
    # By default Keras draws each initializer's seed from Python's global generator, which the
    # worker's other threads use too: then one seed in five gave other weights.
    kind = type(keras.initializers.get(config.kernel_initializer))
    if kind is keras.initializers.Zeros:
        return kind()
    return kind(seed=_layer_seed(config, index))


def _layer_seed(config: TrainConfig, index: int) -> int:
    return config.seed * (MAX_HIDDEN_LAYERS + 1) + index  # no two layers share one


def _make_metric(config: TrainConfig) -> keras.metrics.Metric:
    # "accuracy" with binary cross-entropy would count each of the ten outputs by itself
    match config.head.target:
        case "one_hot":
            return keras.metrics.CategoricalAccuracy(name="accuracy")
        case "number":
            return keras.metrics.SparseCategoricalAccuracy(name="accuracy")
        case "bit":
            return keras.metrics.BinaryAccuracy(name="accuracy")
        case "value":
            return keras.metrics.R2Score(name="r2_score")
    return keras.metrics.MeanMetricWrapper(_agree, name="accuracy")


def _agree(targets: Any, outputs: Any) -> Any:
    """Tell where an output has its target's sign."""
    return keras.ops.cast(targets * outputs > 0, "float32")


def _make_optimizer(config: TrainConfig) -> keras.Optimizer:
    rate, name = make_schedule(config), config.optimizer
    makers = {
        "sgd": lambda: keras.optimizers.SGD(rate, name=name),
        "momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9, name=name),
        "nesterov": lambda: keras.optimizers.SGD(rate, momentum=0.9, nesterov=True, name=name),
        "rmsprop": lambda: keras.optimizers.RMSprop(rate, name=name),
        "adagrad": lambda: keras.optimizers.Adagrad(rate, name=name),
        "adam": lambda: keras.optimizers.Adam(rate, name=name),
        "adamw": lambda: keras.optimizers.AdamW(rate, name=name),
        "nadam": lambda: keras.optimizers.Nadam(rate, name=name),
    }
    return makers[name]()


def make_schedule(config: TrainConfig) -> float | keras.optimizers.schedules.LearningRateSchedule:
    """Return the learning rate, or Keras's schedule of it: called with steps, from 0."""
    rate, epoch, total = config.learning_rate, config.steps_per_epoch, _total_steps(config)
    schedules = keras.optimizers.schedules
    match config.schedule:
        case "cosine":
            return schedules.CosineDecay(rate, total)
        case "exponential":
            return schedules.ExponentialDecay(rate, epoch, _DECAY_PER_EPOCH)
        case "step":
            return schedules.ExponentialDecay(rate, max(1, total // _QUARTERS), 0.5, staircase=True)
        case _:
            return rate


def _total_steps(config: TrainConfig) -> int:
    return config.steps_per_epoch * config.epochs
