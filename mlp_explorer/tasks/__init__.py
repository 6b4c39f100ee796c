"""What a network is to answer: how its outputs, its loss and its targets belong together."""

from mlp_explorer.tasks.heads import HEADS, Head, list_heads
from mlp_explorer.tasks.metrics import METRICS, Metric

__all__ = ["Head", "HEADS", "list_heads", "Metric", "METRICS"]
