"""Epochs as curves."""

from collections.abc import Sequence
from typing import Any

from mlp_explorer.messages.events import EpochEnded

__all__ = ["make_history"]

_METRICS = ("accuracy", "loss", "val_accuracy", "val_loss")


def make_history(epochs: Sequence[EpochEnded]) -> dict[str, list[Any]]:
    """Return accuracy and loss by epoch, named as in Keras; without validation, two lists less."""
    lists = {name: [getattr(epoch, name) for epoch in epochs] for name in _METRICS}
    return {name: values for name, values in lists.items() if None not in values[:1]}
