"""Small things that several chapters show."""

from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.attribution import paint_attribution
from mlp_explorer.charts.images import encode_png
from mlp_explorer.lessons import fill
from mlp_explorer.words import LEARN

__all__ = ["bracket", "say", "show_picture", "show_table", "write"]


def write(value: float) -> str:
    """Return a number for a formula: four digits, brackets around what is negative."""
    text = f"{value:.4g}" if abs(value) < 1e5 else f"{value:.3g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    return f"({text})" if value < 0 else text


def bracket(value: float) -> str:
    """Return a number for a formula with brackets around it, whatever its sign."""
    text = write(value)
    return text if text.startswith("(") else f"({text})"


def say(name: str, **values: float | str) -> None:
    """Show a sentence or formula of the chapters' words, with these numbers in it."""
    texts = {
        key: write(value) if isinstance(value, float) else value for key, value in values.items()
    }
    st.markdown(fill(LEARN[name], texts))


def show_picture(values: NDArray[np.float32], caption: str, signed: bool = True) -> None:
    """Show (28, 28) numbers: blue above 0 and orange below; in grey where they have no sign."""
    if signed:
        pixels = paint_attribution(np.zeros((28, 28), np.float32), values, np.abs(values).max())
    else:
        pixels = np.round(values * 255).astype(np.uint8)
    st.html(
        f'<figure style="margin:0"><img alt="{escape(caption)}" src="{encode_png(pixels)}" '
        'style="width:100%;image-rendering:pixelated;border-radius:6px;display:block">'
        f'<figcaption style="font-size:0.875rem;padding-top:0.25rem">{escape(caption)}'
        "</figcaption></figure>"
    )


def show_table(columns: dict[str, list[str]]) -> None:
    """Show columns of text, all of one length."""
    st.table(columns, hide_index=True)
