"""What neurons answer: over a line of numbers as a curve, over a plane as a map."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.points import Points
from mlp_explorer.charts.theme import (
    INK,
    TRAIN,
    VALIDATION,
    fade,
    lay_out,
    show_as_is,
    style_class,
    style_run,
)
from mlp_explorer.words import LESSON_CHARTS

__all__ = ["Line", "plot_answers", "plot_map"]

Numbers = NDArray[Any]
_MOST_POINTS = 250  # of a part that are drawn over a map
_PAPER = "rgba(128, 132, 149, 0.06)"
_HEIGHT_PX = 520
_BAR = {"orientation": "h", "thickness": 10, "len": 0.6, "y": -0.16, "yanchor": "top"}
_BAR |= {"outlinewidth": 0}


class Line(NamedTuple):
    """Where a neuron's sum is 0. sums: over the places of a map, (rows, columns)."""

    sums: Numbers
    name: str


def plot_answers(x: Numbers, answers: Numbers, here: tuple[float, float], axis: str) -> go.Figure:
    """Plot what a neuron answers over its only input, and where the example is."""
    curve = go.Scatter(x=x, y=answers, mode="lines", line={"color": TRAIN, "width": 3})
    layout = lay_out(
        LESSON_CHARTS["neuron_curve"],
        xaxis={"title": {"text": show_as_is(axis)}},
        yaxis={"title": {"text": "a"}},
        showlegend=False,
        height=320,
        margin={"l": 56, "r": 8, "t": 44, "b": 48},
    )
    return go.Figure([curve, _mark_example(*here)], layout)


def plot_map(
    axes: Sequence[Numbers],
    answers: Numbers,
    lines: Sequence[Line],
    points: Points,
    here: tuple[float, float],
    classes: Sequence[str],
    names: Sequence[str],
    ends: tuple[float, float] | None = None,
) -> go.Figure:
    """Plot answers over a plane, lines where sums are 0, the points, and where the example is.

    axes: of the two inputs, which `names` name. answers: (rows, columns), blue above the middle of
    their range and orange below. classes: names of the points' classes; none where they are
    numbers. ends: of the answers' range, where it is known; else 0 is its middle, or its low end
    where no answer is below it.
    """
    most = max(float(np.abs(answers).max()), 1e-9)
    low, high = ends or (0.0 if answers.min() >= 0 else -most, most)
    scale = [[0, fade(VALIDATION, 0.55)], [0.5, _PAPER], [1, fade(TRAIN, 0.55)]]
    if low == 0 and ends is None:
        scale = [[0, _PAPER], [1, fade(TRAIN, 0.6)]]
    ground = go.Heatmap(
        x=axes[0],
        y=axes[1],
        z=answers,
        zmin=low,
        zmax=high,
        colorscale=scale,
        colorbar=_BAR,
        zsmooth="best",
        hovertemplate="%{x:.2f}, %{y:.2f}: %{z:.4f}<extra></extra>",
        showlegend=False,
    )
    traces = [ground, *_mark_points(points, classes)]
    traces += [_draw_line(axes, line, place) for place, line in enumerate(lines)]
    axis: dict[str, Any] = {"constrain": "domain"}
    layout = lay_out(
        "",
        xaxis=axis | {"title": {"text": show_as_is(names[0])}, "range": _reach(axes[0])},
        yaxis=axis
        | {"title": {"text": show_as_is(names[1])}, "range": _reach(axes[1]), "scaleanchor": "x"},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        margin={"l": 56, "r": 8, "t": 56, "b": 104},
        height=_HEIGHT_PX,
    )
    return go.Figure([*traces, _mark_example(*here)], layout)


def _reach(axis: Numbers) -> list[float]:
    return [float(axis[0]), float(axis[-1])]


def _draw_line(axes: Sequence[Numbers], line: Line, place: int) -> Any:
    color = INK if place == 0 else style_run(place).color
    return go.Contour(
        x=axes[0],
        y=axes[1],
        z=line.sums,
        contours={"type": "constraint", "operation": "=", "value": 0},
        line={"color": color, "width": 3},
        fillcolor="rgba(0,0,0,0)",
        name=line.name,
        showlegend=True,
        hoverinfo="skip",
    )


def _mark_points(points: Points, classes: Sequence[str]) -> list[Any]:
    xy, labels = points.xy[:_MOST_POINTS], points.labels[:_MOST_POINTS]
    if not classes:
        return [_scatter(xy, LESSON_CHARTS["points"], {"color": INK, "size": 5})]
    marks = []
    for number, name in enumerate(classes):
        style = style_class(number)
        marker = {"color": style.color, "symbol": style.symbol, "size": 6}
        marks.append(_scatter(xy[labels == number], show_as_is(name), marker))
    return marks


def _scatter(xy: Numbers, name: str, marker: dict[str, Any]) -> Any:
    return go.Scatter(
        x=xy[:, 0], y=xy[:, 1], mode="markers", name=name, marker=marker, hoverinfo="skip"
    )


def _mark_example(x: float, y: float) -> Any:
    marker = {"color": "#FFFFFF", "size": 13, "line": {"color": INK, "width": 3}}
    return go.Scatter(
        x=[x],
        y=[y],
        mode="markers",
        name=LESSON_CHARTS["example"],
        marker=marker,
        hovertemplate="%{x:.4f}, %{y:.4f}",
    )
