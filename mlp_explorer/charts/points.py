"""Points on a plane, by their classes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import lay_out, show_as_is, style_class
from mlp_explorer.words import CHARTS

__all__ = ["plot_points", "Points"]

_ROOM = 1.05  # of the axes, beyond the outermost point


class Points(NamedTuple):
    """xy: (n, 2). labels: (n,), numbers of classes from 0."""

    xy: NDArray[np.float32]
    labels: NDArray[np.uint8]


def plot_points(
    train: Points, test: Points, names: Sequence[str], axes: Sequence[str]
) -> go.Figure:
    """Return a square of points, both axes alike: each class has a colour and a shape of its own,
    and what is to test is hollow. names: of the classes. axes: what the two are called."""
    furthest = max(float(np.abs(points.xy).max(initial=0)) for points in (train, test))
    axis: dict[str, Any] = {
        "range": [-_ROOM * furthest, _ROOM * furthest],
        "constrain": "domain",
        "constraintoward": "top",
    }
    layout = lay_out(
        "",
        xaxis=axis | {"title": show_as_is(axes[0]), "constraintoward": "center"},
        yaxis=axis | {"title": show_as_is(axes[1]), "scaleanchor": "x"},
        legend={"orientation": "h", "x": 0.5, "xanchor": "center", "y": 1.02, "yanchor": "bottom"},
        margin={"l": 48, "r": 8, "t": 60, "b": 44},
        height=580,
    )
    parts = ((train, CHARTS["trained"], ""), (test, CHARTS["tested"], "-open"))
    return go.Figure(
        [
            _mark(points, number, title.format(name=show_as_is(name)), form)
            for number, name in enumerate(names)
            for points, title, form in parts
        ],
        layout,
    )


def _mark(points: Points, number: int, title: str, form: str) -> Any:
    style, own = style_class(number), points.xy[points.labels == number]
    return go.Scatter(
        name=title,
        x=own[:, 0],
        y=own[:, 1],
        mode="markers",
        marker={"color": style.color, "symbol": style.symbol + form, "size": 7},
        hovertemplate="%{x:.2f}, %{y:.2f}",
    )
