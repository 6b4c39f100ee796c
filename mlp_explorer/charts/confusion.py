"""Which classes a network takes for which, as a table in colour; and two such tables compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, fade, lay_out, plot_nothing, show_as_is
from mlp_explorer.words import CHARTS, write_number

__all__ = ["plot_confusion", "plot_confusion_difference"]

_MOST_NAMED = 30  # classes that have their name at the axes, and their right answers in the cells
_NAME = 16  # letters of one
_ERRORS = "#B84A00"  # vermilion, darker: 5.2 : 1 under white figures, 3.5 : 1 on dark

Counts = NDArray[np.int64]


def plot_confusion(counts: Counts, title: str, names: Sequence[str]) -> go.Figure:
    """Return which classes are taken for which, the mistakes in colour.

    counts: (n, n) int64, rows the right class, columns the answer. names: of the n classes.
    The colour belongs to the mistakes alone: beside a thousand right answers a dozen wrong ones
    would not be seen.
    """
    if not counts.sum():
        return plot_nothing(title, CHARTS["mistakes_nothing"])
    diagonal = np.eye(len(names), dtype=bool)
    mistakes = np.where(diagonal, 0, counts)
    strongest = max(int(mistakes.max()), 1)
    shown = list(map(show_as_is, names))
    hover = [
        [
            CHARTS["read_as"].format(right=right, answer=answer, times=_times(n))
            for answer, n in zip(shown, row, strict=True)
        ]
        for right, row in zip(shown, counts, strict=True)
    ]
    cells = _draw_cells(mistakes, hover, [[0, fade(_ERRORS, 0)], [1, _ERRORS]], (0, strongest))
    # the largest mistakes have their number too: a white figure is readable on strong colour only
    texts = [
        _write_cells(counts, diagonal & (len(names) <= _MOST_NAMED), ",d", INK),
        _write_cells(counts, mistakes >= 0.75 * strongest, ",d", "white"),
    ]
    return go.Figure([cells, *texts], _lay_out_cells(title, names))


def plot_confusion_difference(
    a: Counts, b: Counts, label_a: str, label_b: str, names: Sequence[str]
) -> go.Figure:
    """Return a − b: which of two runs, tested on the same examples, makes fewer of which mistakes.

    a, b: (n, n) int64 as in `plot_confusion`. Blue is where A makes fewer mistakes, orange
    where B does; the diagonal says how many more right answers A has.
    """
    title = CHARTS["fewer_mistakes"].format(a=label_a, b=label_b)
    if not (a.sum() and b.sum()):
        return plot_nothing(title, CHARTS["mistakes_both"])
    diagonal = np.eye(len(names), dtype=bool)
    mistakes = np.where(diagonal, 0, a - b)
    largest = max(int(np.abs(mistakes).max()), 1)
    shown = list(map(show_as_is, names))
    name_a, name_b = show_as_is(label_a), show_as_is(label_b)
    hover = [
        [
            CHARTS["both_read_as"].format(
                right=right,
                answer=answer,
                a=name_a,
                times_a=_times(a[i, j]),
                b=name_b,
                times_b=_times(b[i, j]),
                judgement=_judge((a - b)[i, j] * (1 if i == j else -1), right, name_a, name_b),
            )
            for j, answer in enumerate(shown)
        ]
        for i, right in enumerate(shown)
    ]
    scale = [[0, TRAIN], [0.5, fade(INK, 0)], [1, _ERRORS]]
    cells = _draw_cells(mistakes, hover, scale, (-largest, largest))
    cells.colorbar.tickformat = "+d"
    note = CHARTS["difference"].format(a=label_a, b=label_b)
    layout = _lay_out_cells(title, names).update(meta={"note": note})
    named = diagonal & (len(names) <= _MOST_NAMED)
    return go.Figure([cells, _write_cells(a - b, named, "+d", INK)], layout)


def _times(count: int) -> str:
    return CHARTS["times"].format(count=count)


def _judge(more_of_a: int, right: str, label_a: str, label_b: str) -> str:
    if more_of_a == 0:
        return CHARTS["no_difference"]
    better = label_a if more_of_a > 0 else label_b
    return CHARTS["reads_better"].format(name=better, digit=right)


def _draw_cells(
    counts: Counts, hover: list[list[str]], colors: list[list[Any]], limits: tuple[int, int]
) -> go.Heatmap:
    return go.Heatmap(
        z=counts,
        zmin=limits[0],
        zmax=limits[1],
        colorscale=colors,
        colorbar={
            "thickness": 10,
            "outlinewidth": 0,
            "tickformat": "d",
            "dtick": max(1, limits[1] // 4),  # counts: none between two whole numbers
        },
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
        text=[write_number(int(count), number) for count in counts[where]],
        mode="text",
        textfont={"color": color, "size": 11},
        showlegend=False,
        hoverinfo="skip",
    )


def _lay_out_cells(title: str, names: Sequence[str]) -> go.Layout:
    axis = {"ticks": "", "showgrid": False, "constrain": "domain", "automargin": True}
    if len(names) <= _MOST_NAMED:
        texts = [
            show_as_is(name if len(name) <= _NAME else f"{name[: _NAME - 1]}…") for name in names
        ]
        axis |= {"tickvals": list(range(len(names))), "ticktext": texts}
    low, high = -0.5, len(names) - 0.5
    return lay_out(
        title,
        xaxis=axis | {"title": {"text": CHARTS["answer"], "standoff": 6}, "range": [low, high]},
        # the first on top, as in a table; the cells are squares
        yaxis=axis
        | {"title": {"text": CHARTS["right_class"], "standoff": 14}, "range": [high, low]}
        | {"scaleanchor": "x"},
        height=420,
    )
