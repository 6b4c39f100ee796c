"""How a person wants the live curves: on which axes, and smoothed or not."""

import streamlit as st

from mlp_explorer.charts.curves import VIEW
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CURVES

__all__ = ["CURVE_VIEW", "get_view", "show_view"]

CURVE_VIEW = "train_curves"  # the key in `Session.choices`


def get_view(session: Session) -> tuple[str, ...]:
    """Return what of `VIEW` is chosen, in its order."""
    chosen = session.choices.get(CURVE_VIEW) or ()
    return tuple(name for name in VIEW if name in chosen)


def show_view(session: Session) -> None:
    """Draw the choice, one row of pills."""
    session.choose(
        st.pills,
        CURVES["question"],
        CURVE_VIEW,
        [],
        options=list(VIEW),
        format_func=CURVES.__getitem__,
        selection_mode="multi",
    )
