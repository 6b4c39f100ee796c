"""Training with Keras: the only room that imports it. Never imported by the app's process."""

from mlp_explorer.training.graphics import Card, take_card
from mlp_explorer.training.loop import TrainResult, train
from mlp_explorer.training.model import build_model, export_model
from mlp_explorer.training.threads import limit_threads

__all__ = [
    "build_model",
    "Card",
    "export_model",
    "limit_threads",
    "take_card",
    "train",
    "TrainResult",
]
