"""What a person may say otherwise than it was understood."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from mlp_explorer.data.files.read import Reading
from mlp_explorer.data.files.table_choices import (
    DECIMALS,
    LEAVE_OUT,
    MOST_HEADER_ROWS,
    SEPARATORS,
)
from mlp_explorer.ui.data.bringing import Bringing, change_pictures, change_table, use_columns
from mlp_explorer.ui.session import Session
from mlp_explorer.words import BRING

__all__ = ["show_switches"]

_MOST_COLUMNS = 300  # more would be slow to send, and are no list to choose from
_KINDS = ("classes", "number")
# of pictures: which notes say that it was done, by the choice in `PictureChoices`
_DONE = {
    "transposed": ("pictures.turned",),
    "inverted": ("pictures.inverted", "pictures.dark_ink"),
    "redrawn": ("pictures.redrawn",),
}
_OF_FOLDERS = ("pictures.redrawn", "pictures.kept_whole")


def show_switches(session: Session) -> None:
    """Draw the switches for what was brought, as it was understood last."""
    bringing = session.part(Bringing)
    with st.expander(BRING["otherwise"], icon=":material/tune:", expanded=True):
        reading = bringing.reading
        if reading is not None and reading.dataset.about.kind == "pictures":
            _show_of_pictures(session, reading)
        else:
            _show_of_table(session, bringing, reading)


def _show_of_pictures(session: Session, reading: Reading) -> None:
    codes = {note.code for note in reading.dataset.about.notes}
    for choice, done in _DONE.items():
        if choice == "redrawn" and not codes & {*_OF_FOLDERS}:
            continue
        session.inputs.show_alone(
            st.toggle,
            BRING[choice],
            f"bring_{choice}",
            bool(codes & {*done}),
            lambda on, choice=choice: session.ask(_change_pictures, choice, on),
        )


def _change_pictures(session: Session, choice: str, on: bool) -> None:
    change_pictures(session, **{choice: on})


def _show_of_table(session: Session, bringing: Bringing, reading: Reading | None) -> None:
    columns = reading.columns if reading else bringing.columns
    uses = {column.name: column.use for column in columns}
    if reading is None:  # what was said stands there, also where it cannot be
        uses |= bringing.table.columns
    names = list(uses)
    answer = next((name for name in names if uses[name] == "answer"), bringing.table.target)
    if 0 < len(names) <= _MOST_COLUMNS:
        _choose(session, "answer", "target", answer, names)
        kind = bringing.table.answer
        if kind is None and reading:
            kind = "classes" if reading.dataset.about.classes else "number"
        _choose(session, "kind", "answer", kind, [*_KINDS], {each: BRING[each] for each in _KINDS})
        others = [name for name in names if name != answer]
        left_out = [name for name in names if uses[name] == LEAVE_OUT]
        as_classes = [name for name in names if uses[name] == "classes"]
        _choose_some(
            session,
            "left_out",
            left_out,
            others,
            lambda chosen: session.ask(use_columns, chosen, as_classes),
        )
        _choose_some(
            session,
            "as_classes",
            as_classes,
            [name for name in others if name not in left_out],
            lambda chosen: session.ask(use_columns, left_out, chosen),
        )
    told = {"": BRING["told"]}
    marks = {"\t": BRING["tab"], " ": BRING["blank"]}
    with st.container(horizontal=True):
        for choice, options in (
            ("header", range(MOST_HEADER_ROWS + 1)),
            ("separator", SEPARATORS),
            ("decimal", DECIMALS),
        ):
            value = getattr(bringing.table, choice)
            texts = {each: marks.get(str(each), str(each)) for each in options}
            _choose(
                session,
                choice,
                choice,
                "" if value is None else value,
                ["", *options],
                told | texts,
            )


def _choose(
    session: Session,
    word: str,
    choice: str,
    value: Any,
    options: Sequence[Any],
    names: dict[Any, str] | None = None,
) -> None:
    """Draw a list of what can be said; what is chosen, `change_table` is told."""
    session.inputs.show_alone(
        st.selectbox,
        BRING[word],
        f"bring_{choice}",
        value,
        lambda chosen: session.ask(_change_table, choice, None if chosen == "" else chosen),
        options=options,
        format_func=lambda option: names[option] if names else str(option),
    )


def _change_table(session: Session, choice: str, value: Any) -> None:
    change_table(session, **{choice: value})


def _choose_some(
    session: Session, word: str, chosen: list[str], options: list[str], take: Any
) -> None:
    session.inputs.show_alone(
        st.multiselect, BRING[word], f"bring_{word}", chosen, take, options=options
    )
