"""A sentence that is read aloud, and not seen: how what goes on stands."""

import zlib

import streamlit as st

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files

__all__ = ["announce"]

_component = st.components.v2.component(
    "mlp_explorer_announcement",
    html='<p class="announcement heard" role="status"></p>',
    css=read_files("heard.css"),
    js=load_module("announcement"),
)


def announce(key: str, sentence: str, *about: object) -> None:
    """Have a sentence read aloud once, not where it is the first one of its page.

    about: what makes it a new one, such as the quarter of a run. Where that stays, the sentence may
    have other figures, and nothing is said.
    """
    mark = zlib.crc32(repr(about).encode())
    _component(key=key, data={"about": mark, "sentence": sentence})
