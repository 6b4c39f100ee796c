"""Where a digit comes from: the canvas, a sample, a picture."""

from functools import cache

import streamlit as st

from mlp_explorer.charts.strokes import draw_strokes
from mlp_explorer.drawing import decode_image
from mlp_explorer.errors import DrawingError
from mlp_explorer.ui.components import Item, drawing_canvas, paste_picture, show_gallery
from mlp_explorer.ui.draw.notice import tell, warn
from mlp_explorer.ui.draw.samples import SAMPLES
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import CANVAS_PX, Sketch, make_objects, make_picture
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import CANVAS, TRICKY

__all__ = ["show_canvas", "show_pictures", "show_samples"]

_THUMBNAIL_PX, _SAMPLE_PX = 64, 46  # as painted, and at least so large on the page
_THINNEST, _THICKEST = 4, 40
_KINDS = (
    "image/*",
    "heic",
    "heif",
    "avif",
    "jfif",
)  # as a kind, for which phones offer their camera
_CANVAS, _UPLOAD = "draw_canvas", "draw_upload"


def show_canvas(session: Session) -> None:
    """Show the canvas with Undo, Clear and the pen; what is drawn goes into the sketchbook."""
    book = session.part(Sketchbook)
    if not session.inputs.knows(_CANVAS):
        book.renew()  # this canvas is a new one
    with st.container(key="draw_box", gap=None):
        drawing_canvas(session, _CANVAS, book.write(), book.pen_px, book.hear)
        with (
            st.container(key="draw_pen_place"),
            st.popover(CANVAS["pen"], icon=":material/line_weight:", width="stretch"),
        ):
            session.inputs.show(
                st.slider,
                CANVAS["pen_width"],
                "draw_pen",
                book.pen_px,
                lambda width: setattr(book, "pen_px", int(width)),
                min_value=_THINNEST,
                max_value=_THICKEST,
            )
            st.caption(CANVAS["pen_help"])
    with st.container(key="draw_keys"):
        st.caption(CANVAS["keys"])


def show_samples(session: Session) -> None:
    """Show the samples; a click puts one on the canvas."""
    st.caption(CANVAS["tricky"])
    show_gallery(session, _list_samples(), "draw_samples", _load_sample, width=_SAMPLE_PX)


def show_pictures(session: Session) -> None:
    """Offer to read a picture: a file, or what is pasted."""
    session.inputs.upload(
        CANVAS["upload"],
        _UPLOAD,
        lambda content: session.ask(_take_picture, content),
        type=_KINDS,
    )
    paste_picture(session, _take_picture)


def _load_sample(session: Session, name: str, at: int | None) -> None:
    sample = next(each for each in SAMPLES if each.name == name)
    session.part(Sketchbook).put(Sketch(make_objects(sample.strokes, sample.pen)), at)


def _take_picture(session: Session, content: bytes, at: int | None = None) -> None:
    try:
        session.part(Sketchbook).put(make_picture(decode_image(content)), at)
        tell(session, "")
    except DrawingError as error:
        warn(session, str(error))


def _list_samples() -> list[Item]:
    pictures = zip(SAMPLES, _draw_samples(), strict=True)
    return [Item(each.name, picture, TRICKY[each.name]) for each, picture in pictures]


@cache
def _draw_samples() -> list[str]:
    return [draw_strokes(each.strokes, each.pen, CANVAS_PX, _THUMBNAIL_PX) for each in SAMPLES]
