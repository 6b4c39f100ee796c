"""What the screen calls the settings of a network, and what it says of them."""

from typing import Protocol

from mlp_explorer.words.texts import N_, nest, translate

__all__ = ["label_setting", "PRESET", "SETTING", "write_title"]

_OWN_TITLE = N_("{title} + own drawings")

SETTING = nest(
    {
        "dataset": {"label": N_("Dataset"), "phrase": N_("the dataset")},
        "points": {
            "label": N_("Points"),
            "help": N_("How many to train and validate with; others test."),
            "phrase": N_("the number of points"),
        },
        "noise": {
            "label": N_("Noise"),
            "help": N_("How far points are moved at random, as a share of half the plane's width."),
            "phrase": N_("the noise"),
        },
        "data_seed": {
            "label": N_("Seed of the points"),
            "help": N_("The same seed makes the same points."),
            "phrase": N_("the seed of the points"),
        },
        "train_share": {
            "label": N_("Share for training"),
            "help": N_(
                "So much of the points trains and validates, the rest tests: the fewer train, the "
                "easier it learns them by heart. 0: all of them train, and 500 others test."
            ),
            "phrase": N_("the share for training"),
        },
        "features": {
            "label": N_("Inputs"),
            "help": N_(
                "What the network is told of a point. With the right ones, fewer neurons are "
                "enough: with x₁² and x₂², a circle needs none at all."
            ),
            "phrase": N_("the inputs"),
        },
        "layers": {"label": N_("Number of hidden layers")},
        "hidden_layers": {
            "label": N_("Hidden layers"),
            "help": N_(
                "Layers between the inputs and the answers. 0 to 8. In each: how many "
                "neurons, and the activation."
            ),
            "phrase": N_("the hidden layers"),
        },
        "units": {
            "label": N_("Neurons"),
            "help": N_("Width of this layer."),
            "of_all": N_("Neurons of all layers"),
        },
        "activation": {"label": N_("Activation"), "of_all": N_("Activation of all layers")},
        "dropout": {
            "label": N_("Dropout"),
            "help": N_("Share of this layer's outputs that each step sets to 0. 0 is off."),
            "of_all": N_("Dropout of all layers"),
        },
        "batch_normalization": {
            "label": N_("Batch normalization"),
            "help": N_("Keeps each neuron's sums around 0 with spread 1, batch by batch."),
            "of_all": N_("Batch normalization of all layers"),
        },
        "loss": {"label": N_("Output and loss"), "phrase": N_("the output and loss")},
        "optimizer": {"label": N_("Optimizer"), "phrase": N_("the optimizer")},
        "learning_rate": {
            "label": N_("Learning rate"),
            "help": N_("η, the size of each step."),
            "phrase": N_("the learning rate"),
        },
        "schedule": {
            "label": N_("Learning rate schedule"),
            "phrase": N_("the learning rate schedule"),
        },
        "batch_size": {
            "label": N_("Batch size"),
            "help": N_("Examples per step. Fewer: more, noisier steps an epoch."),
            "phrase": N_("the batch size"),
        },
        "epochs": {
            "label": N_("Epochs"),
            "help": N_("How often all training examples are gone through."),
            "phrase": N_("the number of epochs"),
        },
        "validation_split": {
            "label": N_("Validation split"),
            "help": N_(
                "Share of the training examples, taken from the end, that only checks and never "
                "trains."
            ),
            "phrase": N_("the validation split"),
        },
        "l1": {
            "label": N_("L1"),
            "help": N_("Penalty on the sum of |w|: pulls weights to exactly 0."),
            "phrase": N_("the L1 penalty"),
        },
        "l2": {
            "label": N_("L2"),
            "help": N_("Penalty on the sum of w²: keeps weights small."),
            "phrase": N_("the L2 penalty"),
        },
        "early_stopping_patience": {
            "label": N_("Early stopping: patience"),
            "help": N_(
                "Stop after so many epochs without a better validation loss, and go back to the "
                "best weights. 0 is off."
            ),
            "phrase": N_("the patience of early stopping"),
        },
        "kernel_initializer": {
            "label": N_("Kernel initializer"),
            "phrase": N_("the kernel initializer"),
        },
        "seed": {
            "label": N_("Seed"),
            "help": N_("The same seed gives the same weights, batches and curves."),
            "phrase": N_("the seed"),
        },
        "training_images": {
            "label": N_("Training examples"),
            "help": N_("How many of the dataset's to use, from the first on."),
            "phrase": N_("the number of training examples"),
        },
        "scale_pixels": {
            "label": N_("Scale the inputs"),
            "help": N_(
                "Pixels to 0 … 1, as the tutorial does; each column of a table to a mean of 0 and "
                "a spread of 1. Off: as they are."
            ),
            "phrase": N_("the scaling of the inputs"),
        },
        "augmentation": {"label": N_("Augmentation"), "phrase": N_("the augmentation")},
        "precision": {"label": N_("Precision"), "phrase": N_("the precision")},
        "own_set": {"label": N_("Own drawings"), "phrase": N_("the own drawings")},
        "own_share": {
            "label": N_("Share of own drawings"),
            "help": N_(
                "So much of what it trains on are own drawings, each repeated as often as that "
                "takes; the rest are MNIST's."
            ),
            "phrase": N_("the share of own drawings"),
        },
    }
)

PRESET = nest(
    {
        "tutorial": {
            "label": N_("Tutorial"),
            "help": N_("The tutorial's network: two sigmoid layers, 10 epochs, about 92.5 %."),
        },
        "fast": {
            "label": N_("Fast"),
            "help": N_(
                "The tutorial's two layers with ReLU, smaller batches and a falling learning rate: "
                "over 98 % in a few seconds."
            ),
        },
        "drawings": {
            "label": N_("Drawings"),
            "help": N_(
                "Every image a little different each time it is shown, as every hand is: reads "
                "your handwriting best. Two or three minutes."
            ),
        },
        "best": {
            "label": N_("Best"),
            "help": N_(
                "Wide, with random distortions and a falling learning rate: 99.5 % in some four "
                "minutes."
            ),
        },
        "overfit": {
            "label": N_("Overfit"),
            "help": N_(
                "500 images and a large network: it learns them by heart. Watch the two curves "
                "part."
            ),
        },
        "start": {
            "label": N_("Start"),
            "help": N_("A small network that learns this dataset well in some seconds."),
        },
        "linear": {
            "label": N_("No hidden layer"),
            "help": N_("Only weighted sums of the inputs. How far do they get?"),
        },
        "broken": {
            "label": N_("Broken"),
            "help": N_("Something is wrong with this one. Train it, then find the reason."),
        },
    }
)


def label_setting(name: str) -> str:
    """Return what the screen calls a setting that may vary: of layers, that of all of them."""
    texts = SETTING[name]
    return texts["of_all" if "of_all" in texts else "label"]


class _Titled(Protocol):
    """A configuration: its title is made of names, the same in all languages."""

    @property
    def title(self) -> str: ...
    @property
    def own_set(self) -> str: ...
    @property
    def learning_rate(self) -> float: ...


def write_title(config: _Titled, rate: float | None = None) -> str:
    """Return what the screen calls a network that has no name of its own.

    rate: its learning rate, where that was changed on the way: `adam 0.001 → 0.01`.
    """
    is_changed = rate not in (None, config.learning_rate)
    title = f"{config.title} → {rate:g}" if is_changed else config.title
    return translate(_OWN_TITLE).format(title=title) if config.own_set else title
