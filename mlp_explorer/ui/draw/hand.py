"""My own hand: label what I drew, keep it, see how it is read, and have the network learn it."""

import numpy as np
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
from mlp_explorer.ui.draw import sketch
from mlp_explorer.ui.draw.answer import Reader
from mlp_explorer.ui.draw.notice import tell, warn
from mlp_explorer.ui.draw.scores import show_scores
from mlp_explorer.ui.draw.sketch import Sketch
from mlp_explorer.ui.draw.tuning import show_tuning
from mlp_explorer.ui.draw.uploading import show_uploader
from mlp_explorer.ui.owner import get_owner
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import HAND

__all__ = ["show_hand"]

_LABEL, _CHOSEN, _IMPORT = "draw_label", "draw_chosen", "draw_import"
_DIGITS = tuple(range(10))


def show_hand(reader: Reader | None) -> None:
    """Show the collection and what can be done with it."""
    try:
        drawings = get_services().store.list_drawings(get_owner())
    except StoreError as error:
        st.error(str(error))
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_labelling(drawings)
        _show_collection(drawings)
        _show_files(drawings)
    with right:
        show_scores(reader, drawings)
        show_tuning(reader, drawings)


def _show_labelling(drawings: list[OwnDrawing]) -> None:
    """Ask what was drawn, and keep it."""
    wanted = _find_wanted(drawings)
    st.markdown(f"**{HAND['label']}** {HAND['next'].format(digit=wanted)}")
    key = _get_label_key()
    if key not in st.session_state:
        # what was drawn before the wish was heard may be anything
        st.session_state[key] = wanted if sketch.get_sketch().is_empty else None
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    row.segmented_control(HAND["this"], _DIGITS, key=key, label_visibility="collapsed", wrap=True)
    row.button(HAND["keep"], icon=":material/bookmark_add:", key="draw_keep", on_click=_keep)


def _get_label_key() -> str:
    return f"{_LABEL}_{st.session_state.get(_LABEL, 0)}"


def _renew_label() -> None:
    """Have the next label asked for by a new widget: a stroke that is on its way says what the
    browser shows, and would bring the old label back."""
    st.session_state[_LABEL] = st.session_state.get(_LABEL, 0) + 1


def _find_wanted(drawings: list[OwnDrawing]) -> int:
    """Return the digit of which there are fewest."""
    counts = np.bincount([each.label for each in drawings], minlength=len(_DIGITS))
    return int(counts.argmin())


def _keep() -> None:
    label, reading = st.session_state.get(_get_label_key()), sketch.read_sketch(sketch.get_sketch())
    if reading.digit is None:
        warn(HAND["nothing_drawn"])
    elif label is None:
        warn(HAND["no_label"])
    else:
        digit = np.round(reading.digit * 255).astype(np.uint8)
        strokes = [stroke.tolist() for stroke in reading.strokes]
        if _add([LabelledDigit(label, digit, strokes)]):
            tell(HAND["kept"].format(digit=label))
            sketch.clear()


def _add(drawings: list[LabelledDigit]) -> bool:
    try:
        get_services().store.add_drawings(get_owner(), drawings)
    except StoreError as error:
        warn(str(error))
        return False
    _renew_label()
    return True


def _show_collection(drawings: list[OwnDrawing]) -> None:
    """Show what is kept; a click puts a drawing back on the canvas."""
    if gaps := describe_gaps(drawings):
        st.caption("  \n".join(gaps))
    if not drawings:
        return
    chosen = st.session_state.get(_CHOSEN)
    ordered = sorted(drawings, key=lambda each: each.label)
    items = [
        Item(
            each.id, encode_png(each.digit), HAND["item"].format(digit=each.label), str(each.label)
        )
        for each in ordered
    ]
    with st.container(height=min(300, 24 + 46 * -(-len(items) // 10)), border=False):
        show_gallery(items, "draw_kept", _choose, chosen or "", width=40)
    row = st.container(horizontal=True, gap="small")
    one = next((each for each in drawings if each.id == chosen), None)
    row.button(
        HAND["delete_one"].format(digit=one.label) if one else HAND["delete_none"],
        icon=":material/delete:",
        key="draw_delete",
        disabled=one is None,
        on_click=lambda: _delete([st.session_state[_CHOSEN]]),
    )
    with row.popover(HAND["delete_all"].format(count=len(drawings))):
        st.markdown(HAND["delete_all_sure"])
        st.button(
            HAND["delete_all_yes"],
            key="draw_delete_all",
            on_click=_delete,
            args=([each.id for each in drawings],),
        )


def _choose(drawing_id: str) -> None:
    """Mark a kept drawing, and put it on the canvas."""
    drawings = get_services().store.list_drawings(get_owner())
    one = next((each for each in drawings if each.id == drawing_id), None)
    if one is None:
        return
    st.session_state[_CHOSEN] = drawing_id
    if one.strokes:
        sketch.put(Sketch(sketch.make_objects(one.strokes, sketch.get_pen())))
    else:
        grey = np.repeat(one.digit[..., np.newaxis], 3, axis=2)
        opaque = np.full((28, 28, 1), 255, np.uint8)
        sketch.put(Sketch(picture=np.concatenate([grey, opaque], axis=2)))


def _delete(ids: list[str]) -> None:
    try:
        get_services().store.delete_drawings(get_owner(), ids)
        _renew_label()
        tell(HAND["deleted"].format(count=len(ids)))
    except StoreError as error:
        warn(str(error))


def _show_files(drawings: list[OwnDrawing]) -> None:
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
        show_uploader(HAND["import"], _IMPORT, ("json", "npz"), _import)


def _leave_out_known(digits: list[LabelledDigit]) -> list[LabelledDigit]:
    """Return those that are not kept yet, whatever their label, each once: one that was learned
    must not be held out as well. Raises StoreError."""
    kept = get_services().store.list_drawings(get_owner())
    known = {each.digit.tobytes() for each in kept}
    new: dict[bytes, LabelledDigit] = {}
    for each in digits:
        new.setdefault(each.digit.tobytes(), each)
    return [each for content, each in new.items() if content not in known]


def _import(content: bytes) -> None:
    try:
        digits = read_collection(content)
        new = _leave_out_known(digits)
    except (DrawingError, StoreError) as error:
        warn(str(error))
        return
    known = len(digits) - len(new)
    if not new or _add(new):
        sentence = HAND["imported_known" if known else "imported"]
        tell(sentence.format(count=len(new), known=known))
