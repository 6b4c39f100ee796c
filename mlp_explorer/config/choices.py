"""What can be chosen: the registries that the widgets, the checks and the URL all read.

Names and ranges; what the screen calls them is in `words/choices.py` and `words/settings.py`.
"""

from collections.abc import Collection
from typing import NamedTuple

from mlp_explorer.activations import ACTIVATIONS
from mlp_explorer.tasks import HEADS

__all__ = [
    "AUGMENTATIONS",
    "INITIALIZERS",
    "LIMITS",
    "Limits",
    "MAX_HIDDEN_LAYERS",
    "N_TRAIN",
    "OPTIMIZERS",
    "PRECISIONS",
    "REGISTRIES",
    "SCHEDULES",
]

N_TRAIN = 60_000
MAX_HIDDEN_LAYERS = 8


class Limits(NamedTuple):
    """The closed range of a number."""

    low: float
    high: float


OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adam", "adamw", "nadam")

SCHEDULES = ("constant", "cosine", "exponential", "step")

INITIALIZERS = (
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_normal",
    "random_normal",
    "zeros",
)

AUGMENTATIONS = ("none", "shift", "affine", "elastic")

PRECISIONS = ("auto", "float32", "mixed_bfloat16")

# the names that each setting can have
REGISTRIES: dict[str, Collection[str]] = {
    "activation": ACTIVATIONS,
    "loss": HEADS,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "kernel_initializer": INITIALIZERS,
    "augmentation": AUGMENTATIONS,
    "precision": PRECISIONS,
}

LIMITS = {
    "units": Limits(1, 2048),
    "dropout": Limits(0.0, 0.9),
    "learning_rate": Limits(1e-6, 1000.0),
    "batch_size": Limits(1, N_TRAIN),
    "epochs": Limits(1, 500),
    "validation_split": Limits(0.0, 0.9),
    "l1": Limits(0.0, 1.0),
    "l2": Limits(0.0, 1.0),
    "early_stopping_patience": Limits(0, 100),
    "seed": Limits(0, 2**31 - 1),
    "training_images": Limits(1, N_TRAIN),
    "own_share": Limits(0.05, 0.9),
    "points": Limits(10, 5000),
    "noise": Limits(0.0, 0.5),
    "train_share": Limits(0.0, 0.9),
    "data_seed": Limits(0, 2**31 - 1),
}
