"""What in a network's settings explains what its curves show: one sentence for each cause."""

from collections.abc import Mapping, Sequence
from typing import Any

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import Sentence

__all__ = ["find_causes", "name_penalty"]

_MOMENTUM = 0.99  # of the moving averages of batch normalization, Keras's default
_MOST_LEFT = 0.1  # of what they began with; after 230 steps it is less
# why validation is above training, by whether there is dropout, and whether images are distorted
_BETTER = {
    (False, False): "reading.validation_better_mean",
    (True, False): "reading.validation_better_dropout",
    (False, True): "reading.validation_better_distorted",
    (True, True): "reading.validation_better_dropout_distorted",
}
_STRONG_L1, _STRONG_L2 = 1e-3, 1e-2  # from which on weights are hardly other than 0


def find_causes(config: TrainConfig, history: Mapping[str, Sequence[Any]]) -> list[Sentence]:
    """Return what explains the last of the epochs, none where nothing has to be explained.

    history: as of `read_curves`.
    """
    n_epochs = len(history["loss"])
    if not n_epochs:
        return []
    return _explain_normalization(config, n_epochs) + _explain_validation(config, history)


def name_penalty(config: TrainConfig) -> str:
    """Return the setting of the penalty that keeps a network from learning, "l1" or "l2", or ""."""
    if config.l1 >= _STRONG_L1:
        return "l1"
    return "l2" if config.l2 >= _STRONG_L2 else ""


def _explain_normalization(config: TrainConfig, n_epochs: int) -> list[Sentence]:
    """A test uses means and variances over many steps, which begin at 0 and 1."""
    steps = n_epochs * config.steps_per_epoch
    left = _MOMENTUM**steps
    if left <= _MOST_LEFT or not any(layer.batch_normalization for layer in config.hidden_layers):
        return []
    return [Sentence("reading.few_steps", {"steps": steps, "share": 100 * left})]


def _explain_validation(
    config: TrainConfig, history: Mapping[str, Sequence[Any]]
) -> list[Sentence]:
    """Training's figures are means over an epoch, of weights that change meanwhile."""
    rank, scores = config.metric.rank, history.get("val_score", ())
    if not scores or rank(scores[-1]) <= rank(history["score"][-1]):
        return []
    dropout = any(layer.dropout for layer in config.hidden_layers)
    return [Sentence(_BETTER[dropout, config.augmentation != "none"])]
