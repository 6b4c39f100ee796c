"""The bar of pages: links that stand still, one tap away on a phone, too; and who looks at them."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from mlp_explorer.ui._streamlit import THEME_KEY
from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.ui.page import Page
from mlp_explorer.ui.people import show_nickname
from mlp_explorer.ui.session import FIRST_PAGE, Session
from mlp_explorer.words import APP, PAGES, get_language

__all__ = ["show_page_bar"]

_KEY = "page_bar"
_component = st.components.v2.component(
    "mlp_explorer_page_bar",
    html="<nav></nav>",
    css=read_files("page_bar.css"),
    js=load_module("page_bar"),
)


def show_page_bar(session: Session, pages: Sequence[Page]) -> None:
    """Show a link for each page; a click opens it in this session."""
    names = [page.name for page in pages]
    session.inputs.listen(_KEY, lambda name: session.open_page(name) if name in names else None)
    data = {
        "language": get_language(),
        "label": APP["pages"],
        "name": APP["name"],
        "themeKey": THEME_KEY,
        "words": {"dark": APP["to_dark"], "light": APP["to_light"]},
        "page": session.page,
        "heard": session.inputs.last_said(_KEY),
        "links": [
            {"page": p.name, "icon": p.icon, "label": PAGES[p.name], "href": _link_to(p.name)}
            for p in pages
        ],
    }
    with st.container(key="page_bar_place"):
        _component(key=_KEY, data=data, on_said_change=lambda: None)
        show_nickname(session)


def _link_to(page: str) -> str:
    """Return where a new tab finds the page; relative, as the server may stand under a path."""
    return "." if page == FIRST_PAGE else f"?{urlencode({'page': page})}"
