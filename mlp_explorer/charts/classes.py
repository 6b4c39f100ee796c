"""How often each digit occurs, as bars and as a sentence."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, lay_out
from mlp_explorer.words import CHARTS

__all__ = ["describe_class_counts", "plot_class_counts"]

Counts = NDArray[np.int64]


def plot_class_counts(train: Counts, test: Counts) -> go.Figure:
    """Return bars of how often each digit occurs in training and in test: each (10,) int64."""
    layout = lay_out(
        "",
        xaxis={"title": CHARTS["digit"], "dtick": 1, "showgrid": False},
        yaxis={"title": CHARTS["images"], "tickformat": ","},
        barmode="group",
        bargap=0.25,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        margin={"l": 56, "r": 8, "t": 36, "b": 44},
        height=300,
    )
    bars = [_bars("training", train, TRAIN), _bars("test", test, INK)]
    return go.Figure(bars, layout)


def _bars(name: str, counts: Counts, colour: str) -> Any:
    share = 100 * counts / max(int(counts.sum()), 1)
    return go.Bar(
        name=CHARTS[name],
        x=np.arange(len(counts)),
        y=counts,
        marker={"color": colour},
        customdata=share,
        hovertemplate=CHARTS[f"hover_{name}"].format() + "<extra></extra>",
    )


def describe_class_counts(counts: Counts) -> str:
    """Return a sentence on the most common and the rarest digit: counts (10,) int64."""
    most, least = int(counts.argmax()), int(counts.argmin())
    return CHARTS["counts"].format(
        most=most, most_count=counts[most], least=least, least_count=counts[least]
    )
