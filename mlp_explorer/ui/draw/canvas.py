"""Where a digit comes from: the canvas, a sample, a picture."""

from functools import cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from mlp_explorer.charts.images import encode_png
from mlp_explorer.charts.strokes import draw_strokes
from mlp_explorer.drawing import decode_image
from mlp_explorer.errors import DrawingError
from mlp_explorer.ui.components import Item, paste_picture, show_gallery, tame_canvas
from mlp_explorer.ui.draw import sketch
from mlp_explorer.ui.draw.notice import tell, warn
from mlp_explorer.ui.draw.samples import SAMPLES
from mlp_explorer.ui.draw.sketch import CANVAS_PX, Sketch
from mlp_explorer.ui.draw.uploading import show_uploader
from mlp_explorer.words import CANVAS, TRICKY

__all__ = ["PEN_OVER", "show_canvas", "show_pictures", "show_samples"]

_PEN = "#ffffff"
PEN_OVER = "#BB3B9B"  # over a picture, light or dark: 5 : 1 on white, 4.2 : 1 on black
_THUMBNAIL_PX, _SAMPLE_PX = 64, 46  # as painted, and at least so large on the page
_THINNEST, _THICKEST = 4, 40
_KINDS = ("png", "jpg", "jpeg", "webp", "bmp", "gif")
_CANVAS, _UPLOAD = "draw_canvas", "draw_upload"


def show_canvas() -> None:
    """Show the canvas with Undo, Clear and the pen; what is drawn goes into the sketch."""
    from streamlit_drawable_canvas import st_canvas  # can only be imported in a running server

    pen, picture = sketch.get_pen(), sketch.get_sketch().picture
    with st.container(key="draw_box", gap=None):
        st_canvas(
            stroke_width=pen,
            stroke_color=_PEN if picture is None else PEN_OVER,
            background_color="#000000" if picture is None else "",
            width=CANVAS_PX,
            height=CANVAS_PX,
            key=_CANVAS,
            initial_drawing=sketch.get_start(),
            on_change=_take_drawing,  # here too: a button that is clicked next needs the stroke
        )
        tame_canvas(None if picture is None else _show_small(picture))
    _take_drawing()
    with st.container(key="draw_tools", horizontal=True, gap="xsmall"):
        st.button(
            CANVAS["undo"],
            icon=":material/undo:",
            key="draw_undo",
            on_click=sketch.undo,
            disabled=not sketch.can_undo(),
            width="stretch",
        )
        st.button(
            CANVAS["clear"],
            icon=":material/delete:",
            key="draw_clear",
            on_click=sketch.clear,
            width="stretch",
        )
        with st.popover(CANVAS["pen"], icon=":material/line_weight:", width="stretch"):
            st.slider(
                CANVAS["pen_width"],
                _THINNEST,
                _THICKEST,
                pen,
                key="draw_pen",
                on_change=_keep_pen,
            )
            st.caption(CANVAS["pen_help"])


def show_samples() -> None:
    """Show the samples; a click puts one on the canvas."""
    st.caption(CANVAS["tricky"])
    show_gallery(_list_samples(), "draw_samples", _load_sample, width=_SAMPLE_PX)


def show_pictures() -> None:
    """Offer to read a picture: a file, or what is pasted."""
    show_uploader(CANVAS["upload"], _UPLOAD, _KINDS, _take_picture)
    paste_picture(_take_picture)


def _take_drawing() -> None:
    drawing = st.session_state[_CANVAS].get("drawing") or {}
    sketch.take((drawing.get("raw") or {}).get("objects", []))


def _keep_pen() -> None:
    sketch.set_pen(st.session_state["draw_pen"])


def _load_sample(name: str) -> None:
    sample = next(each for each in SAMPLES if each.name == name)
    sketch.put(Sketch(sketch.make_objects(sample.strokes, sample.pen)))


def _take_picture(content: bytes) -> None:
    try:
        sketch.put(Sketch(picture=decode_image(content)))
        tell("")
    except DrawingError as error:
        warn(str(error))


def _show_small(picture: NDArray[np.uint8]) -> str:
    """Return the picture as large as the canvas shows it, as an address."""
    image = Image.fromarray(picture)
    image.thumbnail((2 * CANVAS_PX, 2 * CANVAS_PX))
    return encode_png(np.asarray(image))


@cache
def _list_samples() -> tuple[Item, ...]:
    return tuple(
        Item(
            each.name,
            draw_strokes(each.strokes, each.pen, CANVAS_PX, _THUMBNAIL_PX),
            TRICKY[each.name],
        )
        for each in SAMPLES
    )
