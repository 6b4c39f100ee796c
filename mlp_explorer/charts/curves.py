"""Accuracy and loss over the epochs: the figures that grow while a network trains."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

import plotly.graph_objects as go

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out
from mlp_explorer.words import CHARTS

__all__ = ["plot_accuracy", "plot_loss", "VIEW"]

# what a person can wish for; error is 1 − accuracy
VIEW = ("whole", "logarithmic", "error", "smooth")
_SMOOTHING = 0.6  # the weight of what was before, in a moving average

History = Mapping[str, Sequence[Any]]
Side = Literal["start", "end"]
_END = 1.03  # of the horizontal axis, in all epochs: room for the last one's marker
_MOST_MARKERS = 40  # in sight, so that they can be told apart; a line is drawn through all points


def plot_accuracy(
    n_epochs: int,
    history: History | None = None,
    lines: Sequence[tuple[float, str]] = (),
    view: Collection[str] = (),
) -> go.Figure:
    """Return training and validation accuracy (fractions, shown in per cent) over epochs.

    n_epochs: the horizontal axis is as long as this from the start, so that nothing moves. The
    vertical one follows the epochs' points in the browser; `layout.meta` says on which scale.
    Every trace's `meta` says which event and which of its fields feeds it. lines: accuracies to
    reach, each with its name; those out of sight are not seen. view: what of `VIEW` is wanted.
    """
    is_error = "error" in view
    scale = "whole" if "whole" in view else "amount" if is_error else "accuracy"
    axis = {"tickformat": ".2~%"} | ({} if scale == "amount" else {"range": [0, 1.02]})
    title = "error" if is_error else "accuracy"
    figure = _plot("accuracy", n_epochs, history or {}, axis, ".2%", scale, view, title)
    sides: tuple[Side, ...] = ("end", "start")  # names of neighbours are not over each other
    heights = [(1 - height if is_error else height, name) for height, name in lines]
    shapes = [_line(*line, side) for line, side in zip(heights, sides, strict=False)]
    return figure.update_layout(shapes=shapes)


def plot_loss(
    n_epochs: int,
    history: History | None = None,
    view: Collection[str] = (),
    span: tuple[int, str] | None = None,
) -> go.Figure:
    """Return training and validation loss over epochs; otherwise as `plot_accuracy`.

    span: an epoch, and what is said of the curves from there on: that part is shaded.
    """
    view = [name for name in view if name not in ("whole", "error")]
    axis = {"rangemode": "tozero"}
    figure = _plot("loss", n_epochs, history or {}, axis, ".4f", "amount", view, "loss")
    return figure.update_layout(shapes=[_shade(n_epochs, *span)] if span else [])


def _plot(
    metric: str,
    n_epochs: int,
    history: History,
    yaxis: dict[str, Any],
    number: str,
    scale: str,
    view: Collection[str],
    title: str,
) -> go.Figure:
    if "logarithmic" in view:
        ticks = {"type": "log", "dtick": "D2", "tickformat": "~g"}  # at 1, 2 and 5
        scale, yaxis = "log", ticks | {k: v for k, v in yaxis.items() if k != "range"}
    lines = [
        ("within", metric, [], TRAIN, "BatchEnded"),
        ("training", metric, history.get(metric, ()), TRAIN, "EpochEnded"),
        ("validation", f"val_{metric}", history.get(f"val_{metric}", ()), VALIDATION, "EpochEnded"),
    ]
    traces = [_trace(*line, number, view) for line in lines]
    if "smooth" in view:
        traces = [traces[0], *map(_fade, traces[1:]), *map(_smooth, traces[1:])]
    marks = [
        _mark("TrainingStarted", "dot", "triangle-up"),
        _mark("RateChanged", "dash", "diamond-tall"),
        _mark("LossDiverged", "solid", "x"),
        _mark("WeightsKept", "longdash", "star"),
    ]
    legend = {"orientation": "h", "x": 0.19, "y": 1.02, "yanchor": "bottom"}
    xaxis = {
        "range": [0, n_epochs * _END],
        "title": {"text": CHARTS["epoch"], "standoff": 6},
        "unifiedhovertitle": {"text": CHARTS["hover_epoch"].format()},
    }
    layout = lay_out(
        CHARTS[title],
        xaxis=xaxis,
        yaxis=yaxis,
        # marks are as high as the chart, wherever one zooms to
        yaxis2={"overlaying": "y", "range": [0, 1], "fixedrange": True, "visible": False},
        legend=legend,
        hovermode="x unified",
        uirevision="keep",
        meta={"scale": scale},
    )
    return go.Figure([*traces, *marks], layout)


def _smooth(raw: go.Scatter) -> go.Scatter:
    """Return a trace for the moving average of another one; the browser computes it."""
    said = CHARTS["smoothed"].format(value=raw.hovertemplate)
    meta = raw.meta | {"smooth": _SMOOTHING, "name": CHARTS["smoothed"].format(value=raw.name)}
    return go.Scatter(raw).update(x=[], y=[], mode="lines", meta=meta, hovertemplate=said)


def _fade(raw: go.Scatter) -> go.Scatter:
    return go.Scatter(raw).update(opacity=0.35, showlegend=False)


def _line(height: float, name: str, side: Side) -> dict[str, Any]:
    """Return a thin dotted line across the chart, named at one of its sides."""
    position: dict[str, Any] = {"xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height}
    label = {"text": name, "textposition": side, "yanchor": "bottom", "padding": 2}
    return position | {
        "type": "line",
        "line": {"color": INK, "width": 1, "dash": "dot"},
        "label": label | {"font": {"size": 11}},
    }


def _shade(n_epochs: int, epoch: int, name: str) -> dict[str, Any]:
    """Return a rectangle from an epoch to the end, as high as the chart, named at its top."""
    label = {"text": name, "textposition": "top right", "padding": 3, "font": {"size": 11}}
    place = {"yref": "paper", "x0": epoch, "x1": n_epochs * _END, "y0": 0, "y1": 1}
    look = {"fillcolor": INK, "opacity": 0.14, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "label": label} | place | look


def _trace(
    name: str,
    metric: str,
    values: Sequence[Any],
    color: str,
    event: str,
    number: str,
    view: Collection[str],
) -> go.Scatter:
    is_error = "error" in view
    within = event == "BatchEnded"
    return go.Scatter(
        x=list(range(1, len(values) + 1)),
        y=[1 - value if is_error and value is not None else value for value in values],
        name=CHARTS[name],
        mode="lines" if within else "lines+markers",
        line={
            "color": color,
            "width": 1 if within else 2.5,
            "dash": "dash" if metric.startswith("val_") else "solid",
        },
        marker={
            "symbol": "diamond" if metric.startswith("val_") else "circle",
            "size": 6,
            "maxdisplayed": _MOST_MARKERS,
        },
        opacity=0.45 if within else 1,
        showlegend=not within,
        hoverinfo="skip" if within else None,
        hovertemplate=None if within else f"%{{y:{number}}}",
        meta={"event": event, "metric": metric} | ({"error": True} if is_error else {}),
    )


def _mark(event: str, dash: str, symbol: str) -> go.Scatter:
    """Return a trace for upright lines where something happened to the run; empty at first."""
    return go.Scatter(
        x=[],
        y=[],
        text=[],
        yaxis="y2",
        mode="lines+markers",
        line={"color": INK, "width": 1.25, "dash": dash},
        marker={"symbol": symbol, "color": INK, "opacity": 1},
        cliponaxis=False,
        showlegend=False,
        hovertemplate="%{text}<extra></extra>",
        meta={"event": event},
    )
