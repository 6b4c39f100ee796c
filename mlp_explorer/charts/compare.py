"""Runs side by side: their curves, what they cost, and which digits they take for which."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, fade, lay_out, plot_nothing, style_run

__all__ = [
    "Curve",
    "plot_confusion",
    "plot_confusion_difference",
    "plot_curves",
    "plot_tradeoff",
    "Point",
]

_METRICS = {
    "accuracy": "Training accuracy",
    "loss": "Training loss",
    "val_accuracy": "Validation accuracy",
    "val_loss": "Validation loss",
}
_AXES = {"epoch": "epoch", "seconds": "seconds of training"}
_COSTS = {"parameters": "parameters", "seconds": "seconds of training"}
_DIAGONAL = np.eye(10, dtype=bool)
_ERRORS = "#B84A00"  # vermilion, darker: 5.2 : 1 under white figures, 3.5 : 1 on dark

_DARK = "#1C2733"  # behind the words at the pointer: charts themselves have no background

Counts = NDArray[np.int64]


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
    _check("by", by, _AXES)
    known = [curve for curve in curves if np.isfinite(_values(curve)).any()]
    if not known:
        sentence = f"No {_METRICS[metric].lower()} yet.<br>It comes with a run's first epoch."
        return plot_nothing(_METRICS[metric], sentence, height or 360)
    percent = metric.endswith("accuracy")
    title = "epoch %{x}" if by == "epoch" else "%{x:.1f} s"
    axis = {"ticksuffix": " %", "range": _find_range(known)} if percent else {"rangemode": "tozero"}
    layout = lay_out(
        _METRICS[metric],
        xaxis={"title": {"text": _AXES[by], "standoff": 6}, "unifiedhovertitle": {"text": title}}
        | {"range": [0, 1.03 * max(_times_of(curve, by)[-1] for curve in known)]},
        yaxis=axis,
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        hovermode="x unified",
        hoverlabel={"bgcolor": _DARK, "font": {"color": "white"}, "namelength": 28},
        height=height or 360 + 24 * len(known),
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
    title = "Up and to the left is better"
    if not points:
        return plot_nothing(title, "No tested run yet.<br>A run is tested when it ends.")
    costs = np.array([getattr(point, x) for point in points], dtype=np.float64)
    heights = np.array([point.accuracy for point in points])
    logarithmic = x == "parameters"
    layout = lay_out(
        title,
        xaxis=_scale_costs(costs, logarithmic) | {"title": {"text": _COSTS[x], "standoff": 6}},
        yaxis={"ticksuffix": " %", "title": {"text": "test accuracy", "standoff": 6}},
        margin={"l": 72, "r": 8, "t": 44, "b": 44},
        showlegend=False,
        height=380,
    )
    places = _place_labels(np.log10(costs) if logarithmic else costs, heights)
    draws = zip(points, costs, places, strict=True)
    return go.Figure([_draw_point(*values) for values in draws], layout)


def plot_confusion(counts: Counts, title: str) -> go.Figure:
    """Return which digits are taken for which, the mistakes in colour.

    counts: (10, 10) int64, rows the right digit, columns the answer. The colour belongs to the
    mistakes alone: beside a thousand right answers a dozen wrong ones would not be seen.
    """
    if not counts.sum():
        return plot_nothing(title, "Nothing tested yet.")
    mistakes = np.where(_DIAGONAL, 0, counts)
    strongest = max(int(mistakes.max()), 1)
    hover = [
        [f"{i} read as {j}: {_times(n)}" for j, n in enumerate(r)] for i, r in enumerate(counts)
    ]
    cells = _draw_cells(mistakes, hover, [[0, fade(_ERRORS, 0)], [1, _ERRORS]], (0, strongest))
    # the largest mistakes have their number too: a white figure is readable on strong colour only
    texts = [
        _write_cells(counts, _DIAGONAL, ",d", INK),
        _write_cells(counts, mistakes >= 0.75 * strongest, ",d", "white"),
    ]
    return go.Figure([cells, *texts], _lay_out_cells(title))


def plot_confusion_difference(a: Counts, b: Counts, label_a: str, label_b: str) -> go.Figure:
    """Return a − b: which of two runs, tested on the same images, makes fewer of which mistakes.

    a, b: (10, 10) int64 as in `plot_confusion`. Blue is where A makes fewer mistakes, orange
    where B does; the diagonal says how many more right answers A has.
    """
    title = f"Fewer mistakes: {label_a} blue, {label_b} orange"
    if not (a.sum() and b.sum()):
        return plot_nothing(title, "Both need a test first.")
    mistakes = np.where(_DIAGONAL, 0, a - b)
    largest = max(int(np.abs(mistakes).max()), 1)
    hover = [
        [
            f"{i} read as {j}: {label_a} {_times(a[i, j])}, {label_b} {_times(b[i, j])}.<br>"
            + _judge((a - b)[i, j] * (1 if i == j else -1), i, label_a, label_b)
            for j in range(10)
        ]
        for i in range(10)
    ]
    scale = [[0, TRAIN], [0.5, fade(INK, 0)], [1, _ERRORS]]
    cells = _draw_cells(mistakes, hover, scale, (-largest, largest))
    return go.Figure([cells, _write_cells(a - b, _DIAGONAL, "+d", INK)], _lay_out_cells(title))


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
    return go.Scatter(x=x, y=heights, name=curve.label, legendgroup=group, **style)


def _draw_line(curve: Curve, by: str, percent: bool) -> go.Scatter:
    color, dash, symbol = style_run(curve.color)
    number = "%{y:.2f} %" if percent else "%{y:.4f}"
    return _trace(
        curve,
        _times_of(curve, by),
        _values(curve),
        percent,
        mode="lines+markers",
        line={"color": color, "width": 2, "dash": dash},
        marker={"symbol": symbol, "size": 7, "maxdisplayed": 15},
        customdata=curve.epochs,
        hovertemplate=number + " after epoch %{customdata}" * (by == "seconds"),
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
        hovertemplate="%{text}",
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
    words = (
        f"{point.label}: {100 * point.accuracy:.2f} %, {point.parameters:,} parameters, "
        f"{point.seconds:.1f} s"
    )
    return go.Scatter(
        x=[cost],
        y=[100 * point.accuracy],
        text=[point.label],
        name=point.label,
        mode="markers+text",
        marker={"color": color, "symbol": symbol, "size": 12},
        textfont={"color": color},
        textposition=where,
        cliponaxis=False,
        hovertemplate=f"{words}<extra></extra>",
    )


def _times(count: int) -> str:
    return "1 time" if count == 1 else f"{count:,} times"


def _judge(more_of_a: int, digit: int, label_a: str, label_b: str) -> str:
    if more_of_a == 0:
        return "No difference."
    return f"{label_a if more_of_a > 0 else label_b} reads the {digit} better here."


def _draw_cells(
    counts: Counts, hover: list[list[str]], colors: list[list[Any]], limits: tuple[int, int]
) -> go.Heatmap:
    return go.Heatmap(
        z=counts,
        zmin=limits[0],
        zmax=limits[1],
        colorscale=colors,
        colorbar={"thickness": 10, "outlinewidth": 0, "tickformat": "d"},
        xgap=1,
        ygap=1,
        text=hover,
        hovertemplate="%{text}<extra></extra>",
    )


def _write_cells(counts: Counts, where: NDArray[np.bool_], number: str, color: str) -> go.Scatter:
    """Return the numbers of some cells as text; the cells below answer to the pointer."""
    rows, columns = np.nonzero(where)
    return go.Scatter(
        x=columns,
        y=rows,
        text=[format(int(count), number).replace("-", "−") for count in counts[where]],
        mode="text",
        textfont={"color": color, "size": 11},
        showlegend=False,
        hoverinfo="skip",
    )


def _lay_out_cells(title: str) -> go.Layout:
    axis = {"dtick": 1, "showgrid": False, "constrain": "domain"}
    return lay_out(
        title,
        xaxis=axis | {"title": {"text": "answer", "standoff": 6}, "range": [-0.5, 9.5]},
        # 0 on top, as in a table; the cells are squares
        yaxis=axis
        | {"title": {"text": "right digit", "standoff": 6}, "range": [9.5, -0.5]}
        | {"scaleanchor": "x"},
        height=420,
    )
