"""Mends the drawing canvas: no hidden toolbar over its corner, strokes sent at once, a picture
behind it that does not disturb the page."""

import streamlit as st

from mlp_explorer.ui.components.files import read_files

__all__ = ["tame_canvas"]

_component = st.components.v2.component("mlp_explorer_tame_canvas", js=read_files("tame_canvas.js"))


def tame_canvas(picture: str | None = None) -> None:
    """Apply the mends to every drawing canvas in the container of key `draw_box`, now and later.

    picture: the address of one that lies behind a canvas without a background, as large as it fits.
    """
    _component(key="tame_canvas", data={"picture": picture})
