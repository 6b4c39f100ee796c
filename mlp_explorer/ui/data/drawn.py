"""Where people draw a dataset: a drawing, its name, and what all of them make together."""

import numpy as np
import streamlit as st

from mlp_explorer.data.drawn import make_drawn_dataset
from mlp_explorer.data.files.names import sort_names
from mlp_explorer.runs import NamedDrawing
from mlp_explorer.runs.named_drawings import LONGEST_NAME
from mlp_explorer.ui.data.bringing import Bringing
from mlp_explorer.ui.draw.canvas import show_canvas
from mlp_explorer.ui.draw.notice import show_notice, tell, warn
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import CANVAS_PX, read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import BRING

__all__ = ["show_drawn"]

_DRAWS, _NAME, _ALL, _SOME = "bring_draws", "bring_drawn_name", "bring_drawn_all", "bring_drawn"


def show_drawn(session: Session) -> None:
    """Draw the canvas, if it is wanted, and what was drawn so far."""
    if not session.choose(st.toggle, BRING["draw"], _DRAWS, False):
        return
    st.caption(BRING["draw_why"])
    with st.container(width=CANVAS_PX):
        show_canvas(session)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        session.choose(
            st.text_input, BRING["draw_name"], _NAME, "", max_chars=LONGEST_NAME, width=140
        )
        st.button(
            BRING["draw_keep"],
            icon=":material/bookmark_add:",
            key="bring_drawn_keep",
            on_click=session.ask,
            args=(_keep,),
        )
        st.button(
            BRING["draw_undo"],
            icon=":material/delete:",
            key="bring_drawn_undo",
            on_click=session.ask,
            args=(_delete_last,),
        )
    show_notice(session)
    _show_collection(session)


def _show_collection(session: Session) -> None:
    """Draw which names there are, and the button that makes a dataset of them."""
    is_all = session.choose(st.toggle, BRING["draw_all"], _ALL, False)
    counts = get_services().store.count_drawn(None if is_all else session.owner)
    names = list(sort_names(sorted(counts)))
    if not names:
        return
    chosen = session.choose(
        st.multiselect,
        BRING["draw_some"],
        _SOME,
        names,
        options=names,
        format_func=lambda name: BRING["draw_count"].format(name=name, count=counts[name]),
    )
    st.button(
        BRING["draw_make"],
        icon=":material/dataset:",
        key="bring_drawn_make",
        disabled=not chosen,
        on_click=session.ask,
        args=(_make,),
    )


def _keep(session: Session) -> None:
    """Keep what is drawn under its name."""
    book = session.part(Sketchbook)
    reading, name = read_sketch(book.sketch), " ".join(str(session.choices.get(_NAME, "")).split())
    if reading.digit is None:
        warn(session, BRING["draw_nothing"])
    elif not name:
        warn(session, BRING["draw_no_name"])
    else:
        picture = np.round(reading.digit * 255).astype(np.uint8)
        get_services().store.add_named_drawing(session.owner, NamedDrawing(name, picture))
        chosen = session.choices.get(_SOME)
        if chosen is not None and name not in chosen:
            session.choices[_SOME] = [*chosen, name]
        tell(session, BRING["draw_kept"].format(name=name))
        book.clear()


def _delete_last(session: Session) -> None:
    get_services().store.delete_last_named(session.owner)


def _make(session: Session) -> None:
    """Show what was drawn as it would be kept. Raises DatasetError where it cannot be learned."""
    is_all, chosen = session.choices.get(_ALL), session.choices.get(_SOME) or []
    drawn = get_services().store.load_drawn(chosen, None if is_all else session.owner)
    pictures = np.array([each.picture for each in drawn], np.uint8).reshape(-1, 28, 28)
    dataset = make_drawn_dataset([each.name for each in drawn], pictures)
    session.part(Bringing).show(dataset, BRING["draw_everybody" if is_all else "draw_mine"])
