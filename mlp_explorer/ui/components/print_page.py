"""A button that prints the page, or saves it as a PDF; another chapter begins at its top."""

import streamlit as st

from mlp_explorer.ui.assets import load_module

__all__ = ["print_page"]

_component = st.components.v2.component(
    "mlp_explorer_print_page",
    html='<button type="button"></button>',
    css="""
    button { all: unset; cursor: pointer; font: 0.95rem var(--st-font); color: var(--st-text-color);
      border: 1px solid var(--st-border-color); border-radius: 8px; padding: 0.35rem 0.9rem; }
    button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
    button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
    @media print { button { display: none; } }
    """,
    js=load_module("print_page"),
)


def print_page(label: str, page: str) -> None:
    """Show the button. page: what is on the screen; where it is another one, scroll to the top."""
    _component(key="print_page", data={"label": label, "page": page}, width="content")
