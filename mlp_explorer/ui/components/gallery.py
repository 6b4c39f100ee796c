"""Small pictures that can be clicked on, or reached by keyboard."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_count, read_files
from mlp_explorer.ui.session import Action, Session

__all__ = ["Item", "show_gallery"]

_component = st.components.v2.component(
    "mlp_explorer_gallery",
    html='<div class="gallery"></div>',
    css=read_files("gallery.css"),
    js=load_module("gallery"),
)


class Item(NamedTuple):
    """id: what a click gives. source: a data URL. label: what it shows. mark: in its corner."""

    id: str
    source: str
    label: str
    mark: str = ""


def show_gallery(
    session: Session,
    items: Sequence[Item],
    key: str,
    choose: Action,
    chosen: str | None = None,
    width: int = 54,
) -> None:
    """Show pictures, at least `width` px wide each; call `choose` with the session, the id of a
    clicked one, and how much had been done on the canvas before, see `Sketchbook.put`.

    chosen: id of the one that is marked; None marks none.
    """

    ids = [item.id for item in items]

    def hear(said: Any) -> None:
        if isinstance(said, dict) and said.get("id") in ids:
            session.ask(choose, said["id"], read_count(said.get("at")))

    session.inputs.listen(key, hear)
    data = {"items": [item._asdict() for item in items], "chosen": chosen, "width": width}
    _component(key=key, data=data, on_said_change=lambda: None)
