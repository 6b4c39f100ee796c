"""Many trials at once: which settings go with which score."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out, plot_nothing
from mlp_explorer.tasks import Metric
from mlp_explorer.words import CHARTS, METRIC, write_number

__all__ = ["plot_importances", "plot_parallel", "plot_progress"]

WIDE = 30  # a setting's largest value over its smallest, from which its axis is logarithmic
MANY = 5  # different values, up to which each has its own tick


def plot_parallel(
    settings: Mapping[str, Sequence[Any]], scores: Sequence[float | None], metric: Metric
) -> go.Figure:
    """Return one line a trial through its settings to its score, coloured by the score.

    settings: a name and every trial's value, numbers or words. scores: one a trial, None where
    there is none: those are left out. metric: what the scores are of. Raises ValueError if a
    setting has not one value a trial.
    """
    scored = [place for place, score in enumerate(scores) if _is_known(score)]
    if not scored:
        return plot_nothing(CHARTS["parallel_nothing"], CHARTS["no_score"])
    for name, values in settings.items():
        if len(values) != len(scores):
            raise ValueError(
                f"{name}: {len(values)} values arrived; allowed are {len(scores)}, one a trial."
            )
    heights = _as_heights([scores[place] for place in scored], metric)
    ranks = heights if metric.mode == "max" else -heights
    axes = [_make_axis(name, [values[i] for i in scored]) for name, values in settings.items()]
    label = METRIC[metric.name]["val_score"]
    if metric.form == "percent":
        label = CHARTS["parallel_percent"].format(label=label)
    score = {"label": label, "values": heights, "tickformat": ".4~g"}
    lines = go.Parcoords(
        dimensions=[*axes, score],
        line={
            "color": ranks,
            "colorscale": [[0, INK], [0.5, TRAIN], [1, VALIDATION]],
            # a few failures would else leave one colour for all that worked
            "cmin": float(np.quantile(ranks, 0.25)),
            "cmax": float(ranks.max()),
        },
        labelfont={"color": INK, "size": 12},
        labelangle=-20,  # on a phone they would else run into each other
        # Plotly's white halo around ticks is a blot on dark; `chart.js` gives them the page's
        tickfont={"color": INK, "size": 11, "shadow": "none"},
        rangefont={"color": INK, "size": 11},
    )
    margin = {"l": 64, "r": 80, "t": 112, "b": 24}
    layout = lay_out(CHARTS["parallel"], margin=margin, height=400)
    layout.title.update(y=0.96, yanchor="top")
    return go.Figure(lines, layout)


def plot_importances(importances: Mapping[str, float]) -> go.Figure:
    """Return bars of how much of the scores' differences each setting explains, largest on top.

    importances: a name and a number of 0 or more; their shares of the sum are shown.
    """
    title, total = CHARTS["importances"], sum(importances.values())
    if not total > 0:
        return plot_nothing(title, CHARTS["importances_nothing"])
    upwards = sorted(importances, key=importances.__getitem__)  # the first bar is the lowest
    shares = [100 * importances[name] / total for name in upwards]
    bars = go.Bar(
        x=shares,
        y=upwards,
        orientation="h",
        marker={"color": TRAIN},
        text=[f"{share:.0f} %" for share in shares],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.1f} %<extra></extra>",
    )
    layout = lay_out(
        title,
        xaxis={"ticksuffix": " %", "range": [0, 1.12 * shares[-1]]},
        yaxis={"automargin": True, "showgrid": False, "ticksuffix": " "},
        bargap=0.35,
        meta={"rows": CHARTS["setting"]},
        height=100 + 34 * len(shares),
    )
    return go.Figure(bars, layout)


def plot_progress(
    scores: Sequence[float | None], best: Sequence[float | None], metric: Metric
) -> go.Figure:
    """Return each trial's score as a dot, in their order, and the best so far as a step line.

    A score far from the better ones is a triangle on the edge; the pointer tells its value.
    scores: one a trial, None where there is none. best: the best score after each trial. metric:
    what they are of.
    """
    title = CHARTS["scores"]
    if not any(map(_is_known, scores)):
        return plot_nothing(title, CHARTS["no_score"])
    heights, so_far = _as_heights(scores, metric), _as_heights(best, metric)
    low, high = _find_range(heights, metric)
    shown = np.clip(heights, low, high)
    room = 0.05 * (high - low)
    layout = lay_out(
        title,
        xaxis={
            "title": {"text": CHARTS["trial"], "standoff": 6},
            "tickformat": "d",
            "rangemode": "tozero",
        },
        yaxis={"range": [low - room, high + room]}
        | ({"ticksuffix": " %"} if metric.form == "percent" else {}),
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
        hovermode="closest",
        height=300,
    )
    line = {"color": VALIDATION, "width": 2, "shape": "hv"}
    symbols = np.where(heights < low, "triangle-down-open", "circle")
    symbols = np.where(heights > high, "triangle-up-open", symbols)
    marker = {"color": TRAIN, "size": 8, "symbol": symbols}
    form = ".2f} %" if metric.form == "percent" else ".4f}"
    dots = _draw_scores("score", shown, heights, form, mode="markers", marker=marker)
    step = _draw_scores("best", so_far, so_far, form, mode="lines", line=line)
    return go.Figure([step, dots], layout)


def _as_heights(scores: Sequence[float | None], metric: Metric) -> NDArray[np.float64]:
    """Return scores as they are drawn, shares in per cent; NaN where there is none."""
    return np.array(scores, dtype=np.float64) * (100 if metric.form == "percent" else 1)


def _find_range(heights: NDArray[np.float64], metric: Metric) -> tuple[float, float]:
    """Return what is in sight: from the best to a bit beyond the tenth that did worst.

    A few failures would else press all that worked into one line.
    """
    known = heights[np.isfinite(heights)]
    worst = 0.1 if metric.mode == "max" else 0.9
    ends = float(np.quantile(known, worst)), float(metric.find_best(known.tolist()) or 0)
    low, high = sorted(ends)
    room = max(0.15 * (high - low), 0.2 if metric.form == "percent" else 0.002)
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _draw_scores(
    name: str,
    shown: NDArray[np.float64],
    heights: NDArray[np.float64],
    form: str,
    **style: Any,
) -> go.Scatter:
    return go.Scatter(
        x=np.arange(1, len(heights) + 1),
        y=shown,
        customdata=heights,
        name=CHARTS[name],
        hovertemplate=CHARTS[f"hover_{name}"].format(form=form) + "<extra></extra>",
        **style,
    )


def _is_known(score: float | None) -> bool:
    return score is not None and math.isfinite(score)


def _make_axis(name: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return a setting's axis: categories for words, logarithmic for numbers far apart."""
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in values):
        return {"label": name} | _place_words(values)
    numbers = np.array(values, dtype=np.float64)
    if numbers.min() > 0 and numbers.max() / numbers.min() >= WIDE:
        ticks = _choose_ticks(numbers)
        texts = {
            "tickvals": np.log10(ticks),
            "ticktext": [write_number(tick, ",g") for tick in ticks],
        }
        return {"label": name, "values": np.log10(numbers)} | texts
    few = np.unique(numbers)
    return {"label": name, "values": numbers} | ({"tickvals": few} if len(few) <= MANY else {})


def _place_words(values: Sequence[Any]) -> dict[str, Any]:
    """Return each word's place on the axis, in the order of the alphabet."""
    words = [_name(value) for value in values]
    names = sorted(set(words))
    places = {"tickvals": list(range(len(names))), "ticktext": names}
    return {"values": [names.index(word) for word in words]} | places


def _name(value: Any) -> str:
    return CHARTS["on" if value else "off"] if isinstance(value, bool) else str(value)


def _choose_ticks(numbers: NDArray[np.float64]) -> list[float]:
    """Return the numbers themselves where they are few, else round ones: 0.1, 1, 10, …"""
    few = np.unique(numbers)
    if len(few) <= MANY:
        return [float(number) for number in few]
    powers = range(math.floor(np.log10(few[0])), math.ceil(np.log10(few[-1])) + 1)
    steps = (1,) if len(powers) > MANY else (1, 2, 5)
    ticks = [float(f"{step}e{power}") for power in powers for step in steps]
    return [tick for tick in ticks if few[0] <= tick <= few[-1]]
