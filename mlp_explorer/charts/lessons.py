"""The charts of the lessons: pure functions, arrays in, figures out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, MUTED, TRAIN, VALIDATION, lay_out, style_run
from mlp_explorer.words import LESSON_CHARTS

__all__ = [
    "plot_activation",
    "plot_gradients",
    "plot_losses",
    "plot_over_epochs",
    "plot_runs",
    "plot_walks",
]

Numbers = NDArray[Any]
_LEVELS = 24
_BINS = 60
_CLEAR, _OUTLINE = "rgba(0,0,0,0)", {"color": TRAIN}
# beside the title, there is no room on a phone
_BELOW = {"orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0}
_LINE, _AXIS = 19, 28  # px for one of them; for the numbers of the axis


def plot_activation(
    label: str,
    z: Numbers,
    curves: tuple[Numbers, Numbers],
    flat: Numbers,
    sums: Numbers,
    own_sums: Numbers,
    of_digits: bool = True,
) -> go.Figure:
    """Plot an activation and its slope over z, and below them how often each sum occurs.

    curves: the activation's values and its slopes, of z's shape. flat: where z is True in it, the
    chart is shaded: saturated, or dead. sums: of a layer, of any shape; own_sums: of one digit, or
    example.
    """
    if of_digits:
        names = LESSON_CHARTS["sums"], LESSON_CHARTS["own_sums"]
    else:
        names = LESSON_CHARTS["example_sums"].format(count=len(sums)), LESSON_CHARTS["own_example"]
    values, slopes = curves
    curve = {"x": z, "mode": "lines"}
    outline = {"color": _CLEAR, "line": _OUTLINE | {"width": 2}}
    own = _count(z, own_sums, names[1], outline)
    own.y = np.where(own.y > 0, own.y, np.nan)  # a bar of no height would have an outline, too
    traces = [
        go.Scatter(curve | {"y": values, "name": label, "line": {"width": 3, "color": TRAIN}}),
        go.Scatter(
            curve
            | {
                "y": slopes,
                "name": LESSON_CHARTS["slope"],
                "line": {"width": 2, "color": VALIDATION, "dash": "dash"},
            }
        ),
        _count(z, sums, names[0], {"color": INK}),
        own,
    ]
    layout = lay_out(
        LESSON_CHARTS["activation"].format(name=label),
        # its first number has a minus, and is not to be over the first one of the other axis
        xaxis={"range": [z[0], z[-1]], "anchor": "y2", "ticklabelstandoff": 4},
        yaxis={"domain": [0.38, 1]},
        yaxis2={
            "domain": [0, 0.28],
            "ticksuffix": " %",
            "hoverformat": ".2f",
            "gridcolor": MUTED,
        },
        barmode="overlay",
        bargap=0,
        shapes=[_shade(*ends) for ends in _find_runs(z, flat)],
        meta={"rows": LESSON_CHARTS["sum"]},
        **_leave_room(460, 4),
    )
    return go.Figure(traces, layout)


def _count(z: Numbers, sums: Numbers, name: str, marker: dict[str, Any]) -> go.Bar:
    """Count sums, in per cent; what is beyond the rim at the rim."""
    edges = np.linspace(z[0], z[-1], _BINS + 1)
    counts, _ = np.histogram(np.clip(sums, z[0], z[-1]), edges)
    return go.Bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=100 * counts / max(sums.size, 1),
        width=edges[1] - edges[0],
        name=name,
        marker=marker,
        yaxis="y2",
    )


def plot_losses(
    shares: Numbers, losses: Mapping[str, Numbers], share: float, of_digits: bool = True
) -> go.Figure:
    """Plot losses over the right digit's share in [0, 1], or class's, with a line where it is."""
    traces = [
        go.Scatter(
            x=shares,
            y=values,
            name=name,
            mode="lines",
            line={"color": style_run(place).color, "dash": style_run(place).dash, "width": 3},
        )
        for place, (name, values) in enumerate(losses.items())
    ]
    layout = lay_out(
        LESSON_CHARTS["losses" if of_digits else "class_losses"],
        xaxis={"range": [0, 1]},
        yaxis={"range": [0, 5]},
        shapes=[_upright(share)],
        meta={"rows": LESSON_CHARTS["share" if of_digits else "class_share"]},
        **_leave_room(360, len(losses)),
    )
    return go.Figure(traces, layout)


def plot_over_epochs(title: str, epochs: Sequence[int], values: Numbers) -> go.Figure:
    """Plot a number after each epoch."""
    line = {"color": TRAIN, "width": 3}
    trace = go.Scatter(x=list(epochs), y=values, mode="lines+markers", line=line)
    axes: dict[str, Any] = {
        "xaxis": {"title": {"text": LESSON_CHARTS["epoch"]}},
        "yaxis": {"rangemode": "tozero"},
    }
    return go.Figure([trace], lay_out(title, height=280, **axes))


def plot_runs(curves: Mapping[str, Sequence[float | None]], epochs: int) -> go.Figure:
    """Plot validation accuracies, fractions in [0, 1], of runs of up to so many epochs.

    The axis reaches from a whole tenth below them to one above: it seldom moves while they grow.
    """
    known = [value for values in curves.values() for value in values if value is not None] or [0, 1]
    low = min(np.floor(10 * min(known)) / 10, 0.9)
    high = max(np.ceil(10 * max(known)) / 10, low + 0.1)
    traces = [
        go.Scatter(
            x=list(range(1, len(values) + 1)),
            y=list(values),
            name=name,
            mode="lines+markers",
            line={"color": style_run(place).color, "dash": style_run(place).dash, "width": 2},
            marker={"symbol": style_run(place).symbol, "size": 6},
        )
        for place, (name, values) in enumerate(curves.items())
    ]
    layout = lay_out(
        LESSON_CHARTS["runs"],
        xaxis={"title": {"text": LESSON_CHARTS["epoch"]}, "range": [0.5, epochs + 0.5]},
        yaxis={"range": [low, high], "tickformat": ".0%", "hoverformat": ".2%"},
        **_leave_room(330, 3),
    )
    return go.Figure(traces, layout)


def plot_gradients(names: Sequence[str], sizes: Numbers) -> go.Figure:
    """Plot the mean absolute gradient of each layer, on a logarithmic scale.

    names: with a line break, as HTML has it, a name has room on a phone.
    """
    trace = go.Bar(x=list(names), y=sizes, marker={"color": TRAIN})
    axis = {
        "type": "log",
        "exponentformat": "power",
        "title": {"text": LESSON_CHARTS["blame_axis"]},
    }
    layout = lay_out(
        LESSON_CHARTS["blame"],
        yaxis=axis,
        xaxis={"tickangle": 0},
        meta={"rows": LESSON_CHARTS["layer"]},
        height=300,
    )
    layout.margin.b = 56
    layout.margin.l = 64
    return go.Figure([trace], layout)


def plot_walks(
    x: Numbers, y: Numbers, heights: Numbers, walks: Mapping[str, Numbers], steps: int
) -> go.Figure:
    """Plot a surface as contours of its logarithm, and the first `steps` steps of each walk.

    heights: (len(y), len(x)). walks: name → places, (n, 2).
    """
    low = float(heights.min())
    ground = go.Contour(
        x=x,
        y=y,
        z=np.log10(heights - low + 1e-3 * (float(heights.max()) - low) + 1e-12),
        ncontours=_LEVELS,
        contours={"coloring": "lines"},
        colorscale=[[0, INK], [1, MUTED]],
        line={"width": 1},
        showscale=False,
        hoverinfo="skip",
    )
    traces: list[Any] = [ground]
    for place, (name, places) in enumerate(walks.items()):
        style, part = style_run(place), places[: steps + 1]
        traces.append(
            go.Scatter(
                x=part[:, 0],
                y=part[:, 1],
                name=name,
                mode="lines+markers",
                line={"color": style.color, "width": 2},
                marker={"size": 5, "symbol": style.symbol},
            )
        )
    layout = lay_out(
        LESSON_CHARTS["walks"],
        xaxis={"range": [x[0], x[-1]]},
        yaxis={"range": [y[0], y[-1]]},
        **_leave_room(470, 2),
    )
    return go.Figure(traces, layout)


def _leave_room(height: int, lines: int) -> dict[str, Any]:
    """Return the part of a layout that has its legend below.

    height: of all of it, in px. lines: how many the legend needs on a phone.
    """
    margin = {"l": 48, "r": 8, "t": 44, "b": _AXIS + _LINE * lines}
    return {"height": height, "margin": margin, "legend": _BELOW}


def _find_runs(z: Numbers, marked: Numbers) -> list[tuple[float, float]]:
    """Return the stretches that are marked, from z to z."""
    edges = np.flatnonzero(np.diff(marked.astype(int), prepend=0, append=0))
    return [(float(z[a]), float(z[b - 1])) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _shade(x0: float, x1: float) -> dict[str, Any]:
    place = {"x0": x0, "x1": x1, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    label = {"text": LESSON_CHARTS["flat"], "textposition": "top center", "font": {"color": INK}}
    return {"type": "rect", "fillcolor": MUTED, "line": {"width": 0}, "label": label, **place}


def _upright(x: float) -> dict[str, Any]:
    line = {"color": INK, "width": 2, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}
