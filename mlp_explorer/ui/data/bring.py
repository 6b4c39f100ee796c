"""Where people bring data of their own: files or a table that is pasted, a preview, the switches to
say otherwise, and the button that keeps it."""

import streamlit as st

from mlp_explorer.data import Dataset
from mlp_explorer.runs.own_data import LONGEST_TITLE
from mlp_explorer.ui.data.bringing import (
    FOR_ALL,
    PASTED,
    Bringing,
    discard,
    keep,
    read_pasted,
    take_files,
)
from mlp_explorer.ui.data.drawn import show_drawn
from mlp_explorer.ui.data.preview import show_preview
from mlp_explorer.ui.data.sections import split
from mlp_explorer.ui.data.switches import show_switches
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import BRING

__all__ = ["show_bringing"]

_MOST_MB = 300  # of a file, as much as the server takes (config.toml)
_MOST_PASTED = 1_000_000  # characters


def show_bringing(session: Session) -> None:
    """Draw what is brought on the left, and what was understood of it on the right."""
    bringing = session.part(Bringing)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(BRING["title"], anchor=False, width="content")
        st.button(
            BRING["back"],
            icon=":material/arrow_back:",
            key="bring_back",
            on_click=session.ask,
            args=(discard, False),
        )
    left, right = split()
    with left:
        _show_sources(session)
    with right:
        if bringing.is_to_be_read:
            with st.spinner(BRING["reading"]):
                bringing.read()
        if bringing.problems:
            st.error("  \n".join(map(plain, bringing.problems)))
        elif bringing.reading is None:
            st.markdown(BRING["what"])
        else:
            show_preview(session, bringing.reading)
    with left:
        if bringing.reading is not None:
            _show_keeping(session, bringing.reading.dataset)
        if bringing.files:
            show_switches(session)


def _show_sources(session: Session) -> None:
    session.inputs.upload_all(
        BRING["files"],
        "bring_files",
        lambda uploads: session.ask(take_files, uploads),
        accept_multiple_files=True,
        max_upload_size=_MOST_MB,
    )
    with st.expander(BRING["paste"], icon=":material/content_paste:"):
        session.choose(
            st.text_area,
            BRING["pasted"],
            PASTED,
            "",
            max_chars=_MOST_PASTED,
            height=160,
            placeholder=BRING["example"],
        )
        st.button(BRING["read"], key="bring_read", on_click=session.ask, args=(read_pasted,))
    show_drawn(session)


def _show_keeping(session: Session, dataset: Dataset) -> None:
    """Draw what it is called, who may use it, and the buttons that keep it or not."""
    bringing, key = session.part(Bringing), dataset.about.key
    session.inputs.show_alone(
        st.text_input,
        BRING["name"],
        "bring_name",
        bringing.title,
        lambda title: setattr(bringing, "title", title),
        max_chars=LONGEST_TITLE,
    )
    session.choose(st.toggle, BRING["for_all"], FOR_ALL, False, help=BRING["for_all_help"])
    with st.container(horizontal=True):
        st.button(
            BRING["keep"],
            type="primary",
            icon=":material/bookmark_add:",
            key="bring_keep",
            on_click=session.ask,
            args=(keep, key),
        )
        st.button(BRING["discard"], key="bring_discard", on_click=session.ask, args=(discard,))
