"""The Draw page: what does the network make of my own handwriting?"""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.drawing import canvas_strokes, strokes_to_digit
from mlp_explorer.errors import DrawingError, EmptyDrawingError, StoreError
from mlp_explorer.network import Network
from mlp_explorer.runs import RunRecord, RunState, Snapshot
from mlp_explorer.ui.actions import is_going_on, start_training
from mlp_explorer.ui.components import answer_panel, tame_canvas, watch_run
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import get_config, get_run

__all__ = ["show"]

_SIZE, _PEN = 280, 20
_CANVAS, _OBJECTS = "draw_canvas", "draw_objects"


def show(entered: bool) -> None:
    """Draw the page. entered: it was not the page before, so the drawing must be put back."""
    st.subheader("Draw a digit", anchor=False)
    if entered:
        _replace_canvas(st.session_state.get(_OBJECTS, []))
    _show_work(get_run())


@st.fragment
def _show_work(before: RunRecord | None) -> None:
    """Everything that changes with a stroke or with the network's weights, and nothing else."""
    record = get_run()
    if record is not None and (before is None or record.id != before.id):
        st.rerun()  # the whole page: the address gets the new run
    with st.container(
        key="draw_reader", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        _show_reader(record)
    row = st.container(horizontal=True, gap="medium")
    with row.container(width=_SIZE):
        digit, sentence = _read_canvas()
    snapshot = _load_snapshot(record)
    with row.container(width=560):
        probabilities = _predict(record, snapshot, digit)
        answer_panel(digit, probabilities, sentence or _describe(record, snapshot, probabilities))
        watch_run(record)


def _load_snapshot(record: RunRecord | None) -> Snapshot | None:
    try:
        return get_services().store.load_snapshot(record.id) if record else None
    except StoreError as error:
        st.error(str(error))
        return None


def _show_reader(record: RunRecord | None) -> None:
    """Say who reads the drawing; if nobody can, why not, with the button that changes it."""
    if record is not None and get_services().store.snapshot_epoch(record.id) is not None:
        st.markdown(f"One digit, 0 to 9, anywhere and of any size. Read by **{record.title}**.")
    elif record is not None and is_going_on(record):
        st.markdown(f"**{record.title}** is about to start. Draw already.")
    else:
        st.button(
            "Train",
            icon=":material/play_arrow:",
            type="primary",
            key="draw_train",
            on_click=start_training,
            width=130,
        )
        failed = record is not None and record.state is RunState.FAILED
        reason = (
            f"The last run failed. {record.problem}"
            if record and failed
            else ("No network has been trained yet, so nobody can read your drawing.")
        )
        st.markdown(
            f"{reason} Train **{get_config().title}** and draw while it learns.", width="content"
        )


def _read_canvas() -> tuple[NDArray[np.float32] | None, str]:
    """Show the canvas; return the picture, or None and why there is none."""
    from streamlit_drawable_canvas import st_canvas  # can only be imported in a running server

    tame_canvas()
    with st.container(key="draw_box"):
        canvas = st_canvas(
            stroke_width=_PEN,
            stroke_color="#ffffff",
            background_color="#000000",
            width=_SIZE,
            height=_SIZE,
            key=f"{_CANVAS}_{st.session_state.get(_CANVAS, 0)}",
            initial_drawing={"objects": st.session_state.get(f"{_CANVAS}_start", [])},
        )
    st.button(
        "Clear",
        icon=":material/delete:",
        key="draw_clear",
        on_click=_replace_canvas,
        args=([],),
        width=_SIZE,
    )
    objects = (canvas.json_data or {}).get("objects", [])
    st.session_state[_OBJECTS] = objects
    try:
        return strokes_to_digit(canvas_strokes(objects)), ""
    except EmptyDrawingError:
        return None, "The canvas is empty. Draw a digit and the answer appears here."
    except DrawingError as error:
        return None, str(error)


def _replace_canvas(objects: list[Any]) -> None:
    """Begin a new canvas with these objects: its key is the only way to change it from here."""
    st.session_state[_CANVAS] = st.session_state.get(_CANVAS, 0) + 1
    st.session_state[f"{_CANVAS}_start"] = objects
    st.session_state[_OBJECTS] = objects


def _predict(
    record: RunRecord | None, snapshot: Snapshot | None, digit: NDArray[np.float32] | None
) -> NDArray[np.float32] | None:
    if record is None or snapshot is None or digit is None:
        return None
    probabilities: NDArray[np.float32] = Network(record.config, snapshot.weights).predict(
        digit[np.newaxis]
    )[0]
    return probabilities if np.isfinite(probabilities).all() else None


def _describe(
    record: RunRecord | None, snapshot: Snapshot | None, probabilities: NDArray[np.float32] | None
) -> str:
    if record is None or snapshot is None:
        return "There is no trained network yet, so there is no answer."
    if probabilities is None:
        return "This network's weights are no longer numbers, so it has no answer."
    second, first = np.argsort(probabilities)[-2:]
    when = f"after epoch {snapshot.epoch}" if snapshot.epoch else "before its first epoch"
    if snapshot.epoch > len(record.epochs):
        when = f"stopped in epoch {snapshot.epoch}"
    return (
        f"It says {first} with {probabilities[first]:.0%}, then {second} with "
        f"{probabilities[second]:.0%} ({when})."
    ).replace("%", " %")
