"""All that we must know of Streamlit's insides, each with its version and the reason."""

from typing import Any

import streamlit as st
from streamlit.runtime.state.safe_session_state import SafeSessionState

__all__ = ["keep_what_arrives", "was_history_navigation"]

_HISTORY = "history_navigation"


def keep_what_arrives() -> None:
    """Have Streamlit take what a message says before it looks for the next message.

    Streamlit 1.67 begins a run of the script by taking the widgets' values and the click that the
    browser has sent (`on_script_will_rerun`). Where another message has come by then, it goes on
    with that one instead, and the click is lost, or that it was Back that was clicked. It looks for
    another message right afterwards, too, so nothing needs the first look.
    """
    SafeSessionState.on_script_will_rerun = _take  # type: ignore[method-assign]


def _take(self: SafeSessionState, *message: Any, **kind: Any) -> None:
    with self._lock:
        self._state.on_script_will_rerun(*message, **kind)
        if kind.get("is_history_navigation"):
            self._state[_HISTORY] = True


def was_history_navigation() -> bool:
    """Tell, once, whether the browser's Back or Forward was clicked.

    Streamlit 1.67 has no public name for it. It is the only time besides a session's start at which
    the address says something that the session does not know: any other message may carry an
    address that has been replaced meanwhile.
    """
    return bool(st.session_state.pop(_HISTORY, False))
