"""What can be chosen: the registries that the widgets, the checks and the URL all read."""

from collections.abc import Mapping
from typing import NamedTuple

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


ACTIVATIONS = {
    "sigmoid": Choice("sigmoid", "Squeezes any number into 0 … 1. The tutorial's choice."),
    "relu": Choice("ReLU", "Keeps what is positive, cuts the rest to 0. Learns fast."),
    "tanh": Choice("tanh", "Like sigmoid, but from −1 to 1."),
    "linear": Choice("linear", "Passes the sum on as it is; such layers add no power."),
    "leaky_relu": Choice("leaky ReLU", "Like ReLU, but lets a fifth of the negative part through."),
    "elu": Choice("ELU", "Like ReLU with a soft floor at −1."),
    "selu": Choice("SELU", "An ELU scaled so that deep networks stay balanced."),
    "gelu": Choice("GELU", "A smooth ReLU, used in language models."),
    "silu": Choice("SiLU (swish)", "The input times its own sigmoid."),
    "softplus": Choice("softplus", "A rounded ReLU that is never quite 0."),
}

LOSSES = {
    "sparse_categorical_crossentropy": Loss(
        "softmax + cross-entropy",
        "Ten probabilities that sum to 1; punishes a small one for the right digit. "
        "The tutorial's choice.",
        "softmax",
        False,
    ),
    "binary_crossentropy": Loss(
        "sigmoid + binary cross-entropy",
        "Ten independent yes/no answers, one a digit.",
        "sigmoid",
        True,
    ),
    "mean_squared_error": Loss(
        "softmax + mean squared error",
        "Ten probabilities; punishes the squared distance to 0 and 1. Learns more slowly.",
        "softmax",
        True,
    ),
}

OPTIMIZERS = {
    "sgd": Choice("SGD", "Plain gradient descent on small batches: w ← w − η ∂L/∂w."),
    "momentum": Choice("SGD + momentum", "SGD that keeps 0.9 of its last step, as a rolling ball."),
    "nesterov": Choice("SGD + Nesterov", "Momentum that looks one step ahead."),
    "rmsprop": Choice("RMSprop", "Divides each step by the recent size of its gradient."),
    "adagrad": Choice("Adagrad", "Steps shrink with all gradients seen so far."),
    "adam": Choice("Adam", "Momentum and RMSprop together. The tutorial's choice."),
    "adamw": Choice("AdamW", "Adam that also lets the weights decay (0.004)."),
    "nadam": Choice("Nadam", "Adam with Nesterov's look ahead."),
}

SCHEDULES = {
    "constant": Choice("constant", "The learning rate stays as it is."),
    "cosine": Choice("cosine to 0", "Falls along a half cosine to 0 at the last step."),
    "exponential": Choice("exponential", "Multiplied by 0.9 each epoch, smoothly."),
    "step": Choice("halve in steps", "Halved after each quarter of the training."),
}

INITIALIZERS = {
    "glorot_uniform": Choice("Glorot uniform", "Keras's default: suits sigmoid and tanh."),
    "glorot_normal": Choice("Glorot normal", "The same spread, from a bell curve."),
    "he_uniform": Choice("He uniform", "Wider: suits ReLU."),
    "he_normal": Choice("He normal", "Wider, from a bell curve: suits ReLU."),
    "lecun_normal": Choice("LeCun normal", "Suits SELU."),
    "random_normal": Choice("random normal", "A bell curve of 0.05, whatever the layer's size."),
    "zeros": Choice("zeros", "All weights 0: all neurons of a layer stay the same. Try it!"),
}

AUGMENTATIONS = {
    "none": Choice("none", "The images as they are. The tutorial's choice."),
    "shift": Choice("shift", "Moves each image by up to 1.5 pixels, anew each time it is shown."),
    "affine": Choice("affine", "Also turns, stretches and slants it a little."),
    "elastic": Choice("affine + elastic", "Also bends it smoothly, as an unsteady hand would."),
}

PRECISIONS = {
    "auto": Choice("auto", "bfloat16 where this computer multiplies faster with it, else float32."),
    "float32": Choice("float32", "Numbers of 32 bits throughout: plain Keras."),
    "mixed_bfloat16": Choice(
        "mixed bfloat16", "Products with numbers of 16 bits, weights with 32. Faster where it can."
    ),
}

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
    "activation": "Activation",
    "loss": "Output and loss",
    "optimizer": "Optimizer",
    "schedule": "Learning rate schedule",
    "kernel_initializer": "Kernel initializer",
    "augmentation": "Augmentation",
    "precision": "Precision",
    "batch_normalization": "Batch normalization",
    "scale_pixels": "Scale pixels to 0 … 1",
    "own_set": "Own drawings",
}

LIMITS = {
    "units": Limits(1, 2048, "Neurons", "Width of this layer."),
    "dropout": Limits(
        0.0, 0.9, "Dropout", "Share of this layer's outputs that each step sets to 0. 0 is off."
    ),
    "learning_rate": Limits(1e-6, 1000.0, "Learning rate", "η, the size of each step."),
    "batch_size": Limits(
        1, N_TRAIN, "Batch size", "Images per step. Fewer: more, noisier steps an epoch."
    ),
    "epochs": Limits(1, 500, "Epochs", "How often all training images are gone through."),
    "validation_split": Limits(
        0.0,
        0.9,
        "Validation split",
        "Share of the training images, taken from the end, that only checks and never trains.",
    ),
    "l1": Limits(0.0, 1.0, "L1", "Penalty on the sum of |w|: pulls weights to exactly 0."),
    "l2": Limits(0.0, 1.0, "L2", "Penalty on the sum of w²: keeps weights small."),
    "early_stopping_patience": Limits(
        0,
        100,
        "Early stopping: patience",
        "Stop after so many epochs without a better validation loss, and go back to the best "
        "weights. 0 is off.",
    ),
    "seed": Limits(
        0, 2**31 - 1, "Seed", "The same seed gives the same weights, batches and curves."
    ),
    "training_images": Limits(
        1, N_TRAIN, "Training images", "How many of the 60,000 to use, from the first on."
    ),
    "own_share": Limits(
        0.05,
        0.9,
        "Share of own drawings",
        "So much of what it trains on are own drawings, each repeated as often as that takes; the "
        "rest are MNIST's.",
    ),
}
