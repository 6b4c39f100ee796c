"""What can be chosen for a setting: a label and a sentence for each name."""

__all__ = ["CHOICE"]

CHOICE = {
    "activation": {
        "sigmoid": {
            "label": "sigmoid",
            "help": "Squeezes any number into 0 … 1. The tutorial's choice.",
        },
        "relu": {
            "label": "ReLU",
            "help": "Keeps what is positive, cuts the rest to 0. Learns fast.",
        },
        "tanh": {"label": "tanh", "help": "Like sigmoid, but from −1 to 1."},
        "linear": {
            "label": "linear",
            "help": "Passes the sum on as it is; such layers add no power.",
        },
        "leaky_relu": {
            "label": "leaky ReLU",
            "help": "Like ReLU, but lets a fifth of the negative part through.",
        },
        "elu": {"label": "ELU", "help": "Like ReLU with a soft floor at −1."},
        "selu": {"label": "SELU", "help": "An ELU scaled so that deep networks stay balanced."},
        "gelu": {"label": "GELU", "help": "A smooth ReLU, used in language models."},
        "silu": {"label": "SiLU (swish)", "help": "The input times its own sigmoid."},
        "softplus": {"label": "softplus", "help": "A rounded ReLU that is never quite 0."},
    },
    "loss": {
        "sparse_categorical_crossentropy": {
            "label": "softmax + cross-entropy",
            "help": "Ten probabilities that sum to 1; punishes a small one for the right digit. "
            "The tutorial's choice.",
        },
        "binary_crossentropy": {
            "label": "sigmoid + binary cross-entropy",
            "help": "Ten independent yes/no answers, one a digit.",
        },
        "mean_squared_error": {
            "label": "softmax + mean squared error",
            "help": "Ten probabilities; punishes the squared distance to 0 and 1. Learns more "
            "slowly.",
        },
    },
    "optimizer": {
        "sgd": {
            "label": "SGD",
            "help": "Plain gradient descent on small batches: w ← w − η ∂L/∂w.",
        },
        "momentum": {
            "label": "SGD + momentum",
            "help": "SGD that keeps 0.9 of its last step, as a rolling ball.",
        },
        "nesterov": {"label": "SGD + Nesterov", "help": "Momentum that looks one step ahead."},
        "rmsprop": {
            "label": "RMSprop",
            "help": "Divides each step by the recent size of its gradient.",
        },
        "adagrad": {"label": "Adagrad", "help": "Steps shrink with all gradients seen so far."},
        "adam": {"label": "Adam", "help": "Momentum and RMSprop together. The tutorial's choice."},
        "adamw": {"label": "AdamW", "help": "Adam that also lets the weights decay (0.004)."},
        "nadam": {"label": "Nadam", "help": "Adam with Nesterov's look ahead."},
    },
    "schedule": {
        "constant": {"label": "constant", "help": "The learning rate stays as it is."},
        "cosine": {
            "label": "cosine to 0",
            "help": "Falls along a half cosine to 0 at the last step.",
        },
        "exponential": {"label": "exponential", "help": "Multiplied by 0.9 each epoch, smoothly."},
        "step": {"label": "halve in steps", "help": "Halved after each quarter of the training."},
    },
    "kernel_initializer": {
        "glorot_uniform": {
            "label": "Glorot uniform",
            "help": "Keras's default: suits sigmoid and tanh.",
        },
        "glorot_normal": {"label": "Glorot normal", "help": "The same spread, from a bell curve."},
        "he_uniform": {"label": "He uniform", "help": "Wider: suits ReLU."},
        "he_normal": {"label": "He normal", "help": "Wider, from a bell curve: suits ReLU."},
        "lecun_normal": {"label": "LeCun normal", "help": "Suits SELU."},
        "random_normal": {
            "label": "random normal",
            "help": "A bell curve of 0.05, whatever the layer's size.",
        },
        "zeros": {
            "label": "zeros",
            "help": "All weights 0: all neurons of a layer stay the same. Try it!",
        },
    },
    "augmentation": {
        "none": {"label": "none", "help": "The images as they are. The tutorial's choice."},
        "shift": {
            "label": "shift",
            "help": "Moves each image by up to 1.5 pixels, anew each time it is shown.",
        },
        "affine": {"label": "affine", "help": "Also turns, stretches and slants it a little."},
        "elastic": {
            "label": "affine + elastic",
            "help": "Also bends it smoothly, as an unsteady hand would.",
        },
    },
    "precision": {
        "auto": {
            "label": "auto",
            "help": "bfloat16 where this computer multiplies faster with it, else float32.",
        },
        "float32": {"label": "float32", "help": "Numbers of 32 bits throughout: plain Keras."},
        "mixed_bfloat16": {
            "label": "mixed bfloat16",
            "help": "Products with numbers of 16 bits, weights with 32. Faster where it can.",
        },
    },
}
