"""What a click on the Draw page led to, said until the next one or until the drawing changes."""

import streamlit as st

from mlp_explorer.ui.draw import sketch

__all__ = ["show_notice", "tell", "warn"]

_NOTICE, _DRAWING = "draw_notice", "draw_notice_drawing"


def tell(sentence: str) -> None:
    """Have the page say what has been done; nothing with an empty sentence."""
    _say("success", sentence)


def warn(sentence: str) -> None:
    """Have the page say what could not be done."""
    _say("warning", sentence)


def _say(kind: str, sentence: str) -> None:
    st.session_state[_NOTICE] = (kind, sentence)
    st.session_state.pop(_DRAWING, None)


def show_notice() -> None:
    """Show it, if there is one."""
    kind, sentence = st.session_state.get(_NOTICE, ("success", ""))
    drawing = sketch.count_changes()
    # the click may have changed the drawing itself: what counts is what it was when first shown
    if st.session_state.setdefault(_DRAWING, drawing) != drawing:
        st.session_state[_NOTICE] = (kind, sentence := "")
    if sentence:
        (st.success if kind == "success" else st.warning)(sentence)
