"""Which language a session's pages are in: the browser's, if there is one that fits."""

import streamlit as st

from mlp_explorer.words import find_language, use_language

__all__ = ["speak"]


def speak() -> None:
    """Have this run of the script speak the session's language: each run has its own thread."""
    use_language(find_language(st.context.locale))
