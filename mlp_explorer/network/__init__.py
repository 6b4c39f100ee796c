"""What happens to a finished or growing network in the app: NumPy over a snapshot of weights."""

from mlp_explorer.network.evaluation import answer_numbers, count_confusion
from mlp_explorer.network.flow import Flow, LayerFlow, follow
from mlp_explorer.network.network import Layer, Network, Trace
from mlp_explorer.network.verdict import Verdict, judge

__all__ = [
    "answer_numbers",
    "count_confusion",
    "Flow",
    "follow",
    "judge",
    "Layer",
    "LayerFlow",
    "Network",
    "Trace",
    "Verdict",
]
