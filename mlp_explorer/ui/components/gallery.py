"""Small pictures that can be clicked on, or reached by keyboard."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from mlp_explorer.ui.components.files import read_files

__all__ = ["Item", "show_gallery"]

_component = st.components.v2.component(
    "mlp_explorer_gallery",
    html='<div class="gallery"></div>',
    css=read_files("gallery.css"),
    js=read_files("gallery.js"),
)


class Item(NamedTuple):
    """id: what a click gives. source: a data URL. label: what it shows. mark: in its corner."""

    id: str
    source: str
    label: str
    mark: str = ""


def show_gallery(
    items: Sequence[Item],
    key: str,
    choose: Callable[[str], None],
    chosen: str | None = None,
    width: int = 54,
) -> None:
    """Show pictures, at least `width` px wide each; call `choose` with the id of a clicked one.

    chosen: id of the one that is marked; None marks none.
    """

    def receive() -> None:
        choice = st.session_state[key].choice
        if any(item.id == choice for item in items):
            choose(choice)

    data = {"items": [item._asdict() for item in items], "chosen": chosen, "width": width}
    _component(key=key, data=data, on_choice_change=receive)
