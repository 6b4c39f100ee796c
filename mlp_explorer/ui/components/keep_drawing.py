"""Keeps what is drawn in the browser's tab, so that a reload brings it back. Shows nothing."""

from collections.abc import Callable

import streamlit as st

__all__ = ["keep_drawing"]

_KEY = "keep_drawing"
_component = st.components.v2.component(
    "mlp_explorer_keep_drawing",
    js="""
    const PLACE = "mlp-explorer-drawing"; // of this tab: it survives a reload, and nobody else's
    export default function ({ data, parentElement, setTriggerValue }) {
      const host = parentElement.host ?? parentElement;
      try {
        if (!data.fresh) sessionStorage.setItem(PLACE, data.drawing);
        else if (!host.asked) {
          const kept = sessionStorage.getItem(PLACE);
          if (kept) setTriggerValue("drawing", kept);
        }
      } catch (error) { // a browser may forbid a page to keep anything, or have no room left
        if (!(error instanceof DOMException)) throw error;
      }
      host.asked = true;
    }
    """,
)


def keep_drawing(drawing: str, fresh: bool, restore: Callable[[str], None]) -> None:
    """Keep a drawing as text, empty for none.

    fresh: nothing was drawn in this session; then `restore` is called with what the tab has kept,
    if there is something.
    """

    def receive() -> None:
        restore(str(st.session_state[_KEY].drawing or ""))

    _component(key=_KEY, data={"drawing": drawing, "fresh": fresh}, on_drawing_change=receive)
