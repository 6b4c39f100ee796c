"""The curves of several runs in one chart."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from mlp_explorer.charts.theme import (
    check_choice,
    fade,
    lay_out,
    plot_nothing,
    show_as_is,
    style_run,
)
from mlp_explorer.charts.view import (
    FAINT,
    MARKS,
    Axis,
    Goal,
    Values,
    draw_goals,
    find_axis,
    find_sight,
    make_time_axis,
    restrict_view,
    smoothen,
)
from mlp_explorer.tasks import Metric
from mlp_explorer.words import CHARTS, LOSS_CURVE, METRIC

__all__ = ["Curve", "Mark", "plot_curves"]

_CURVES = ("score", "loss", "val_score", "val_loss")
_TIMES = ("epoch", "seconds")
_LEGEND, _HOVER = 44, 22  # characters of a run's name that a phone has room for
_MOST_MARKERS = 15  # of a curve that are in sight, among those of seven others
_SILENT = {"hoverinfo": "skip", "hovertemplate": None}  # a template is shown in spite of a skip
_LEAST = 1e-6  # of a band on a logarithmic axis, which has no 0


class Mark(NamedTuple):
    """Something that happened to a run. event: one of `MARKS`. epoch: when, in epochs."""

    event: str
    epoch: float
    words: str


class Curve(NamedTuple):
    """One run's values; all but `marks` have one entry an epoch."""

    label: str
    epochs: tuple[int, ...]  # from 1
    seconds: tuple[float, ...]  # of training, at the end of each epoch
    values: tuple[float | None, ...]
    low: tuple[float, ...] | None = None  # the band, where it is a mean of several runs
    high: tuple[float, ...] | None = None
    marks: tuple[Mark, ...] = ()
    color: int = 0  # place in `RUNS`
    thin: bool = False  # a run beside the curve of the same label and colour
    runs: int = 1  # so many that it is the mean of

    @property
    def name(self) -> str:
        """Its label, and of how many runs it is the mean."""
        mean = CHARTS["mean"].format(label=self.label, count=self.runs)
        return mean if self.runs > 1 else self.label


def plot_curves(
    curves: Sequence[Curve],
    curve_of: str,
    metric: Metric,
    by: str = "epoch",
    view: Collection[str] = (),
    goals: Sequence[Goal] = (),
    height: int | None = None,
) -> go.Figure:
    """Return the curves on top of each other, with their bands and marks.

    curve_of: "score", "loss", "val_score" or "val_loss". metric: whose score, the same for all. by:
    "epoch" or "seconds". view: what of `charts.view.VIEW` is wanted. goals: scores to reach; those
    out of sight are not seen. height: px, else as much as the legend of so many curves needs. The
    first half of a score may lie outside of its axis, so that the differences between the later
    ones show. Raises ValueError for other names.
    """
    check_choice("curve_of", curve_of, _CURVES)
    check_choice("by", by, _TIMES)
    view = restrict_view(view, curve_of, metric)
    words = LOSS_CURVE if curve_of.endswith("loss") else METRIC[metric.name]
    title = words[f"{curve_of}_error" if "error" in view else curve_of]
    known = [curve for curve in curves if np.isfinite(_read(curve.values)).any()]
    if not known:
        return plot_nothing(title, words[f"{curve_of}_nothing"], height or 360)
    if "error" in view:
        known = [_change(curve, lambda values: 1 - values) for curve in known]
    axis = find_axis(curve_of, view, metric)
    sight = find_sight([each for curve in known for each in _list_seen(curve, axis)], axis.scale)
    longest = max(_times_of(curve, by)[-1] for curve in known)
    layout = lay_out(
        title,
        # room for the legend and for the axis, not for the larger one of them
        xaxis=make_time_axis(longest, by) | {"automargin": True, "uirevision": by},
        # a zoom ends with what it was a zoom of
        yaxis=axis.settings | {"range": sight, "uirevision": f"{title} {axis.scale}"},
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
        | {"tracegroupgap": 0},
        hovermode="x unified",
        height=height or 360 + 24 * sum(not curve.thin for curve in known),
        shapes=draw_goals(goals, metric, view) if curve_of.endswith("score") else (),
    )
    draw = _draw_averages if "smooth" in view else _draw_curves
    return go.Figure(draw(known, by, axis.number), layout)


def _times_of(curve: Curve, by: str) -> tuple[float, ...]:
    return curve.epochs if by == "epoch" else curve.seconds


def _read(values: Sequence[float | None]) -> Values:
    array = np.array(values, dtype=np.float64)
    return np.where(np.isfinite(array), array, np.nan)


def _change(curve: Curve, change: Callable[[Values], Values]) -> Curve:
    """Return a curve whose values and band are others."""
    values, low, high = (
        None if each is None else tuple(change(_read(each)).tolist())
        for each in (curve.values, curve.low, curve.high)
    )
    return curve._replace(values=values or (), low=low, high=high)


def _list_seen(curve: Curve, axis: Axis) -> list[Values]:
    """Return what of a curve is to be in sight: its band, too, but on a logarithmic axis, where the
    lower side may be next to nothing."""
    parts = (curve.values, *((curve.low, curve.high) if axis.scale != "log" else ()))
    return [_read(part) for part in parts if part]


def _draw_curves(curves: Sequence[Curve], by: str, number: str) -> list[go.Scatter]:
    return [
        *(_draw_band(curve, by) for curve in curves if curve.low and curve.high),
        *(_draw_line(curve, by, number) for curve in curves),
        *(_draw_marks(curve, by) for curve in curves if curve.marks),
    ]


def _draw_averages(curves: Sequence[Curve], by: str, number: str) -> list[go.Scatter]:
    """Return the curves' moving averages, and their values faint beside, of which a hover and a
    table tell."""
    averages = [_change(curve, smoothen) for curve in curves]
    faint = {"mode": "lines", "opacity": FAINT, "showlegend": False}
    pairs = [pair for pair in zip(curves, averages, strict=True) if not pair[0].thin]
    return [
        *(_draw_band(curve, by) for curve in averages if curve.low and curve.high),
        *(_draw_line(curve, by, number, average).update(faint) for curve, average in pairs),
        *(_draw_line(curve, by, number).update(_SILENT) for curve in averages),
        *(_draw_marks(curve, by) for curve in averages if curve.marks),
    ]


def _draw_line(curve: Curve, by: str, number: str, average: Curve | None = None) -> go.Scatter:
    """Return a curve; number: how a hover writes its values, in d3's format. average: its moving
    average, which a hover tells, too."""
    color, dash, symbol = style_run(curve.color)
    said = f"%{{y:{number}}}"
    if average is not None:
        smooth = f"%{{customdata[1]:{number}}}"
        said = CHARTS["smoothed_of"].format(value=said, average=smooth)
    if by != "epoch":
        said = CHARTS["at_epoch"].format(value=said)
    return _trace(
        curve,
        _times_of(curve, by),
        _read(curve.values),
        mode="lines" if curve.thin else "lines+markers",
        line={"color": color, "width": 1 if curve.thin else 2, "dash": dash},
        marker={"symbol": symbol, "size": 7, "maxdisplayed": _MOST_MARKERS},
        customdata=np.column_stack([curve.epochs, _read((average or curve).values)]),
        meta=_shorten(curve.label, _HOVER),
        showlegend=not curve.thin,
        **(_SILENT if curve.thin else {"hovertemplate": f"%{{meta}}: {said}<extra></extra>"}),
    )


def _draw_band(curve: Curve, by: str) -> go.Scatter:
    """Return the band as one closed shape: along its upper side, and back along its lower."""
    x = _times_of(curve, by)
    return _trace(
        curve,
        x + x[::-1],
        np.maximum((curve.high or ()) + (curve.low or ())[::-1], _LEAST),
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=fade(style_run(curve.color).color, 0.18),
        showlegend=False,
        hoverinfo="skip",
    )


def _draw_marks(curve: Curve, by: str) -> go.Scatter:
    """Return open signs on the curve, where something happened to the run."""
    values, when = _read(curve.values), [mark.epoch for mark in curve.marks]
    known = np.isfinite(values)
    seconds = np.interp(when, (0, *curve.epochs), (0, *curve.seconds))
    return _trace(
        curve,
        when if by == "epoch" else seconds,
        np.interp(when, np.array(curve.epochs)[known], values[known]),
        mode="markers",
        marker={"size": 14, "line": {"width": 2}, "color": style_run(curve.color).color}
        | {"symbol": [f"{MARKS[mark.event][1]}-open" for mark in curve.marks]},
        text=[mark.words for mark in curve.marks],
        hovertemplate="%{text}<extra></extra>",
        showlegend=False,
    )


def _trace(curve: Curve, x: Any, y: Any, **style: Any) -> go.Scatter:
    """Return a trace that the legend hides and shows together with the others of its run."""
    group = f"{curve.color} {curve.label}"
    name = _shorten(curve.name, _LEGEND)
    return go.Scatter(x=x, y=y, name=name, legendgroup=group, **style)


def _shorten(label: str, length: int) -> str:
    """Return a label without its middle, where it is too long: its begin and its end tell most."""
    half = (length - 1) // 2
    short = label if len(label) <= length else f"{label[: length - 1 - half]}…{label[-half:]}"
    return show_as_is(short)
