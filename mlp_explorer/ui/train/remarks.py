"""What is worth saying of a setup before it is trained: allowed, but perhaps not meant."""

from mlp_explorer.config import TrainConfig
from mlp_explorer.words import REMARKS

__all__ = ["make_remarks"]

_LARGE = 2.5e11  # parameters × images; above this an epoch takes many seconds on two cores


def make_remarks(config: TrainConfig) -> list[str]:
    """Return a sentence for each thing worth saying, mostly none."""
    parameters = sum(config.layer_parameters)
    remarks = [
        (
            not config.hidden_layers,
            REMARKS["no_hidden_layer"],
        ),
        (
            any(layer.units == 1 for layer in config.hidden_layers),
            REMARKS["one_neuron"],
        ),
        (
            config.batch_size > config.n_train,
            REMARKS["large_batch"].format(batch=config.batch_size, images=config.n_train),
        ),
        (not config.n_validation, REMARKS["no_validation"]),
        (
            config.augmentation != "none",
            REMARKS["augmentation"],
        ),
        (
            config.early_stopping_patience >= config.epochs,
            REMARKS["patience"],
        ),
        (
            parameters * config.n_train > _LARGE,
            REMARKS["large"].format(parameters=parameters),
        ),
    ]
    return [sentence for holds, sentence in remarks if holds]
