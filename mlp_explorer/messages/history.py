"""Epochs as curves."""

from collections.abc import Sequence
from typing import Any

from mlp_explorer.messages.events import EpochEnded

__all__ = ["make_history"]


def make_history(epochs: Sequence[EpochEnded], metric: str = "score") -> dict[str, list[Any]]:
    """Return score and loss by epoch; without validation, two lists less.

    metric: what the scores are called; with a metric's own name, all are named as in Keras.
    """
    fields = {metric: "score", "loss": "loss", f"val_{metric}": "val_score", "val_loss": "val_loss"}
    lists = {name: [getattr(each, field) for each in epochs] for name, field in fields.items()}
    return {name: values for name, values in lists.items() if None not in values[:1]}
