"""What can be chosen for a setting: a label and a sentence for each name."""

from mlp_explorer.words.texts import N_, nest

__all__ = ["CHOICE"]

CHOICE = {
    "activation": nest(
        {
            "sigmoid": {
                "label": N_("sigmoid"),
                "help": N_("Squeezes any number into 0 … 1. The tutorial's choice."),
            },
            "relu": {
                "label": N_("ReLU"),
                "help": N_("Keeps what is positive, cuts the rest to 0. Learns fast."),
            },
            "tanh": {"label": N_("tanh"), "help": N_("Like sigmoid, but from −1 to 1.")},
            "linear": {
                "label": N_("linear"),
                "help": N_("Passes the sum on as it is; such layers add no power."),
            },
            "leaky_relu": {
                "label": N_("leaky ReLU"),
                "help": N_("Like ReLU, but lets a fifth of the negative part through."),
            },
            "elu": {"label": N_("ELU"), "help": N_("Like ReLU with a soft floor at −1.")},
            "selu": {
                "label": N_("SELU"),
                "help": N_("An ELU scaled so that deep networks stay balanced."),
            },
            "gelu": {"label": N_("GELU"), "help": N_("A smooth ReLU, used in language models.")},
            "silu": {"label": N_("SiLU (swish)"), "help": N_("The input times its own sigmoid.")},
            "softplus": {
                "label": N_("softplus"),
                "help": N_("A rounded ReLU that is never quite 0."),
            },
        }
    ),
    "loss": nest(
        {
            "sparse_categorical_crossentropy": {
                "label": N_("softmax + cross-entropy"),
                "help": N_(
                    "One probability a class, together 1; punishes a small one for the right class."
                    " The tutorial's choice."
                ),
            },
            "binary_crossentropy": {
                "label": N_("sigmoid + binary cross-entropy"),
                "help": N_("Independent yes/no answers, one a class."),
            },
            "mean_squared_error": {
                "label": N_("softmax + mean squared error"),
                "help": N_(
                    "One probability a class; punishes the squared distance to 0 and 1. Learns "
                    "more slowly."
                ),
            },
            "one_sigmoid": {
                "label": N_("one sigmoid + binary cross-entropy"),
                "help": N_("Of two classes, the probability of the second; punishes a wrong one."),
            },
            "one_tanh": {
                "label": N_("one tanh + squared error"),
                "help": N_(
                    "Of two classes, a number between −1 and 1; punishes the squared distance to "
                    "the right end."
                ),
            },
            "linear_squared_error": {
                "label": N_("linear + squared error"),
                "help": N_("A number; punishes the squared distance to the right one."),
            },
            "linear_absolute_error": {
                "label": N_("linear + absolute error"),
                "help": N_(
                    "A number; punishes the distance to the right one, and so is less led by "
                    "outliers."
                ),
            },
            "linear_huber": {
                "label": N_("linear + Huber"),
                "help": N_(
                    "A number; punishes the square of a small distance, and of a large one the "
                    "distance itself."
                ),
            },
        }
    ),
    "optimizer": nest(
        {
            "sgd": {
                "label": N_("SGD"),
                "help": N_("Plain gradient descent on small batches: w ← w − η ∂L/∂w."),
            },
            "momentum": {
                "label": N_("SGD + momentum"),
                "help": N_("SGD that keeps 0.9 of its last step, as a rolling ball."),
            },
            "nesterov": {
                "label": N_("SGD + Nesterov"),
                "help": N_("Momentum that looks one step ahead."),
            },
            "rmsprop": {
                "label": N_("RMSprop"),
                "help": N_("Divides each step by the recent size of its gradient."),
            },
            "adagrad": {
                "label": N_("Adagrad"),
                "help": N_("Steps shrink with all gradients seen so far."),
            },
            "adam": {
                "label": N_("Adam"),
                "help": N_("Momentum and RMSprop together. The tutorial's choice."),
            },
            "adamw": {
                "label": N_("AdamW"),
                "help": N_("Adam that also lets the weights decay (0.004)."),
            },
            "nadam": {"label": N_("Nadam"), "help": N_("Adam with Nesterov's look ahead.")},
        }
    ),
    "schedule": nest(
        {
            "constant": {"label": N_("constant"), "help": N_("The learning rate stays as it is.")},
            "cosine": {
                "label": N_("cosine to 0"),
                "help": N_("Falls along a half cosine to 0 at the last step."),
            },
            "exponential": {
                "label": N_("exponential"),
                "help": N_("Multiplied by 0.9 each epoch, smoothly."),
            },
            "step": {
                "label": N_("halve in steps"),
                "help": N_("Halved after each quarter of the training."),
            },
        }
    ),
    "kernel_initializer": nest(
        {
            "glorot_uniform": {
                "label": N_("Glorot uniform"),
                "help": N_("Keras's default: suits sigmoid and tanh."),
            },
            "glorot_normal": {
                "label": N_("Glorot normal"),
                "help": N_("The same spread, from a bell curve."),
            },
            "he_uniform": {"label": N_("He uniform"), "help": N_("Wider: suits ReLU.")},
            "he_normal": {
                "label": N_("He normal"),
                "help": N_("Wider, from a bell curve: suits ReLU."),
            },
            "lecun_normal": {"label": N_("LeCun normal"), "help": N_("Suits SELU.")},
            "random_normal": {
                "label": N_("random normal"),
                "help": N_("A bell curve of 0.05, whatever the layer's size."),
            },
            "zeros": {
                "label": N_("zeros"),
                "help": N_("All weights 0: all neurons of a layer stay the same. Try it!"),
            },
        }
    ),
    "augmentation": nest(
        {
            "none": {
                "label": N_("none"),
                "help": N_("The images as they are. The tutorial's choice."),
            },
            "shift": {
                "label": N_("shift"),
                "help": N_("Moves each image by up to 1.5 pixels, anew each time it is shown."),
            },
            "affine": {
                "label": N_("affine"),
                "help": N_("Also turns, stretches and slants it a little."),
            },
            "elastic": {
                "label": N_("affine + elastic"),
                "help": N_("Also bends it smoothly, as an unsteady hand would."),
            },
        }
    ),
    "precision": nest(
        {
            "auto": {
                "label": N_("auto"),
                "help": N_("bfloat16 where this computer multiplies faster with it, else float32."),
            },
            "float32": {
                "label": N_("float32"),
                "help": N_("Numbers of 32 bits throughout: plain Keras."),
            },
            "mixed_bfloat16": {
                "label": N_("mixed bfloat16"),
                "help": N_(
                    "Products with numbers of 16 bits, weights with 32. Faster where it can."
                ),
            },
        }
    ),
}
