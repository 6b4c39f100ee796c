"""Mends the drawing canvas: no hidden toolbar over its corner, strokes sent at once."""

import streamlit as st

from mlp_explorer.ui.components.files import read_files

__all__ = ["tame_canvas"]

_component = st.components.v2.component("mlp_explorer_tame_canvas", js=read_files("tame_canvas.js"))


def tame_canvas() -> None:
    """Apply the mends to every drawing canvas in the container of key `draw_box`, now and later."""
    _component(key="tame_canvas")
