"""One palette and one template for every chart, readable in light and in dark.

The colours are Okabe and Ito's (2008), which people with any kind of colour vision tell apart;
training is one colour and validation another on every page.
"""

from typing import Any

import plotly.graph_objects as go

__all__ = [
    "INK",
    "lay_out",
    "MUTED",
    "TRAIN",
    "VALIDATION",
]

TRAIN = "#2E86C9"  # Okabe and Ito's blue, lightened to 3.9 : 1 on white and 4.8 : 1 on dark
VALIDATION = "#D55E00"
INK = "#808495"  # axes and text: 3.6 : 1 and better on white and on the dark background
MUTED = "rgba(128, 132, 149, 0.25)"  # grid lines


def lay_out(title: str, **layout: Any) -> go.Layout:
    """Return the common layout: transparent, small margins, the grid muted.

    Text and axes take the page's own colours where the live component draws the chart.
    """
    axis = {"gridcolor": MUTED, "zeroline": False, "linecolor": MUTED}
    common: dict[str, Any] = {
        "title": {"text": title, "x": 0, "xref": "paper", "font": {"size": 15}},
        "font": {"color": INK, "size": 12},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 48, "r": 8, "t": 44, "b": 36},
        "xaxis": axis | layout.pop("xaxis", {}),
        "yaxis": axis | layout.pop("yaxis", {}),
    }
    return go.Layout(**(common | layout))
