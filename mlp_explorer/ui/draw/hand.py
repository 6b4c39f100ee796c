"""My own hand: label what I drew, keep it, see how it is read, and have the network learn it."""

import streamlit as st

from mlp_explorer.charts.images import encode_png
from mlp_explorer.drawing.collection import (
    LabelledDigit,
    describe_gaps,
    read_collection,
    write_json,
    write_npz,
)
from mlp_explorer.errors import DrawingError, StoreError
from mlp_explorer.runs import OwnDrawing
from mlp_explorer.ui.components import Item, show_gallery
from mlp_explorer.ui.draw.labelling import LABEL, add_drawings, show_labelling
from mlp_explorer.ui.draw.notice import tell, warn
from mlp_explorer.ui.draw.scores import show_scores
from mlp_explorer.ui.draw.tuning import show_tuning
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import Sketch, make_grey_picture, make_objects
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import HAND

__all__ = ["show_hand"]

_CHOSEN, _IMPORT = "draw_chosen", "draw_import"


def show_hand(session: Session, reader: Reader | None) -> None:
    """Show the collection and what can be done with it."""
    try:
        drawings = get_services().store.list_drawings(session.owner)
    except StoreError as error:
        st.error(plain(error))
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        show_labelling(session, drawings)
        _show_collection(session, drawings)
        _show_files(session, drawings)
    with right:
        show_scores(reader, drawings)
        show_tuning(session, reader, drawings)


def _show_collection(session: Session, drawings: list[OwnDrawing]) -> None:
    """Show what is kept; a click puts a drawing back on the canvas."""
    if gaps := describe_gaps(drawings):
        st.caption("  \n".join(gaps))
    if not drawings:
        return
    chosen = session.choices.get(_CHOSEN)
    ordered = sorted(drawings, key=lambda each: each.label)
    items = [
        Item(
            each.id, encode_png(each.digit), HAND["item"].format(digit=each.label), str(each.label)
        )
        for each in ordered
    ]
    with st.container(height=min(300, 24 + 46 * -(-len(items) // 10)), border=False):
        show_gallery(session, items, "draw_kept", _choose, chosen or "", width=40)
    row = st.container(horizontal=True, gap="small")
    one = next((each for each in drawings if each.id == chosen), None)
    row.button(
        HAND["delete_one"].format(digit=one.label) if one else HAND["delete_none"],
        icon=":material/delete:",
        key="draw_delete",
        disabled=one is None,
        on_click=session.ask,
        args=(_delete_chosen,),
    )
    with row.popover(HAND["delete_all"].format(count=len(drawings))):
        st.markdown(HAND["delete_all_sure"])
        st.button(
            HAND["delete_all_yes"],
            key="draw_delete_all",
            on_click=session.ask,
            args=(_delete, [each.id for each in drawings]),
        )


def _choose(session: Session, drawing_id: str, at: int | None) -> None:
    """Mark a kept drawing, and put it on the canvas."""
    drawings = get_services().store.list_drawings(session.owner)
    one = next((each for each in drawings if each.id == drawing_id), None)
    if one is None:
        return
    session.choices[_CHOSEN] = drawing_id
    book = session.part(Sketchbook)
    if one.strokes:
        book.put(Sketch(make_objects(one.strokes, book.pen_px)), at)
    else:
        book.put(make_grey_picture(one.digit), at)


def _delete_chosen(session: Session) -> None:
    _delete(session, [session.choices[_CHOSEN]])


def _delete(session: Session, ids: list[str]) -> None:
    try:
        get_services().store.delete_drawings(session.owner, ids)
        session.choices.pop(LABEL, None)
        tell(session, HAND["deleted"].format(count=len(ids)))
    except StoreError as error:
        warn(session, str(error))


def _show_files(session: Session, drawings: list[OwnDrawing]) -> None:
    """Offer the collection as a file, and take one."""
    with st.expander(HAND["files"]):
        row = st.container(horizontal=True, gap="small")
        digits = [LabelledDigit(each.label, each.digit, each.strokes) for each in drawings]
        for name, write, kind in (
            ("my_digits.npz", write_npz, "application/octet-stream"),
            ("my_digits.json", write_json, "application/json"),
        ):
            row.download_button(
                name,
                write(digits) if digits else b"",
                name,
                kind,
                icon=":material/download:",
                disabled=not drawings,
                on_click="ignore",
            )
        session.inputs.upload(
            HAND["import"],
            _IMPORT,
            lambda content: session.ask(_import, content),
            type=("json", "npz"),
        )


def _leave_out_known(session: Session, digits: list[LabelledDigit]) -> list[LabelledDigit]:
    """Return those that are not kept yet, whatever their label, each once: one that was learned
    must not be held out as well. Raises StoreError."""
    kept = get_services().store.list_drawings(session.owner)
    known = {each.digit.tobytes() for each in kept}
    new: dict[bytes, LabelledDigit] = {}
    for each in digits:
        new.setdefault(each.digit.tobytes(), each)
    return [each for content, each in new.items() if content not in known]


def _import(session: Session, content: bytes) -> None:
    try:
        digits = read_collection(content)
        new = _leave_out_known(session, digits)
    except (DrawingError, StoreError) as error:
        warn(session, str(error))
        return
    known = len(digits) - len(new)
    if not new or add_drawings(session, new):
        sentence = HAND["imported_known" if known else "imported"]
        tell(session, sentence.format(count=len(new), known=known))
