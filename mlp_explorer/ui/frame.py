"""What every browser session runs, from its top, at each click: the frame around the pages.

One script for all pages. Which one is shown is the session's; each has a place of its own among the
elements, so that what is left of one never stands under another.
"""

import json
from pathlib import Path

import streamlit as st

from mlp_explorer.ui import compare, data, draw, learn, sweep, train
from mlp_explorer.ui._streamlit import (
    forget_uploads,
    ignore_what_cannot_be_read,
    keep_paths_private,
    keep_what_arrives,
    keep_what_is_drawn,
    look_up_single_states,
    was_history_navigation,
)
from mlp_explorer.ui.address import read_address, write_address
from mlp_explorer.ui.language import speak
from mlp_explorer.ui.page import Page
from mlp_explorer.ui.page_bar import show_page_bar
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session, get_session
from mlp_explorer.words import APP, PAGES

__all__ = ["main", "SITE"]

_SIDEBAR_PX = 340  # a layer's width, activation and extras in one row
_ICON = Path(__file__).with_name("icon.png")  # an icon by name would be fetched from afar
_STYLE = Path(__file__).with_name("style.css")
# the place of every page but one, and the room around it; the sidebar of a page that is left, too
_ONLY = """<style>
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-place_"]:not(.st-key-place_{page}))
  {{ display: none; }}
:root {{ --sidebar-words: {words}; }}</style>"""
_NO_SIDEBAR = '<style>[data-testid="stSidebar"] { display: none; }</style>'

keep_paths_private()
keep_what_arrives()
keep_what_is_drawn()
look_up_single_states()
ignore_what_cannot_be_read()
forget_uploads()

SITE: dict[str, Page] = {
    each.name: each
    for each in (train.PAGE, draw.PAGE, learn.PAGE, compare.PAGE, sweep.PAGE, data.PAGE)
}


def main() -> None:
    """Hear what came from the browser, then draw the page that is asked for."""
    session = get_session()
    speak()
    if was_history_navigation():
        session.address = None
    session.hear()
    if session.address is None:
        session.address = st.query_params.to_dict()
        read_address(session, SITE, session.address)
    page = SITE[session.page]
    session.begin(each.key for each in page.parameters)
    st.set_page_config(_write_title(page), _ICON, "wide", initial_sidebar_state=_SIDEBAR_PX)
    _update_address(session)
    _set_style(page)
    show_page_bar(session, list(SITE.values()))
    _draw(page, session)
    session.end()


def _update_address(session: Session) -> None:
    wanted = write_address(session, SITE)
    # what the browser says may be older than what it has been told meanwhile
    if session.address != wanted or st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
    session.address = wanted


def _draw(page: Page, session: Session) -> None:
    for each in SITE.values():
        place = st.container(key=f"place_{each.name}")
        if each is page:
            with place:
                sentences = st.container(key="problems", horizontal=True)
                page.show(session)
                if session.problems:  # once the fields show again what stands
                    with sentences:
                        _show_problems(session)


def _show_problems(session: Session) -> None:
    """Say what was wrong, over the page: nothing of it moves."""
    st.warning("  \n".join(map(plain, session.problems)))
    st.button(
        APP["close"],
        key="problems_close",
        type="tertiary",
        on_click=session.ask,
        args=(_forget_problems,),
    )


def _forget_problems(session: Session) -> None:
    session.problems = ()


def _write_title(page: Page) -> str:
    return APP["title"].format(page=PAGES[page.name], name=APP["name"])


def _set_style(page: Page) -> None:
    st.html(_STYLE)
    words = json.dumps(APP["sidebar"], ensure_ascii=False)  # quoted as CSS quotes, too
    gone = "" if page.has_sidebar else _NO_SIDEBAR
    st.html(_ONLY.format(page=page.name, words=words) + gone)
