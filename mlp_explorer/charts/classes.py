"""How often each class occurs, as bars and as a sentence.

What a class is called is said by `kind`, of `words.CLASS_COUNTS`: a "digit", or a "class".
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, lay_out, show_as_is
from mlp_explorer.words import CHARTS, CLASS_COUNTS

__all__ = ["describe_class_counts", "plot_class_counts"]

Counts = NDArray[np.int64]


def plot_class_counts(
    train: Counts, test: Counts, names: Sequence[str], kind: str = "digit"
) -> go.Figure:
    """Return bars of how often each class, by its name, occurs in training and in test: each
    (classes,) int64."""
    layout = lay_out(
        "",
        xaxis={"title": CLASS_COUNTS[kind]["class"], "type": "category", "showgrid": False},
        yaxis={"title": CLASS_COUNTS[kind]["amount"], "tickformat": ","},
        barmode="group",
        bargap=0.25,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        margin={"l": 56, "r": 8, "t": 36, "b": 44},
        height=300,
    )
    training, tests = CLASS_COUNTS[kind]["training"], CLASS_COUNTS[kind]["test"]
    bars = [
        _bars(CHARTS["training"], train, TRAIN, names, training),
        _bars(CHARTS["test"], test, INK, names, tests),
    ]
    return go.Figure(bars, layout)


def _bars(name: str, counts: Counts, colour: str, names: Sequence[str], hover: str) -> Any:
    share = 100 * counts / max(int(counts.sum()), 1)
    return go.Bar(
        name=name,
        x=[show_as_is(each) for each in names],
        y=counts,
        marker={"color": colour},
        customdata=share,
        hovertemplate=hover.format() + "<extra></extra>",
    )


def describe_class_counts(counts: Counts, names: Sequence[str], kind: str = "digit") -> str:
    """Return a sentence on the most common and the rarest class: counts (classes,) int64."""
    most, least = int(counts.argmax()), int(counts.argmin())
    if counts[most] == counts[least]:
        return CLASS_COUNTS[kind]["even"].format(count=counts[most])
    return CLASS_COUNTS[kind]["sentence"].format(
        most=names[most], most_count=counts[most], least=names[least], least_count=counts[least]
    )
