"""What can be chosen: the registries that the widgets, the checks and the URL all read.

Names and ranges are here; what the screen calls them is in `words/`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mlp_explorer.words import CHOICE, SETTING

__all__ = [
    "ACTIVATIONS",
    "AUGMENTATIONS",
    "Choice",
    "CLASSES",
    "INITIALIZERS",
    "LABELS",
    "LIMITS",
    "Limits",
    "Loss",
    "LOSSES",
    "MAX_HIDDEN_LAYERS",
    "N_TRAIN",
    "OPTIMIZERS",
    "PIXELS",
    "PRECISIONS",
    "REGISTRIES",
    "SCHEDULES",
]

PIXELS = 28 * 28
CLASSES = 10
N_TRAIN = 60_000
MAX_HIDDEN_LAYERS = 8


class Choice(NamedTuple):
    """One entry of a registry: what the screen calls it and a sentence about it."""

    label: str
    help: str


class Loss(NamedTuple):
    """A loss with the output activation that belongs to it."""

    label: str
    help: str
    output: str  # activation of the output layer
    one_hot: bool  # targets as (n, 10) rows instead of (n,) class numbers


class Limits(NamedTuple):
    """The closed range of a number, with its name and a sentence for the screen."""

    low: float
    high: float
    label: str
    help: str


def _choices(setting: str, *names: str) -> dict[str, Choice]:
    return {name: Choice(**CHOICE[setting][name]) for name in names}


def _loss(name: str, output: str, one_hot: bool) -> Loss:
    return Loss(**CHOICE["loss"][name], output=output, one_hot=one_hot)


def _limits(setting: str, low: float, high: float) -> Limits:
    words = SETTING[setting]
    return Limits(low, high, words["label"], words["help"])


ACTIVATIONS = _choices(
    "activation",
    "sigmoid",
    "relu",
    "tanh",
    "linear",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
)

LOSSES = {
    "sparse_categorical_crossentropy": _loss("sparse_categorical_crossentropy", "softmax", False),
    "binary_crossentropy": _loss("binary_crossentropy", "sigmoid", True),
    "mean_squared_error": _loss("mean_squared_error", "softmax", True),
}

OPTIMIZERS = _choices(
    "optimizer", "sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw", "nadam"
)

SCHEDULES = _choices("schedule", "constant", "cosine", "exponential", "step")

INITIALIZERS = _choices(
    "kernel_initializer",
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_normal",
    "random_normal",
    "zeros",
)

AUGMENTATIONS = _choices("augmentation", "none", "shift", "affine", "elastic")

PRECISIONS = _choices("precision", "auto", "float32", "mixed_bfloat16")

REGISTRIES: dict[str, Mapping[str, Choice | Loss]] = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "kernel_initializer": INITIALIZERS,
    "augmentation": AUGMENTATIONS,
    "precision": PRECISIONS,
}

# what the screen and the sentences call the settings that are no numbers
LABELS = {
    name: SETTING[name]["label"]
    for name in (
        "activation",
        "loss",
        "optimizer",
        "schedule",
        "kernel_initializer",
        "augmentation",
        "precision",
        "batch_normalization",
        "scale_pixels",
        "own_set",
    )
}

LIMITS = {
    "units": _limits("units", 1, 2048),
    "dropout": _limits("dropout", 0.0, 0.9),
    "learning_rate": _limits("learning_rate", 1e-6, 1000.0),
    "batch_size": _limits("batch_size", 1, N_TRAIN),
    "epochs": _limits("epochs", 1, 500),
    "validation_split": _limits("validation_split", 0.0, 0.9),
    "l1": _limits("l1", 0.0, 1.0),
    "l2": _limits("l2", 0.0, 1.0),
    "early_stopping_patience": _limits("early_stopping_patience", 0, 100),
    "seed": _limits("seed", 0, 2**31 - 1),
    "training_images": _limits("training_images", 1, N_TRAIN),
    "own_share": _limits("own_share", 0.05, 0.9),
}
