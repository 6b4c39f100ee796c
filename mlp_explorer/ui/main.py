"""What every browser session runs: page settings, navigation, then one page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from mlp_explorer.ui.session import end_page, enter_page, know_pages, sync_with_url
from mlp_explorer.ui.views import compare, data, draw, learn, sweep, train
from mlp_explorer.words import APP, PAGES

_SIDEBAR_PX = 340  # a layer's width, activation and extras in one row
_ICON = Path(__file__).with_name("icon.png")  # an icon by name would be fetched from afar
_STYLE = Path(__file__).with_name("style.css")
# The sidebar of the page before would stay until all is drawn, and as it goes a stroke be torn.
# On narrow screens the list of pages is in it.
_GONE = '<style>@media (min-width: 768px) { [data-testid="stSidebar"] { display: none; } }</style>'


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(APP["name"], _ICON, "wide", initial_sidebar_state=_SIDEBAR_PX)
    pages = {
        "train": _make_page("train", train.show, "model_training", default=True),
        "draw": _make_page("draw", lambda: draw.show(entered), "draw"),
        "learn": _make_page("learn", learn.show, "school"),
        "compare": _make_page("compare", compare.show, "compare_arrows"),
        "sweep": _make_page("sweep", sweep.show, "rule"),
        "data": _make_page("data", data.show, "grid_on"),
    }
    know_pages(pages)
    page = st.navigation(list(pages.values()), position="top")
    _set_style(has_sidebar=page == pages["train"])
    entered = enter_page(page.url_path)
    sync_with_url(entered)
    problems = st.container()
    page.run()
    end_page(problems)


def _set_style(has_sidebar: bool) -> None:
    st.html(_STYLE)
    words = json.dumps(APP["sidebar"], ensure_ascii=False)  # quoted as CSS quotes, too
    gone = "" if has_sidebar else _GONE
    st.html(f"<style>:root {{ --sidebar-words: {words}; }}</style>{gone}")


def _make_page(name: str, show: Callable[[], None], icon: str, default: bool = False) -> Any:
    return st.Page(
        show, title=PAGES[name], icon=f":material/{icon}:", url_path=name, default=default
    )


if __name__ == "__main__":
    main()
