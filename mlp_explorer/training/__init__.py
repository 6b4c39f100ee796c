"""Training with Keras: the only room that imports it. Never imported by the app's process."""

from mlp_explorer.training.loop import TrainResult, train
from mlp_explorer.training.model import build_model

__all__ = ["build_model", "train", "TrainResult"]
