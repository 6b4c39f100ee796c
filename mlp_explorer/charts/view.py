"""How curves are looked at, on whichever page: what a person wishes of them, and their axes."""

from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK
from mlp_explorer.tasks import Metric
from mlp_explorer.words import CHARTS, write_score

__all__ = [
    "Axis",
    "draw_goals",
    "FAINT",
    "find_axis",
    "find_sight",
    "Goal",
    "make_time_axis",
    "MARKS",
    "name_goals",
    "restrict_view",
    "Scale",
    "smoothen",
    "SMOOTHING",
    "Values",
    "VIEW",
    "WHOLE",
]

# what a person can wish for; error is 1 − score
VIEW = ("whole", "logarithmic", "error", "smooth")
SMOOTHING = 0.6  # the weight of what was before, in a moving average
FAINT = 0.35  # the opacity of what stands beside its moving average
WHOLE = (0.0, 1.02)  # of scores: room for a marker at 1
# what happens to a run, by the dash and the symbol of its mark
MARKS = {
    "TrainingStarted": ("dot", "triangle-up"),
    "RateChanged": ("dash", "diamond-tall"),
    "LossDiverged": ("solid", "x"),
    "WeightsKept": ("longdash", "star"),
}

Goal = tuple[float, str]  # a score to reach, and its name
Values = NDArray[np.float64]  # one an epoch; NaN where there is none, or an infinite one
Scale = Literal["score", "amount", "error", "log", "whole"]

_TUTORIAL = 0.9257  # the test accuracy that it prints
# what a logarithmic axis has room for: wherever it is, some of 1, 2 and 5, or even steps
_LOG = {"type": "log", "nticks": 3, "tickformat": "~g"}
_END = 1.03  # of the horizontal axis: room for the last one's marker
_LONG = 5  # epochs, from which on the older half need not be in sight
_ROOM = 0.08  # of what is in sight, above and below it
_FEW = 5  # epochs, each of which has a line of the grid


class Axis(NamedTuple):
    """A vertical axis. scale: what of it is in sight. settings: Plotly's, without its range.
    number: how a hover writes a value, in d3's format."""

    scale: Scale
    settings: dict[str, Any]
    number: str


def restrict_view(view: Collection[str], curve: str, metric: Metric) -> tuple[str, ...]:
    """Return what of `VIEW` is wanted and can be had of a curve: what has no best, no 100 %.

    curve: "score" or "loss", or one of these with `val_` before it. metric: whose score.
    """
    names = VIEW if _has_best(curve, metric) else ("logarithmic", "smooth")
    return tuple(name for name in names if name in view)


def find_axis(curve: str, view: Collection[str], metric: Metric) -> Axis:
    """Return the axis of a curve in a view; curve, metric: as for `restrict_view`."""
    view = restrict_view(view, curve, metric)
    in_percent = metric.form == "percent" and not curve.endswith("loss")
    number = ".2%" if in_percent else ".4f"
    settings = {"tickformat": ".2~%"} if in_percent else {"tickformat": ".4~f"}
    if not _has_best(curve, metric):
        settings = {"rangemode": "tozero"}
    if "logarithmic" in view:
        return Axis("log", _LOG | settings, number)
    if not _has_best(curve, metric):
        return Axis("amount", settings, number)
    if "whole" in view:
        return Axis("whole", settings, number)
    return Axis("error" if "error" in view else "score", settings, number)


def _has_best(curve: str, metric: Metric) -> bool:
    """Tell whether its values come up to 1, and no higher."""
    return metric.mode == "max" and not curve.endswith("loss")


def find_sight(every: Sequence[Values], scale: Scale) -> list[float] | None:
    """Return both ends of what is in sight of all values, as Plotly wants them; None: it finds them
    itself. Of scores and errors, which begin far from where they matter, it is the newer half of
    the epochs, and the best score."""
    values = np.concatenate(every)
    if scale == "whole":
        return list(WHOLE)
    if scale == "amount":
        return None
    if scale == "log":
        powers = np.log10(values[values > 0])
        return _add_room(powers.min(), powers.max()) if powers.size else None
    is_long = max(map(len, every)) >= _LONG
    later = np.concatenate([_cut_early(each) if is_long else each for each in every])
    if scale == "error":
        return [0.0, _add_room(0, np.nanmax(later))[1]]
    low, high = _add_room(np.nanmin(later), np.nanmax(values))
    low = max(low, 0.0) if np.nanmin(later) >= 0 else low  # R² may be below 0
    return [low, min(high, 1 + (WHOLE[1] - 1) * (1 - low))]


def _cut_early(values: Values) -> Values:
    """Return the newer half, if it says anything."""
    newer = values[len(values) // 2 :]
    return newer if np.isfinite(newer).any() else values


def _add_room(low: float, high: float) -> list[float]:
    room = max(_ROOM * (high - low), 0.002)
    return [float(low - room), float(high + room)]


def make_time_axis(longest: float, by: str = "epoch") -> dict[str, Any]:
    """Return the horizontal axis from 0 to the longest run's end; by: "epoch" or "seconds"."""
    return {
        "range": [0, longest * _END],
        "title": {"text": CHARTS[by], "standoff": 6},
        "unifiedhovertitle": {"text": CHARTS[f"hover_{by}"].format()},
    } | ({"dtick": 1} if by == "epoch" and longest <= _FEW else {})


def name_goals(dataset: str, metric: Metric, best: float | None) -> tuple[Goal, ...]:
    """Return what the tutorial reaches, of its dataset, and the best of one's own runs of the same
    dataset, which may be none.

    best: its score in the test.
    """
    goals = [(_TUTORIAL, "tutorial")] if dataset == "mnist" else []
    goals += [] if best is None else [(best, "own_best")]
    return tuple(
        (goal, CHARTS[name].format(score=write_score(goal, metric.form, 1))) for goal, name in goals
    )


def draw_goals(
    goals: Sequence[Goal], metric: Metric, view: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Return thin dotted lines across the chart. They are named where curves begin, which is far
    from where they end; the highest above its line, the others below theirs, so that neighbours'
    names are not over each other. One alone is named where it is better: curves begin worse."""
    is_error = "error" in restrict_view(view, "score", metric)
    heights = [1 - score if is_error else score for score, _ in goals]
    falls = is_error or metric.mode == "min"
    highest = int(np.argmax(heights)) if len(goals) > 1 or (goals and not falls) else None
    lines = []
    for i, (height, (_, name)) in enumerate(zip(heights, goals, strict=True)):
        position = {"xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height}
        anchor = "bottom" if i == highest else "top"
        label = {"text": name, "textposition": "start", "yanchor": anchor, "padding": 2}
        look = {"type": "line", "line": {"color": INK, "width": 1, "dash": "dot"}}
        lines.append(position | look | {"label": label | {"font": {"size": 11}}})
    return lines


def smoothen(values: Values) -> Values:
    """Return the moving average, corrected for its begin at 0, as the live curves have it; what
    is NaN stays so and has no say."""
    averages, total, weights = np.full(len(values), np.nan), 0.0, 0.0
    for i in np.flatnonzero(np.isfinite(values)):
        total = SMOOTHING * total + (1 - SMOOTHING) * values[i]
        weights = SMOOTHING * weights + 1 - SMOOTHING
        averages[i] = total / weights
    return averages
