"""What the screen calls the settings of a network, and what it says of them."""

__all__ = ["PRESET", "SETTING", "TITLE"]

TITLE = {
    "plain": "{path} · {optimizer} {rate:g}",
    "own": "{path} · {optimizer} {rate:g} + own drawings",
}

SETTING = {
    "layers": {"label": "Number of hidden layers"},
    "hidden_layers": {
        "label": "Hidden layers",
        "help": "Layers between the 784 pixels and the 10 answers. 0 to 8. In each: how many "
        "neurons, and the activation.",
        "phrase": "the hidden layers",
    },
    "units": {
        "label": "Neurons",
        "help": "Width of this layer.",
        "of_all": "Neurons of all layers",
    },
    "activation": {"label": "Activation", "of_all": "Activation of all layers"},
    "dropout": {
        "label": "Dropout",
        "help": "Share of this layer's outputs that each step sets to 0. 0 is off.",
        "of_all": "Dropout of all layers",
    },
    "batch_normalization": {
        "label": "Batch normalization",
        "help": "Keeps each neuron's sums around 0 with spread 1, batch by batch.",
        "of_all": "Batch normalization of all layers",
    },
    "loss": {"label": "Output and loss", "phrase": "the output and loss"},
    "optimizer": {"label": "Optimizer", "phrase": "the optimizer"},
    "learning_rate": {
        "label": "Learning rate",
        "help": "η, the size of each step.",
        "phrase": "the learning rate",
    },
    "schedule": {"label": "Learning rate schedule", "phrase": "the learning rate schedule"},
    "batch_size": {
        "label": "Batch size",
        "help": "Images per step. Fewer: more, noisier steps an epoch.",
        "phrase": "the batch size",
    },
    "epochs": {
        "label": "Epochs",
        "help": "How often all training images are gone through.",
        "phrase": "the number of epochs",
    },
    "validation_split": {
        "label": "Validation split",
        "help": "Share of the training images, taken from the end, that only checks and never "
        "trains.",
        "phrase": "the validation split",
    },
    "l1": {
        "label": "L1",
        "help": "Penalty on the sum of |w|: pulls weights to exactly 0.",
        "phrase": "the L1 penalty",
    },
    "l2": {
        "label": "L2",
        "help": "Penalty on the sum of w²: keeps weights small.",
        "phrase": "the L2 penalty",
    },
    "early_stopping_patience": {
        "label": "Early stopping: patience",
        "help": "Stop after so many epochs without a better validation loss, and go back to the "
        "best weights. 0 is off.",
        "phrase": "the patience of early stopping",
    },
    "kernel_initializer": {"label": "Kernel initializer", "phrase": "the kernel initializer"},
    "seed": {
        "label": "Seed",
        "help": "The same seed gives the same weights, batches and curves.",
        "phrase": "the seed",
    },
    "training_images": {
        "label": "Training images",
        "help": "How many of the 60,000 to use, from the first on.",
        "phrase": "the number of training images",
    },
    "scale_pixels": {
        "label": "Scale pixels to 0 … 1",
        "help": "Divide by 255, as the tutorial does. Off: the network sees 0 … 255.",
        "phrase": "the scaling of pixels",
    },
    "augmentation": {"label": "Augmentation", "phrase": "the augmentation"},
    "precision": {"label": "Precision", "phrase": "the precision"},
    "own_set": {"label": "Own drawings", "phrase": "the own drawings"},
    "own_share": {
        "label": "Share of own drawings",
        "help": "So much of what it trains on are own drawings, each repeated as often as that "
        "takes; the rest are MNIST's.",
        "phrase": "the share of own drawings",
    },
}

PRESET = {
    "tutorial": {
        "label": "Tutorial",
        "help": "The tutorial's network: two sigmoid layers, 10 epochs, about 92.5 %.",
    },
    "fast": {
        "label": "Fast",
        "help": "The tutorial's two layers with ReLU, smaller batches and a falling learning rate: "
        "over 98 % in a few seconds.",
    },
    "drawings": {
        "label": "Drawings",
        "help": "Every image a little different each time it is shown, as every hand is: reads "
        "your handwriting best. Two or three minutes.",
    },
    "best": {
        "label": "Best",
        "help": "Wide, with random distortions and a falling learning rate: 99.5 % in some four "
        "minutes.",
    },
    "overfit": {
        "label": "Overfit",
        "help": "500 images and a large network: it learns them by heart. Watch the two curves "
        "part.",
    },
    "broken": {
        "label": "Broken",
        "help": "Something is wrong with this one. Train it, then find the reason.",
    },
}
