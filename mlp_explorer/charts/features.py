"""How the classes of a table differ in one of its features."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import fade, lay_out, show_as_is, style_class
from mlp_explorer.words import CHARTS

__all__ = ["count_by_bin", "plot_feature"]

_BINS = 12


class Bins(NamedTuple):
    """middles: (bins,), the first and the last of a bin beside all values, which holds none.
    counts: (classes, bins) int64."""

    middles: NDArray[np.float64]
    counts: NDArray[np.int64]


def count_by_bin(values: NDArray[np.float32], labels: NDArray[np.uint8], n_classes: int) -> Bins:
    """Return how many examples of each class lie in each of twelve bins of the same width.

    values: (n,), at least one. labels: (n,), from 0.
    """
    edges = np.histogram_bin_edges(values, _BINS)
    step = edges[1] - edges[0]
    edges = np.concatenate([[edges[0] - step], edges, [edges[-1] + step]])
    rows = [np.histogram(values[labels == k], edges[1:-1])[0] for k in range(n_classes)]
    return Bins((edges[:-1] + edges[1:]) / 2, np.pad(np.array(rows, np.int64), ((0, 0), (1, 1))))


def plot_feature(
    values: NDArray[np.float32], labels: NDArray[np.uint8], names: Sequence[str], feature: str
) -> go.Figure:
    """Return the outline of each class's histogram: outlines lie over each other and are seen all
    the same, told apart by colour and by dash. Arguments as in `count_by_bin`; names: of classes.
    """
    bins = count_by_bin(values, labels, len(names))
    outlines = [_outline(bins, number, name) for number, name in enumerate(names)]
    own = {"uirevision": feature}  # a zoom is of one feature
    layout = lay_out(
        "",
        xaxis=own | {"title": show_as_is(feature), "range": [bins.middles[0], bins.middles[-1]]},
        yaxis=own | {"title": CHARTS["rows"], "range": [0, 1.05 * max(bins.counts.max(), 1)]},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        margin={"l": 56, "r": 8, "t": 36, "b": 44},
        height=360,
    )
    return go.Figure(outlines, layout)


def _outline(bins: Bins, number: int, name: str) -> Any:
    style = style_class(number)
    return go.Scatter(
        name=show_as_is(name),
        x=bins.middles,
        y=bins.counts[number],
        mode="lines",
        line={"shape": "hvh", "width": 2.5, "color": style.color, "dash": style.dash},
        fill="tozeroy",
        fillcolor=fade(style.color, 0.15),
        hovertemplate=CHARTS["hover_rows"].format(),
    )
