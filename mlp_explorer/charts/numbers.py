"""Answers that are numbers: over an input, over a plane, over each other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out, show_as_is, style_run
from mlp_explorer.words import CHARTS

__all__ = ["Answers", "plot_answers", "plot_heights", "plot_relation", "plot_spread"]

Numbers = NDArray[np.floating[Any]]
_MOST = 2000  # points of a part that are drawn: more would hide each other
_BINS = 20
_ROOM = 1.05  # of a plane's axes, beyond the outermost point
_HEIGHT = 420
_LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
_SPACE = {"l": 64, "r": 8, "t": 36, "b": 48}


class Answers(NamedTuple):
    """What a network says of examples whose answers are known: (n,) each, in the answer's unit."""

    label: str
    right: Numbers
    given: Numbers


def plot_relation(
    train: tuple[Numbers, Numbers],
    test: tuple[Numbers, Numbers],
    feature: str,
    answer: str,
    line: tuple[Numbers, Numbers] | None = None,
    point: tuple[float, float] | None = None,
) -> go.Figure:
    """Return a point an example: an input across, the answer upwards; the test's are hollow.

    train, test: (n,) inputs, and (n,) answers. line: what a network answers, at rising inputs.
    point: an input that it is asked about, and what it answers there.
    """
    traces = [
        _mark(*_thin(*train), CHARTS["training"], TRAIN, "circle"),
        _mark(*_thin(*test), CHARTS["test"], TRAIN, "circle-open"),
    ]
    if line is not None:
        look = {"color": VALIDATION, "width": 3}
        name = CHARTS["network"]
        traces.append(go.Scatter(x=line[0], y=line[1], mode="lines", name=name, line=look))
    if point is not None:
        asked = _mark(np.array(point[:1]), np.array(point[1:]), CHARTS["asked"], VALIDATION, "star")
        traces.append(asked.update(marker_size=15))
    layout = lay_out(
        "",
        xaxis={"title": show_as_is(feature), "uirevision": feature},
        yaxis={"title": show_as_is(answer), "uirevision": feature},
        legend=_LEGEND,
        margin=_SPACE,
        hovermode="closest",
        height=_HEIGHT,
    )
    return go.Figure(traces, layout)


def plot_heights(
    train: tuple[Numbers, Numbers],
    test: tuple[Numbers, Numbers],
    axes: Sequence[str],
    answer: str,
) -> go.Figure:
    """Return points on a square, coloured by their answers, with a scale; the test's are hollow.

    train, test: (n, 2) places, and (n,) answers. axes: what the two are called.
    """
    furthest = max(float(np.abs(places).max(initial=0)) for places, _ in (train, test))
    most = max(float(np.abs(answers).max(initial=0)) for _, answers in (train, test)) or 1.0
    axis: dict[str, Any] = {"range": [-_ROOM * furthest, _ROOM * furthest], "constrain": "domain"}
    layout = lay_out(
        "",
        xaxis=axis | {"title": show_as_is(axes[0])},
        yaxis=axis | {"title": show_as_is(axes[1]), "scaleanchor": "x", "constraintoward": "top"},
        showlegend=False,  # its marks would be black, also on black
        margin={"l": 48, "r": 8, "t": 12, "b": 44},
        coloraxis={
            "colorscale": [[0, VALIDATION], [0.5, INK], [1, TRAIN]],
            "cmin": -most,
            "cmax": most,
            "colorbar": {"title": {"text": show_as_is(answer), "side": "top"}, "thickness": 12},
        },
        hovermode="closest",
        height=580,
    )
    parts = ((train, CHARTS["training"], "circle"), (test, CHARTS["test"], "circle-open"))
    return go.Figure([_colour(*part, title, symbol) for part, title, symbol in parts], layout)


def plot_answers(runs: Sequence[Answers], answer: str, places: Sequence[int] = (0,)) -> go.Figure:
    """Return a point an example: the right answer across, the network's upwards; the nearer to the
    diagonal, the better. places: of the runs' styles in `theme.RUNS`, one each."""
    traces = []
    for run, place in zip(runs, places, strict=True):
        style = style_run(place)
        points = _mark(*_thin(run.right, run.given), run.label, style.color, style.symbol)
        traces.append(points)
    every = np.concatenate([values for run in runs for values in (run.right, run.given)])
    ends = [float(np.nanmin(every)), float(np.nanmax(every))] if every.size else [0.0, 1.0]
    look = {"color": INK, "width": 1.5, "dash": "dot"}
    name = CHARTS["all_right"]
    diagonal = go.Scatter(x=ends, y=ends, mode="lines", name=name, line=look, hoverinfo="skip")
    layout = lay_out(
        "",
        xaxis={"title": CHARTS["right_answer"].format(answer=show_as_is(answer))},
        yaxis={"title": CHARTS["given_answer"].format(answer=show_as_is(answer))},
        legend=_LEGEND,
        margin=_SPACE,
        hovermode="closest",
        height=_HEIGHT,
    )
    return go.Figure([diagonal, *traces], layout)


def plot_spread(train: Numbers, test: Numbers, answer: str) -> go.Figure:
    """Return how many answers, (n,), lie in each of twenty parts of their range: of both parts."""
    edges = np.histogram_bin_edges(np.concatenate([train, test]), _BINS)
    bars = [
        go.Bar(
            name=CHARTS[name],
            x=(edges[:-1] + edges[1:]) / 2,
            y=np.histogram(values, edges)[0],
            marker={"color": color},
            hovertemplate=CHARTS["hover_rows"].format(),
        )
        for name, values, color in (("training", train, TRAIN), ("test", test, VALIDATION))
    ]
    layout = lay_out(
        "",
        xaxis={"title": show_as_is(answer)},
        yaxis={"title": CHARTS["rows"]},
        barmode="stack",
        bargap=0.08,
        legend=_LEGEND,
        margin=_SPACE,
        height=360,
    )
    return go.Figure(bars, layout)


def _thin(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Return as many points as can be told apart, evenly chosen."""
    step = max(1, -(-len(x) // _MOST))
    return x[::step], y[::step]


def _mark(x: Numbers, y: Numbers, name: str, color: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="markers",
        name=show_as_is(name),
        marker={"color": color, "symbol": symbol, "size": 7, "opacity": 0.75},
        hovertemplate="%{x:.4g}, %{y:.4g}",
    )


def _colour(places: Numbers, answers: Numbers, name: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=places[:, 0],
        y=places[:, 1],
        mode="markers",
        name=name,
        marker={"color": answers, "coloraxis": "coloraxis", "symbol": symbol, "size": 7},
        customdata=answers,
        hovertemplate="%{x:.2f}, %{y:.2f}: %{customdata:.3g}",
    )
