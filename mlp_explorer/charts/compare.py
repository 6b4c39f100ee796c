"""Runs side by side: their curves, and what they cost."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import fade, lay_out, plot_nothing, show_as_is, style_run
from mlp_explorer.words import CHARTS, METRIC

__all__ = [
    "Curve",
    "plot_curves",
    "plot_tradeoff",
    "Point",
]

_METRICS = ("accuracy", "loss", "val_accuracy", "val_loss")
_TIMES, _COSTS = ("epoch", "seconds"), ("parameters", "seconds")
_LEGEND, _HOVER = 44, 22  # characters of a run's name that a phone has room for


class Curve(NamedTuple):
    """One run's values; all but `marks` have one entry an epoch."""

    label: str
    epochs: tuple[int, ...]  # from 1
    seconds: tuple[float, ...]  # of training, at the end of each epoch
    values: tuple[float | None, ...]  # accuracies are fractions in [0, 1]
    low: tuple[float, ...] | None = None  # the band, where it is a mean of several runs
    high: tuple[float, ...] | None = None
    marks: tuple[tuple[float, str], ...] = ()  # when, in epochs, and what happened then
    color: int = 0  # place in `RUNS`
    thin: bool = False  # a run beside the curve of the same label and colour


class Point(NamedTuple):
    """One run's result and its price."""

    label: str
    parameters: int
    seconds: float  # of training
    accuracy: float  # in the test, fraction in [0, 1]
    color: int = 0  # place in `RUNS`


def plot_curves(
    curves: Sequence[Curve], metric: str, by: str = "epoch", height: int | None = None
) -> go.Figure:
    """Return the curves on top of each other, with their bands and marks.

    metric: "accuracy", "loss", "val_accuracy" or "val_loss". by: "epoch" or "seconds".
    height: px, else as much as the legend of so many curves needs. A first epoch may lie below
    the axis of accuracy, so that the differences between the later ones show. Raises ValueError
    for other names.
    """
    _check("metric", metric, _METRICS)
    _check("by", by, _TIMES)
    known = [curve for curve in curves if np.isfinite(_values(curve)).any()]
    if not known:
        return plot_nothing(METRIC[metric]["label"], METRIC[metric]["nothing"], height or 360)
    percent = metric.endswith("accuracy")
    title = CHARTS[f"hover_{by}"].format()
    axis = {"ticksuffix": " %", "range": _find_range(known)} if percent else {"rangemode": "tozero"}
    layout = lay_out(
        METRIC[metric]["label"],
        xaxis={"title": {"text": CHARTS[by], "standoff": 6}, "unifiedhovertitle": {"text": title}}
        # room for the legend and for the axis, not for the larger one of them
        | {"automargin": True, "uirevision": by}
        | {"range": [0, 1.03 * max(_times_of(curve, by)[-1] for curve in known)]},
        yaxis=axis | {"uirevision": metric},  # a zoom ends with what it was a zoom of
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
        | {"tracegroupgap": 0},
        hovermode="x unified",
        height=height or 360 + 24 * sum(not curve.thin for curve in known),
    )
    traces = [
        *(_draw_band(curve, by, percent) for curve in known if curve.low and curve.high),
        *(_draw_line(curve, by, percent) for curve in known),
        *(_draw_marks(curve, by, percent) for curve in known if curve.marks),
    ]
    return go.Figure(traces, layout)


def plot_tradeoff(points: Sequence[Point], x: str = "parameters") -> go.Figure:
    """Return test accuracy over what it costs: x is "parameters" (logarithmic) or "seconds".

    Raises ValueError for another x.
    """
    _check("x", x, _COSTS)
    title = CHARTS["tradeoff"]
    if not points:
        return plot_nothing(title, CHARTS["tradeoff_nothing"])
    costs = np.array([getattr(point, x) for point in points], dtype=np.float64)
    heights = np.array([point.accuracy for point in points])
    logarithmic = x == "parameters"
    layout = lay_out(
        title,
        xaxis=_scale_costs(costs, logarithmic) | {"title": {"text": CHARTS[x], "standoff": 6}},
        yaxis={"ticksuffix": " %", "title": {"text": CHARTS["test_accuracy"], "standoff": 6}},
        margin={"l": 72, "r": 8, "t": 44, "b": 44},
        showlegend=False,
        height=380,
    )
    places = _place_labels(np.log10(costs) if logarithmic else costs, heights)
    draws = zip(points, costs, places, strict=True)
    return go.Figure([_draw_point(*values) for values in draws], layout)


def _check(name: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{name}: “{value}” arrived; allowed are {', '.join(allowed)}.")


def _times_of(curve: Curve, by: str) -> tuple[float, ...]:
    return curve.epochs if by == "epoch" else curve.seconds


def _values(curve: Curve) -> NDArray[np.float64]:
    """Return the values, NaN where there is none or an infinite one: (epochs,)."""
    values = np.array(curve.values, dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _find_range(curves: Sequence[Curve]) -> list[float]:
    """Return the axis in per cent: a bit below the lowest value after a first epoch, to 100."""
    every = [_values(curve) for curve in curves]
    later = [values[1:] if np.isfinite(values[1:]).any() else values for values in every]
    low = 100 * float(np.nanmin(np.concatenate(later)))
    high = 100 * float(np.nanmax(np.concatenate(every)))
    room = max(0.08 * (high - low), 0.2)
    return [max(low - room, 0.0), min(high + room, 100.0)]


def _trace(curve: Curve, x: Any, y: Any, percent: bool, **style: Any) -> go.Scatter:
    """Return a trace that the legend hides and shows together with the others of its run."""
    heights = np.asarray(y) * (100 if percent else 1)
    group = f"{curve.color} {curve.label}"
    name = _shorten(curve.label, _LEGEND)
    return go.Scatter(x=x, y=heights, name=name, legendgroup=group, **style)


def _shorten(label: str, length: int) -> str:
    """Return a label without its middle, where it is too long: its begin and its end tell most."""
    half = (length - 1) // 2
    short = label if len(label) <= length else f"{label[: length - 1 - half]}…{label[-half:]}"
    return show_as_is(short)


def _draw_line(curve: Curve, by: str, percent: bool) -> go.Scatter:
    color, dash, symbol = style_run(curve.color)
    number = "%{meta}: " + ("%{y:.2f} %" if percent else "%{y:.4f}")
    said = number if by == "epoch" else CHARTS["at_epoch"].format(value=number)
    return _trace(
        curve,
        _times_of(curve, by),
        _values(curve),
        percent,
        mode="lines" if curve.thin else "lines+markers",
        line={"color": color, "width": 1 if curve.thin else 2, "dash": dash},
        marker={"symbol": symbol, "size": 7, "maxdisplayed": 15},
        customdata=curve.epochs,
        meta=_shorten(curve.label, _HOVER),
        hovertemplate=f"{said}<extra></extra>",
        hoverinfo="skip" if curve.thin else None,
        showlegend=not curve.thin,
    )


def _draw_band(curve: Curve, by: str, percent: bool) -> go.Scatter:
    """Return the band as one closed shape: along its upper side, and back along its lower."""
    x = _times_of(curve, by)
    return _trace(
        curve,
        x + x[::-1],
        (curve.high or ()) + (curve.low or ())[::-1],
        percent,
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=fade(style_run(curve.color).color, 0.18),
        showlegend=False,
        hoverinfo="skip",
    )


def _draw_marks(curve: Curve, by: str, percent: bool) -> go.Scatter:
    """Return short upright strokes across the curve, where something happened to the run."""
    values, when = _values(curve), [position for position, _ in curve.marks]
    known = np.isfinite(values)
    seconds = np.interp(when, (0, *curve.epochs), (0, *curve.seconds))
    return _trace(
        curve,
        when if by == "epoch" else seconds,
        np.interp(when, np.array(curve.epochs)[known], values[known]),
        percent,
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 18, "line": {"width": 2.5}}
        | {"color": style_run(curve.color).color},
        text=[words for _, words in curve.marks],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _scale_costs(costs: NDArray[np.float64], logarithmic: bool) -> dict[str, Any]:
    """Return the axis, with room for labels at its ends."""
    if not logarithmic:
        return {"range": [0, 1.15 * costs.max()]}
    low, high = (float(np.log10(cost)) for cost in (costs.min(), costs.max()))
    room = max(0.12 * (high - low), 0.2)
    ticks = {"dtick": 1 if high - low > 1.5 else "D2", "tickformat": "~s"}
    return {"type": "log", "range": [low - room, high + room]} | ticks


def _place_labels(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[str]:
    """Return where each label stands: towards the middle, and off that of a neighbour."""
    x, y = ((z - z.min()) / (np.ptp(z) or 1) for z in (x, y))
    places = []
    for i in range(len(x)):
        near = (np.abs(x - x[i]) < 0.1) & (np.abs(y - y[i]) < 0.06)
        above, below = (near & (y > y[i])).any(), (near & (y < y[i])).any()
        vertical = "middle" if above == below else "bottom" if above else "top"
        places.append(f"{vertical} {'left' if x[i] > 0.5 else 'right'}")
    return places


def _draw_point(point: Point, cost: float, where: str) -> go.Scatter:
    color, _, symbol = style_run(point.color)
    label = show_as_is(point.label)
    values = point._asdict() | {"label": label, "accuracy": 100 * point.accuracy}
    return go.Scatter(
        x=[cost],
        y=[100 * point.accuracy],
        text=[label],
        name=label,
        meta=CHARTS["point"].format(**values),
        mode="markers+text",
        marker={"color": color, "symbol": symbol, "size": 12},
        textfont={"color": color},
        textposition=where,
        cliponaxis=False,
        hovertemplate="%{meta}<extra></extra>",
    )
