"""Which inputs of an example speak for an answer, as bars."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from mlp_explorer.charts.theme import INK, TRAIN, VALIDATION, lay_out, show_as_is
from mlp_explorer.words import CHARTS

__all__ = ["plot_inputs"]

_BAR_PX, _MOST_LETTERS = 24, 28


def plot_inputs(
    names: Sequence[str], values: NDArray[np.float32], answer: str, is_class: bool = True
) -> go.Figure:
    """Plot a bar an input, the first on top: blue for what speaks for the answer, orange against.

    values: (inputs,), in units of the logits, or of the answer. answer: name of the class, or what
    the number is called, if it is none.
    """
    shown = [show_as_is(_shorten(name)) for name in names]
    bars = go.Bar(
        x=values,
        y=[show_as_is(name) for name in names],
        orientation="h",
        marker={"color": [TRAIN if value > 0 else VALIDATION for value in values]},
        hovertemplate="%{y}: %{x:.3f}<extra></extra>",
    )
    layout = lay_out(
        "",
        xaxis={
            "title": {
                "text": CHARTS["speaks_for" if is_class else "adds_to"].format(
                    answer=show_as_is(answer)
                )
            },
            "zeroline": True,
            "zerolinecolor": INK,
        },
        yaxis={
            "tickvals": [show_as_is(name) for name in names],
            "ticktext": shown,
            "autorange": "reversed",
            "showgrid": False,
            "automargin": True,
        },
        meta={"rows": CHARTS["input"]},
        margin={"l": 8, "r": 8, "t": 8, "b": 44},
        height=72 + _BAR_PX * max(len(names), 3),
    )
    return go.Figure(bars, layout)


def _shorten(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1]}…"
