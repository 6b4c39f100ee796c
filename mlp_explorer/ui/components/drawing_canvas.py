"""The drawing canvas with Undo and Clear: what is done on it shows at once, and is told."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mlp_explorer.ui.assets import CANVAS_STYLE, CANVAS_URL, load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CANVAS

__all__ = ["drawing_canvas"]

_STYLE = read_files("heard.css", "canvas_mends.css", "drawing_canvas.css")
_component = st.components.v2.component(
    "mlp_explorer_drawing_canvas",
    html='<div class="pad" role="application" tabindex="0"><div class="canvas-root"></div>'
    '<div class="pen-mark" hidden></div><p class="pen-state heard" role="status"></p></div>'
    '<div class="tools"></div>',
    css=CANVAS_STYLE.read_text(encoding="utf-8") + _STYLE,
    js=load_module("drawing_canvas"),
)


def drawing_canvas(
    session: Session, key: str, book: dict[str, Any], pen_px: int, hear: Callable[[Any], object]
) -> None:
    """Show the canvas; call `hear` with what is done on it, see `Sketchbook.hear`.

    book: what the browser is to know of the drawing, see `Sketchbook.write`.
    """
    session.inputs.listen(key, hear)
    data = book | {"pen": pen_px, "script": CANVAS_URL, "words": dict(CANVAS)}
    _component(key=key, data=data, on_said_change=lambda: None, width="content", height="content")
