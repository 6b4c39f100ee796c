"""How a person wants curves, on Train and on Compare: on which axes, and smoothed or not."""

import streamlit as st

from mlp_explorer.charts.view import VIEW
from mlp_explorer.ui.page import carry_choices
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CURVES

__all__ = ["CURVE_VIEW", "get_view", "show_view"]

_KEY = "curve_view"
CURVE_VIEW = carry_choices("curves", _KEY, VIEW)  # one choice for all pages that have curves


def get_view(session: Session) -> tuple[str, ...]:
    """Return what of `VIEW` is chosen, in its order."""
    chosen = session.choices.get(_KEY) or ()
    return tuple(name for name in VIEW if name in chosen)


def show_view(session: Session, hide_label: bool = False) -> None:
    """Draw the choice, one row of pills."""
    session.choose(
        st.pills,
        CURVES["question"],
        _KEY,
        [],
        options=list(VIEW),
        format_func=CURVES.__getitem__,
        selection_mode="multi",
        label_visibility="collapsed" if hide_label else "visible",
    )
