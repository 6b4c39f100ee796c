"""What happens to a finished or growing network in the app: NumPy over a snapshot of weights."""

from mlp_explorer.network.evaluation import count_confusion
from mlp_explorer.network.network import Layer, Network

__all__ = ["count_confusion", "Layer", "Network"]
