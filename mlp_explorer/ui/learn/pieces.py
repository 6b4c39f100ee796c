"""Small things that several chapters show."""

import re

import numpy as np
import streamlit as st

from mlp_explorer.lessons import fill
from mlp_explorer.network.backpropagation import Step
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

__all__ = ["bracket", "say", "say_loss", "show_table", "write", "write_plain"]

_RESULT = re.compile(r"(=|\\leftarrow) \((-[^()]+)\)")
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


def bracket(value: float) -> str:
    """Return a number for a formula with brackets around it, whatever its sign."""
    text = write(value)
    return text if text.startswith("(") else f"({text})"


def say(name: str, **values: float | str) -> None:
    """Show a sentence or formula of the chapters' words, with these numbers in it."""
    texts = {
        key: write(value) if isinstance(value, float) else value for key, value in values.items()
    }
    # right behind an equals sign, a negative number needs no brackets
    st.markdown(_RESULT.sub(r"\1 \2", fill(LEARN[name], texts)))


def say_loss(subject: Subject, step: Step) -> None:
    """Show the loss of the digit as a formula. step: of this digit alone."""
    # from the sums, in 64 bits: in 32, a small output is 0, which has no logarithm
    sums = step.trace.sums[-1].astype(np.float64)
    p = float(subject.network.layers[-1].activate(sums)[0, subject.label])
    kind = f"loss_{subject.network.config.loss}"
    say(kind, p=p, loss=float(step.losses[0]), label=str(subject.label))


def show_table(columns: dict[str, list[str]]) -> None:
    """Show columns of text, all of one length."""
    st.table(columns, hide_index=True)
