"""The Train page: how well does the network that I build learn?"""

import streamlit as st

from mlp_explorer.charts.diagram import draw_network
from mlp_explorer.compute import EngineState
from mlp_explorer.config import LOSSES
from mlp_explorer.runs import RunRecord, RunState, read_curves
from mlp_explorer.ui.actions import is_going_on, start_training, stop_training
from mlp_explorer.ui.components import live_run
from mlp_explorer.ui.controls import show_builder, show_presets
from mlp_explorer.ui.remarks import make_remarks
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import get_config, get_run

__all__ = ["show"]


def show() -> None:
    """Draw the page."""
    with st.sidebar:
        st.markdown("#### Build the network")
        show_builder()
        for remark in make_remarks(get_config()):
            st.caption(f":material/info: {remark}")
    show_presets()
    with st.container(key="train_network"):
        st.markdown(draw_network(get_config()), unsafe_allow_html=True)  # st.html strips SVG
    record = get_run()
    _show_buttons(record)
    live_run(record, get_config())
    if record is not None:
        _show_result(record)


def _show_buttons(record: RunRecord | None) -> None:
    """Train and Stop, each in its place for good: a double click on one never hits the other."""
    going_on = is_going_on(record)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Train",
            icon=":material/play_arrow:",
            type="primary",
            key="train_start",
            on_click=start_training,
            disabled=going_on,
            width=130,
        )
        st.button(
            "Stop",
            icon=":material/stop:",
            key="train_stop",
            on_click=stop_training,
            disabled=not going_on,
            width=110,
        )
        with st.container(key="train_engine", width=460, vertical_alignment="center"):
            _show_engine(going_on)


def _show_engine(going_on: bool) -> None:
    """Say how the engine is, and look again: each second until it is ready, then now and then."""
    ready = get_services().engine.status.state is EngineState.READY

    @st.fragment(run_every=5.0 if ready else 1.0)
    def engine_status() -> None:
        status = get_services().engine.status
        if (status.state is EngineState.READY) != ready:
            st.rerun()  # another timer
        icon = ":material/check_circle:" if ready else ":material/hourglass_top:"
        st.caption(f"{icon} {status.sentence}" if not (ready and going_on) else "")

    engine_status()


def _show_result(record: RunRecord) -> None:
    if record.state is RunState.FAILED:
        st.error(f"This run failed. {record.problem}")
    elif record.test is not None and record.state.is_finished():
        _show_test(record)
    if record.restarts:
        times = "once" if record.restarts == 1 else f"{record.restarts} times"
        st.info(
            f"The worker process died {times}; the run was begun again on a new one, with the "
            "same seed."
        )


def _show_test(record: RunRecord) -> None:
    assert record.test is not None
    left, middle, right = st.columns([1, 1, 3], vertical_alignment="center")
    left.metric(
        "Test accuracy",
        f"{record.test.test_accuracy:.2%}".replace("%", " %"),
        help="Share of the 10,000 test images, never seen in training, read rightly.",
    )
    middle.metric(
        "Test loss",
        f"{record.test.test_loss:.4f}",
        help=f"{LOSSES[record.config.loss].label}, mean over the test images.",
    )
    faded = record.config.schedule == "cosine" and record.state is RunState.FINISHED
    note = " The learning rate has fallen to 0 by its schedule." if faded else ""
    right.markdown(read_curves(record.history).sentence + note)
