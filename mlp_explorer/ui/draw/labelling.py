"""Which digit was drawn: a person says it, and is asked where the network is sure of another."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from mlp_explorer.drawing.collection import LabelledDigit
from mlp_explorer.errors import StoreError
from mlp_explorer.runs import OwnDrawing
from mlp_explorer.ui.draw.answer import read_drawing
from mlp_explorer.ui.draw.notice import tell, warn
from mlp_explorer.ui.reader import find_reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import SketchReading, read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import HAND

__all__ = ["add_drawings", "LABEL", "show_labelling"]

LABEL = "draw_label"  # key of the chosen digit in `Session.choices`
_DOUBT = "draw_doubt"  # and of the question that waits for an answer
_DIGITS = tuple(range(10))


class _Doubt(NamedTuple):
    """The drawing, by `Sketchbook.changes`; what it was to be kept as; what the network reads."""

    changes: int
    label: int
    read: int


def show_labelling(session: Session, drawings: list[OwnDrawing]) -> None:
    """Ask what was drawn, and keep it."""
    wanted, book = _find_wanted(drawings), session.part(Sketchbook)
    st.markdown(f"**{HAND['label']}** {HAND['next'].format(digit=wanted)}")
    # what was drawn before the wish was heard may be anything
    proposed = wanted if book.sketch.is_empty else None
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    label = session.choose(
        row.segmented_control,
        HAND["this"],
        LABEL,
        proposed,
        options=_DIGITS,
        label_visibility="collapsed",
        wrap=True,
    )
    doubt: _Doubt | None = session.choices.get(_DOUBT)
    if doubt is not None and doubt[:2] == (book.changes, label):
        _ask(session, doubt)
    else:
        row.button(
            HAND["keep"],
            icon=":material/bookmark_add:",
            key="draw_keep",
            on_click=session.ask,
            args=(_keep,),
        )


def _ask(session: Session, doubt: _Doubt) -> None:
    """Let a person say who is right: the label may be one that was only proposed."""
    st.markdown(HAND["doubt"].format(read=doubt.read, digit=doubt.label))
    row = st.container(horizontal=True, gap="small")
    for digit in (doubt.read, doubt.label):
        row.button(
            HAND["keep_as"].format(digit=digit),
            icon=":material/bookmark_add:",
            key=f"draw_keep_as_{digit}",
            on_click=session.ask,
            args=(_settle, digit, doubt.changes),
        )


def _find_wanted(drawings: list[OwnDrawing]) -> int:
    """Return the digit of which there are fewest."""
    counts = np.bincount([each.label for each in drawings], minlength=len(_DIGITS))
    return int(counts.argmin())


def _keep(session: Session) -> None:
    """Keep what is drawn as what is chosen, unless that has to be asked first."""
    book, label = session.part(Sketchbook), session.choices.get(LABEL)
    reading = read_sketch(book.sketch)
    read = _find_sure(session, reading)
    if reading.digit is None:
        warn(session, HAND["nothing_drawn"])
    elif label is None:
        warn(session, HAND["no_label"])
    elif read is not None and read != label:
        tell(session, "")
        session.choices[_DOUBT] = _Doubt(book.changes, label, read)
    else:
        _keep_as(session, reading, label)


def _settle(session: Session, digit: int, changes: int) -> None:
    """Keep what was asked about as this digit; something drawn since is another question."""
    book = session.part(Sketchbook)
    session.choices[LABEL] = digit
    if book.changes == changes:
        _keep_as(session, read_sketch(book.sketch), digit)
    else:
        _keep(session)


def _keep_as(session: Session, reading: SketchReading, label: int) -> None:
    assert reading.digit is not None
    digit = np.round(reading.digit * 255).astype(np.uint8)
    strokes = [stroke.tolist() for stroke in reading.strokes]
    if add_drawings(session, [LabelledDigit(label, digit, strokes)]):
        tell(session, HAND["kept"].format(digit=label))
        session.part(Sketchbook).clear()


def _find_sure(session: Session, reading: SketchReading) -> int | None:
    """Return the digit that the network on screen is sure of, None where it is not."""
    try:
        answer = read_drawing(find_reader(session, session.get_run()), reading)
    except StoreError:  # the page says so
        return None
    if answer is None or answer.verdict.kind != "answer":
        return None
    return answer.verdict.answer


def add_drawings(session: Session, drawings: list[LabelledDigit]) -> bool:
    """Add them to those that are kept; tell whether they are, and say why not."""
    try:
        get_services().store.add_drawings(session.owner, drawings)
    except StoreError as error:
        warn(session, str(error))
        return False
    session.choices.pop(LABEL, None)  # the next label is asked for anew
    return True
