"""A table: read aloud as one, sorted by its columns, its rows picked by keyboard, too."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import streamlit as st

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files, write_key
from mlp_explorer.ui.session import Session
from mlp_explorer.words import TABLE

__all__ = ["Cell", "Column", "Picking", "Row", "show_table"]

_component = st.components.v2.component(
    "mlp_explorer_table",
    html=(
        '<div class="table"><div class="table-box"><table><caption class="heard"></caption>'
        "<thead><tr></tr></thead><tbody></tbody></table></div>"
        '<button type="button" class="table-more" hidden></button>'
        '<div class="table-said heard" role="status"></div></div>'
    ),
    css=read_files("heard.css", "table.css"),
    js=load_module("table"),
)


class Column(NamedTuple):
    """label: its head. kind: "name" is what a row is called, read aloud with each of its cells;
    "time" is of seconds since 1970, written as the browser does."""

    label: str
    kind: Literal["text", "name", "number", "time"] = "text"


class Cell(NamedTuple):
    """text: as it is shown; no Markdown. value: what it is sorted by; None: its text."""

    text: str
    value: float | None = None


class Row(NamedTuple):
    """id: another one in each row. cells: one for each column."""

    id: str
    cells: Sequence[Cell]


class Picking(NamedTuple):
    """picks: ids of all that is picked, also of what is not among the rows. take: gets the ids of
    rows that a person has picked (True) or dropped (False); it may get them again."""

    picks: Sequence[str]
    take: Callable[[Mapping[str, bool]], object]


def show_table(
    session: Session,
    key: str,
    label: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    picking: Picking | None = None,
    height: str = "22rem",
) -> None:
    """Show rows in their order, which a click on a column's head changes in the browser.

    label: what the table is of, read aloud. height: a CSS length, beyond which it scrolls.
    """
    key, ids = write_key(key), {row.id for row in rows}

    def hear(said: Any) -> None:
        changes = said if isinstance(said, dict) else {}
        known = {each: on for each, on in changes.items() if each in ids and type(on) is bool}
        if picking and known:
            picking.take(known)

    session.inputs.listen(key, hear)
    data = {
        "label": label,
        "columns": [column._asdict() for column in columns],
        "rows": [row._asdict() for row in rows],
        "picks": list(picking.picks) if picking else None,
        "heard": session.inputs.last_said(key),
        "height": height,
        "words": dict(TABLE),
    }
    _component(key=key, data=data, on_said_change=lambda: None)
