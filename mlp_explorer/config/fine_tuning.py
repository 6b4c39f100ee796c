"""What a trained network is to do with own drawings: a few more epochs, gently."""

from mlp_explorer.config.choices import N_TRAIN
from mlp_explorer.config.model import TrainConfig
from mlp_explorer.errors import ConfigError

__all__ = ["EPOCHS", "plan_fine_tuning", "SHARE"]

SHARE, EPOCHS = 0.5, 6  # unless a person wants others
_RATE, _BATCH, _SPLIT = 1e-3, 100, 0.1


def plan_fine_tuning(
    config: TrainConfig, epoch: int, own_set: str, own_share: float = SHARE, epochs: int = EPOCHS
) -> TrainConfig:
    """Return what goes on from `config`'s network after `epoch`, mixed with own drawings.

    own_set: id of a `runs.OwnSet`. own_share: of the images that train, 0.05 to 0.9. epochs: how
    many more, from 1. Raises ConfigError for values out of range, and for over 500 epochs in all.
    """
    if not own_set:
        raise ConfigError("names_no_set")
    if epochs < 1:
        raise ConfigError("more_epochs", got=str(epochs))
    tuned: TrainConfig = config.changed(
        own_set=own_set,
        own_share=own_share,
        epochs=epoch + epochs,
        optimizer="adam",
        learning_rate=_RATE,
        schedule="constant",
        batch_size=_BATCH,
        training_images=N_TRAIN,
        validation_split=_SPLIT,
        augmentation="elastic",
        early_stopping_patience=0,
    )
    return tuned
