"""Small things that several chapters show."""

import re

import numpy as np
import streamlit as st

from mlp_explorer.lessons import fill
from mlp_explorer.words import LEARN

__all__ = [
    "bracket",
    "say",
    "say_text",
    "show_table",
    "write",
    "write_name",
    "write_plain",
]

_RESULT = re.compile(r"(=|\\leftarrow) \((-[^()]+)\)")
_SYMBOL = re.compile(r"([a-z])([₀-₉]+)")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_MARKS, _ESCAPE = re.compile(r"[_%&#]"), r"\\\g<0>"
_COMMANDS = re.compile(r"\\(?![_%&#])|[{}$^~\[\]]")
_SMALL, _LARGE = 1e-4, 1e5  # beyond these, with a power of ten
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def write(value: float) -> str:
    """Return a number for a formula, within 0.00005 of it, with brackets around what is negative.

    What is under 1 has five digits; from 100,000 on, five of them, too.
    """
    text, exponent = _round(value)
    text = rf"{text} \cdot 10^{{{exponent}}}" if exponent else text
    return f"({text})" if value < 0 else text


def write_plain(value: float) -> str:
    """Return a number for a table or a sentence, as exact as in a formula."""
    text, exponent = _round(value)
    text = text.replace("-", "−")
    return f"{text} · 10{str(exponent).translate(_RAISED)}" if exponent else text


def _round(value: float) -> tuple[str, int]:
    """Return the digits of a number, and the power of ten that goes with them, mostly 0."""
    value += 0.0  # −0 is 0
    size, exponent = abs(value), 0
    if 0 < size < _SMALL or _LARGE <= size < np.inf:
        text, _, power = f"{value:.4e}".partition("e")
        exponent = int(power)
    else:
        text = f"{value:.5g}" if size < 1 else f"{value:.4f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text), exponent


def write_name(text: str) -> str:
    """Return a name, which may be a stranger's, for a formula; x₁ and its like as symbols."""
    found = _SYMBOL.fullmatch(text)
    if found:
        return f"{found[1]}_{{{found[2].translate(_LOWERED)}}}"
    return rf"\text{{{_COMMANDS.sub(' ', _MARKS.sub(_ESCAPE, text))}}}"


def bracket(value: float) -> str:
    """Return a number for a formula with brackets around it, whatever its sign."""
    text = write(value)
    return text if text.startswith("(") else f"({text})"


def say(name: str, **values: float | str) -> None:
    """Show a sentence or formula of the chapters' words, with these numbers in it."""
    say_text(LEARN[name], **values)


def say_text(text: str, **values: float | str) -> None:
    """Show a sentence or formula with these numbers in it, at the places of `[[name]]`."""
    texts = {
        key: write(value) if isinstance(value, float) else value for key, value in values.items()
    }
    # right behind an equals sign, a negative number needs no brackets
    st.markdown(_RESULT.sub(r"\1 \2", fill(text, texts)))


def show_table(columns: dict[str, list[str]]) -> None:
    """Show columns of text, all of one length."""
    st.table(columns, hide_index=True)
