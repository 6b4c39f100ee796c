"""One palette and one template for every chart, readable in light and in dark.

The colours are Okabe and Ito's (2008), which people with any kind of colour vision tell apart;
training is one colour and validation another on every page.
"""

from collections.abc import Iterable
from html import escape
from typing import Any, NamedTuple

import plotly.graph_objects as go

from mlp_explorer.words import get_separators

__all__ = [
    "check_choice",
    "fade",
    "INK",
    "lay_out",
    "MUTED",
    "plot_nothing",
    "RUNS",
    "RunStyle",
    "show_as_is",
    "style_class",
    "style_run",
    "TRAIN",
    "VALIDATION",
]

TRAIN = "#2E86C9"  # Okabe and Ito's blue, lightened to 3.9 : 1 on white and 4.8 : 1 on dark
VALIDATION = "#D55E00"
INK = "#808495"  # axes and text: 3.6 : 1 and better on white and on the dark background
MUTED = "rgba(128, 132, 149, 0.25)"  # grid lines

# One colour a run: Okabe and Ito's hues, each moved until it has 3 : 1 on white and on the dark
# background, and until those nearest to each other are as far apart as they can be for normal
# vision and for three kinds of colour blindness (Machado et al., 2009): 0.087 in OKLab.
RUNS = (
    "#156CEA",
    "#CD7B66",
    "#805C20",
    "#BB3B9B",
    "#099AF5",
    "#206E66",
    "#9393A8",
    "#A27500",
)
_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "3px,6px", "14px,4px")
_SYMBOLS = (
    "circle",
    "diamond",
    "square",
    "triangle-up",
    "x",
    "star",
    "triangle-down",
    "cross",
)


# The first two are what classes on a plane are called, orange and blue. The third is 0.13 in OKLab
# from both, for all kinds of colour vision; the others are told by shapes and dashes, too.
_CLASSES = ("#D55E00", "#2E86C9", "#9A6275", "#206E66", "#9393A8", "#805C20", "#BB3B9B", "#156CEA")


class RunStyle(NamedTuple):
    """How a run, or a class, is drawn wherever it is; no two of eight share any of the three."""

    color: str
    dash: str
    symbol: str


def style_run(place: int) -> RunStyle:
    """Return the style at a place in `RUNS`; after the last comes the first again."""
    place %= len(RUNS)
    return RunStyle(RUNS[place], _DASHES[place], _SYMBOLS[place])


def style_class(number: int) -> RunStyle:
    """Return the style of a class, by its number; after eight comes the first again."""
    return style_run(number)._replace(color=_CLASSES[number % len(_CLASSES)])


def fade(color: str, opacity: float) -> str:
    """Return a colour "#rrggbb" with an opacity in [0, 1].

    >>> fade("#0080FF", 0.5)
    'rgba(0, 128, 255, 0.5)'
    """
    red, green, blue = bytes.fromhex(color[1:])
    return f"rgba({red}, {green}, {blue}, {opacity:g})"


def show_as_is(text: str) -> str:
    """Return a text as HTML, which Plotly reads in every text."""
    return escape(text, quote=False)


def lay_out(title: str, **layout: Any) -> go.Layout:
    """Return the common layout: transparent, small margins, the grid muted.

    The title is text; what Plotly reads as HTML in it is shown as it is.
    Text and axes take the page's own colours where the live component draws the chart.
    """
    axis = {"gridcolor": MUTED, "zeroline": False, "linecolor": MUTED}
    common: dict[str, Any] = {
        "title": {"text": show_as_is(title), "x": 0, "xref": "paper", "font": {"size": 15}},
        "font": {"color": INK, "size": 12},
        "separators": get_separators(),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 48, "r": 8, "t": 44, "b": 36},
        "xaxis": axis | layout.pop("xaxis", {}),
        "yaxis": axis | layout.pop("yaxis", {}),
    }
    return go.Layout(**(common | layout))


def plot_nothing(title: str, sentence: str, height: int = 300) -> go.Figure:
    """Return a figure with its title, no axes, and a sentence on what is missing.

    height: px. Lines of the sentence are broken by `<br>`.
    """
    hidden = {"visible": False}
    note = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False}
    text = {"text": sentence, "font": {"size": 14}}
    layout = lay_out(title, xaxis=hidden, yaxis=hidden, annotations=[note | text], height=height)
    return go.Figure(layout=layout)


def check_choice(name: str, value: str, allowed: Iterable[str]) -> None:
    """Raise ValueError, with a sentence, for a value of an argument that is not allowed."""
    if value not in allowed:
        raise ValueError(f"{name}: “{value}” arrived; allowed are {', '.join(allowed)}.")
