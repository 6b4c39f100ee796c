"""The charts of the chapter on regression: pure functions, arrays in, figures out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out, style_run
from mlp_explorer.words import REGRESSION_CHARTS

__all__ = ["ErrorCurve", "plot_curve", "plot_errors", "plot_outlier"]

Numbers = NDArray[Any]
_HIGHEST = 6.0
_TANGENT = 0.6  # how far it goes both ways
_BELOW = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0}


class ErrorCurve(NamedTuple):
    """An error over answers, (n,), and its value and slope at the answer that is chosen."""

    losses: Numbers
    loss: float
    slope: float


def plot_errors(
    answers: Numbers, curves: Mapping[str, ErrorCurve], said: float, right: float
) -> go.Figure:
    """Plot errors over the answer, each with a piece of its tangent at the one that is said."""
    traces = []
    for place, (name, curve) in enumerate(curves.items()):
        style = style_run(place)
        line = {"color": style.color, "dash": style.dash, "width": 3}
        traces.append(go.Scatter(x=answers, y=curve.losses, name=name, mode="lines", line=line))
        ends = np.array([said - _TANGENT, said, said + _TANGENT])
        traces.append(
            go.Scatter(
                x=ends,
                y=curve.loss + curve.slope * (ends - said),
                mode="lines+markers",
                line={"color": style.color, "width": 1.5},
                marker={"symbol": style.symbol, "size": [0, 10, 0], "color": style.color},
                showlegend=False,
                hoverinfo="skip",
            )
        )
    layout = lay_out(
        REGRESSION_CHARTS["errors"],
        xaxis={"range": [answers[0], answers[-1]]},
        yaxis={"range": [-0.4, _HIGHEST]},
        shapes=[_upright(right)],
        annotations=[_note(right, REGRESSION_CHARTS["right"])],
        meta={"rows": REGRESSION_CHARTS["answer"]},
        height=380,
        margin={"l": 48, "r": 8, "t": 44, "b": 86},
        legend=_BELOW,
    )
    return go.Figure(traces, layout)


def plot_outlier(numbers: Numbers, outlier: float, best: Mapping[str, float]) -> go.Figure:
    """Plot numbers on a line with an outlier, and below them the best answer by each error."""
    dots = {"color": TRAIN, "size": 12, "opacity": 0.75}
    mark = {"color": VALIDATION, "size": 15, "symbol": "diamond"}
    traces = [
        _strip(numbers, 0.0, REGRESSION_CHARTS["numbers"], dots),
        _strip(np.array([outlier]), 0.0, REGRESSION_CHARTS["outlier"], mark),
    ]
    for place, (name, value) in enumerate(best.items()):
        style = style_run(place)
        marker = {"color": style.color, "size": 13, "symbol": style.symbol}
        traces.append(_strip(np.array([value]), -1.0 - place, name, marker))
    layout = lay_out(
        "",
        xaxis={"zeroline": False},
        yaxis={"range": [-3.6, 0.6], "showticklabels": False, "tickvals": [0, -1, -2, -3]},
        height=290,
        margin={"l": 8, "r": 8, "t": 8, "b": 100},
        legend=_BELOW,
    )
    return go.Figure(traces, layout)


def plot_curve(
    points: tuple[Numbers, Numbers],
    x: Numbers,
    answers: Numbers,
    start: Numbers,
    here: tuple[float, float],
) -> go.Figure:
    """Plot points, what a network answers at x now and at the start, and one of the points."""
    dots = {"color": INK, "size": 6}
    ring = {"color": "#FFFFFF", "size": 13, "line": {"color": INK, "width": 3}}
    words = REGRESSION_CHARTS
    dash = {"color": VALIDATION, "width": 2, "dash": "dot"}
    line = {"color": TRAIN, "width": 3}
    traces = [
        go.Scatter(x=points[0], y=points[1], mode="markers", name=words["points"], marker=dots),
        go.Scatter(x=x, y=start, mode="lines", name=words["start"], line=dash),
        go.Scatter(x=x, y=answers, mode="lines", name=words["network"], line=line),
        go.Scatter(x=[here[0]], y=[here[1]], mode="markers", name=words["point"], marker=ring),
    ]
    layout = lay_out(
        "",
        xaxis={"title": {"text": words["x"]}, "range": [-1.05, 1.05]},
        yaxis={"title": {"text": words["y"]}},
        height=430,
        margin={"l": 56, "r": 8, "t": 8, "b": 132},  # on a phone, the legend has four lines
        legend=_BELOW,
    )
    return go.Figure(traces, layout)


def _strip(values: Numbers, row: float, name: str, marker: dict[str, Any]) -> Any:
    return go.Scatter(
        x=values,
        y=np.full(len(values), row),
        mode="markers",
        name=name,
        marker=marker,
        hovertemplate="%{x:.4f}",
    )


def _upright(x: float) -> dict[str, Any]:
    line = {"color": INK, "width": 2, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _note(x: float, text: str) -> dict[str, Any]:
    place = {"x": x, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "left"}
    return {"text": text, "showarrow": False, "font": {"color": INK}} | place
