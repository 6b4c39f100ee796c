"""What is worth saying of a setup before it is trained: allowed, but perhaps not meant."""

from mlp_explorer.config import TrainConfig

__all__ = ["make_remarks"]

_LARGE = 2.5e11  # parameters × images; above this an epoch takes many seconds on two cores


def make_remarks(config: TrainConfig) -> list[str]:
    """Return a sentence for each thing worth saying, mostly none."""
    remarks = [
        (
            not config.hidden_layers,
            "No hidden layer: each answer is one weighted sum of the pixels (logistic regression).",
        ),
        (
            any(layer.units == 1 for layer in config.hidden_layers),
            "One neuron in a layer: all that the network knows must pass through a single number.",
        ),
        (
            config.batch_size > config.n_train,
            f"The batch ({config.batch_size:,}) is larger than the {config.n_train:,} training "
            "images: every epoch is one single step.",
        ),
        (not config.n_validation, "Nothing is kept for validation, so overfitting cannot be seen."),
        (
            config.augmentation != "none",
            "Only the images that train are distorted: their curve may lie below the other.",
        ),
        (
            config.early_stopping_patience >= config.epochs,
            "Early stopping waits longer than the training lasts.",
        ),
        (
            sum(config.layer_parameters) * config.n_train > _LARGE,
            f"{sum(config.layer_parameters):,} parameters: expect many seconds an epoch.",
        ),
    ]
    return [sentence for holds, sentence in remarks if holds]
