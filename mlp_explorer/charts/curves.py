"""Score and loss over the epochs: the figures that grow while a network trains."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out
from mlp_explorer.charts.view import (
    FAINT,
    MARKS,
    SMOOTHING,
    WHOLE,
    Goal,
    draw_goals,
    find_axis,
    make_time_axis,
    restrict_view,
)
from mlp_explorer.tasks import Metric
from mlp_explorer.words import CHARTS, METRIC

__all__ = ["plot_loss", "plot_score"]

History = Mapping[str, Sequence[Any]]
_MOST_MARKERS = 40  # in sight, so that they can be told apart; a line is drawn through all points


def plot_score(
    n_epochs: int,
    metric: Metric,
    history: History | None = None,
    goals: Sequence[Goal] = (),
    view: Collection[str] = (),
) -> go.Figure:
    """Return the training's and validation's score over epochs.

    metric: what the score is of; an accuracy is shown in per cent. history: as of `RunRecord`.
    n_epochs: the horizontal axis is as long as this from the start, so that nothing moves. The
    vertical one follows the epochs' points in the browser; `layout.meta` says on which scale.
    Every trace's `meta` says which event and which of its fields feeds it. goals: those out of
    sight are not seen. view: what of `charts.view.VIEW` is wanted.
    """
    figure = _plot("score", n_epochs, metric, history or {}, view)
    return figure.update_layout(shapes=draw_goals(goals, metric, view))


def plot_loss(
    n_epochs: int,
    metric: Metric,
    history: History | None = None,
    view: Collection[str] = (),
    span: tuple[int, str] | None = None,
) -> go.Figure:
    """Return training and validation loss over epochs; otherwise as `plot_score`.

    span: an epoch, and what is said of the curves from there on: that part is shaded.
    """
    figure = _plot("loss", n_epochs, metric, history or {}, view)
    end = figure.layout.xaxis.range[1]
    return figure.update_layout(shapes=[_shade(end, *span)] if span else [])


def _plot(
    curve: str, n_epochs: int, metric: Metric, history: History, view: Collection[str]
) -> go.Figure:
    view = restrict_view(view, curve, metric)
    axis = find_axis(curve, view, metric)
    first = {"range": WHOLE} if axis.scale in ("score", "whole") else {}
    lines = [
        ("within", curve, [], TRAIN, "BatchEnded"),
        ("training", curve, history.get(curve, ()), TRAIN, "EpochEnded"),
        ("validation", f"val_{curve}", history.get(f"val_{curve}", ()), VALIDATION, "EpochEnded"),
    ]
    title = CHARTS["loss"] if curve == "loss" else METRIC[metric.name]["label"]
    traces = [_trace(*line, axis.number, "error" in view) for line in lines]
    if "smooth" in view:
        traces = [traces[0], *map(_fade, traces[1:]), *map(_smooth, traces[1:])]
    marks = [_mark(event, *look) for event, look in MARKS.items()]
    layout = lay_out(
        METRIC[metric.name]["error"] if "error" in view else title,
        xaxis=make_time_axis(n_epochs),
        yaxis=axis.settings | first,
        # marks are as high as the chart, wherever one zooms to
        yaxis2={"overlaying": "y", "range": [0, 1], "fixedrange": True, "visible": False},
        legend={"orientation": "h", "x": 0.19, "y": 1.02, "yanchor": "bottom"},
        hovermode="x unified",
        uirevision="keep",
        meta={"scale": axis.scale},
    )
    return go.Figure([*traces, *marks], layout)


def _smooth(raw: go.Scatter) -> go.Scatter:
    """Return a trace for the moving average of another one; the browser computes it."""
    said = CHARTS["smoothed"].format(value=raw.hovertemplate)
    meta = raw.meta | {"smooth": SMOOTHING, "name": CHARTS["smoothed"].format(value=raw.name)}
    return go.Scatter(raw).update(x=[], y=[], mode="lines", meta=meta, hovertemplate=said)


def _fade(raw: go.Scatter) -> go.Scatter:
    return go.Scatter(raw).update(opacity=FAINT, showlegend=False)


def _shade(end: float, epoch: int, name: str) -> dict[str, Any]:
    """Return a rectangle from an epoch to the end, as high as the chart, named at its top."""
    label = {"text": name, "textposition": "top right", "padding": 3, "font": {"size": 11}}
    place = {"yref": "paper", "x0": epoch, "x1": end, "y0": 0, "y1": 1}
    look = {"fillcolor": INK, "opacity": 0.14, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "label": label} | place | look


def _trace(
    name: str,
    curve: str,
    values: Sequence[Any],
    color: str,
    event: str,
    number: str,
    is_error: bool,
) -> go.Scatter:
    within = event == "BatchEnded"
    return go.Scatter(
        x=list(range(1, len(values) + 1)),
        y=[1 - value if is_error and value is not None else value for value in values],
        name=CHARTS[name],
        mode="lines" if within else "lines+markers",
        line={
            "color": color,
            "width": 1 if within else 2.5,
            "dash": "dash" if curve.startswith("val_") else "solid",
        },
        marker={
            "symbol": "diamond" if curve.startswith("val_") else "circle",
            "size": 6,
            "maxdisplayed": _MOST_MARKERS,
        },
        opacity=0.45 if within else 1,
        showlegend=not within,
        hoverinfo="skip" if within else None,
        hovertemplate=None if within else f"%{{y:{number}}}",
        meta={"event": event, "metric": curve} | ({"error": True} if is_error else {}),
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
