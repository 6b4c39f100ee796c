"""What runs have cost, and what came of it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import (
    check_choice,
    lay_out,
    plot_nothing,
    show_as_is,
    style_run,
)
from mlp_explorer.tasks import Metric
from mlp_explorer.words import CHARTS, METRIC, write_score

__all__ = ["plot_tradeoff", "Point"]

_COSTS = ("parameters", "seconds")


class Point(NamedTuple):
    """One run's result and its price."""

    label: str
    parameters: int
    seconds: float  # of training
    score: float  # in the test
    color: int = 0  # place in `RUNS`


def plot_tradeoff(points: Sequence[Point], metric: Metric, x: str = "parameters") -> go.Figure:
    """Return the score in the test over what it costs: x is "parameters" (logarithmic) or
    "seconds".

    Raises ValueError for another x.
    """
    check_choice("x", x, _COSTS)
    title = CHARTS["tradeoff" if metric.mode == "max" else "tradeoff_down"]
    if not points:
        return plot_nothing(title, CHARTS["tradeoff_nothing"])
    costs = np.array([getattr(point, x) for point in points], dtype=np.float64)
    heights = np.array([point.score for point in points])
    logarithmic = x == "parameters"
    form = {"tickformat": ".4~%" if metric.form == "percent" else ".4~f"}
    layout = lay_out(
        title,
        xaxis=_scale_costs(costs, logarithmic) | {"title": {"text": CHARTS[x], "standoff": 6}},
        yaxis=form | {"title": {"text": METRIC[metric.name]["test_score"], "standoff": 6}},
        margin={"l": 72, "r": 8, "t": 44, "b": 44},
        showlegend=False,
        height=380,
    )
    places = _place_labels(np.log10(costs) if logarithmic else costs, heights)
    draws = zip(points, costs, places, strict=True)
    return go.Figure([_draw_point(*values, metric) for values in draws], layout)


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


def _draw_point(point: Point, cost: float, where: str, metric: Metric) -> go.Scatter:
    color, _, symbol = style_run(point.color)
    label = show_as_is(point.label)
    values = point._asdict() | {"label": label, "score": write_score(point.score, metric.form, 2)}
    return go.Scatter(
        x=[cost],
        y=[point.score],
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
