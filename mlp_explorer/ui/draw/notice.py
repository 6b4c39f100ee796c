"""What a click on the Draw page led to, said where it happened until the next one."""

import streamlit as st

__all__ = ["show_notice", "tell", "warn"]

_NOTICE = "draw_notice"


def tell(sentence: str) -> None:
    """Have the page say what has been done; nothing with an empty sentence."""
    st.session_state[_NOTICE] = ("success", sentence)


def warn(sentence: str) -> None:
    """Have the page say what could not be done."""
    st.session_state[_NOTICE] = ("warning", sentence)


def show_notice() -> None:
    """Show it, if there is one."""
    kind, sentence = st.session_state.get(_NOTICE, ("success", ""))
    if sentence:
        (st.success if kind == "success" else st.warning)(sentence)
