"""The Train page: the network, its controls, its curves, its result."""

import streamlit as st

from mlp_explorer.charts.diagram import draw_network
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import WorkerLost
from mlp_explorer.runs import Reading, RunRecord, find_best, find_causes, read_curves
from mlp_explorer.ui.components import live_run
from mlp_explorer.ui.curve_view import get_view
from mlp_explorer.ui.fetching import offer_fetching
from mlp_explorer.ui.last_run import offer_last_run
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import find_config
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.train.builder import show_builder, show_presets
from mlp_explorer.ui.train.remarks import make_remarks
from mlp_explorer.ui.train.run_controls import show_run_controls
from mlp_explorer.ui.train.settings import show_settings
from mlp_explorer.ui.train.way_on import offer_drawing, show_way_on
from mlp_explorer.words import BUILDER, CHOICE, METRIC, PAGES, RESULT, write_number, write_score

__all__ = ["show"]

_WHOLE = (RunState.FINISHED, RunState.STOPPED, RunState.PAUSED)  # nothing more comes by itself


def show(session: Session) -> None:
    """Draw the page."""
    with st.sidebar:
        st.markdown(f"#### {BUILDER['title']}")
        show_builder(session)
        for remark in make_remarks(session.config):
            st.caption(f":material/info: {remark}")
    with st.container(key="page_title"):
        st.title(PAGES["train"], anchor=False)
    offer_fetching(session, session.config.about)
    show_presets(session)
    with st.container(key="train_network"):
        st.markdown(draw_network(session.config), unsafe_allow_html=True)  # st.html strips SVG
    record = session.get_run()
    show_run_controls(session, record)
    runs = get_services().store.list_runs(owner=session.owner)
    best = find_best(runs, find_config(session, record).dataset)
    reading = _read(record) if record and record.test and record.state in _WHOLE else None
    live_run(record, session.config, best.test_score if best else None, get_view(session), reading)
    if record is None:
        offer_last_run(session, next(iter(runs), None))
    else:
        _show_result(session, record, reading)
    show_way_on(session, record, runs, best)
    if record is not None:
        show_settings(session, record)


def _read(record: RunRecord) -> Reading:
    """Return what its curves show."""
    # ended early, it had not come to the end of its schedule
    whole = record.ended is not None and record.ended.reason == "completed"
    faded = whole and record.config.schedule == "cosine"
    return read_curves(record.history, faded=faded, config=record.config)


def _show_result(session: Session, record: RunRecord, reading: Reading | None) -> None:
    if record.state is RunState.FAILED:
        st.error(RESULT["failed"].format(problem=plain(Sentence.from_text(record.problem))))
    elif record.state is RunState.INTERRUPTED:
        reason = Sentence.from_text(record.problem) if record.problem else RESULT["app_ended"]
        st.warning(RESULT["interrupted"].format(reason=plain(reason)))
    elif record.problem:
        st.info(plain(Sentence.from_text(record.problem)))
    if reading is not None:
        _show_test(session, record, reading)
    if record.restarts:
        _show_losses(record)


def _show_losses(record: RunRecord) -> None:
    """Say how often its worker died, and how often for want of memory."""
    events = [event for _, event in get_services().store.read_events(record.id)]
    for name, used_up in (("worker_died", False), ("memory_used_up", True)):
        count = sum(isinstance(e, WorkerLost) and (e.used_bytes > 0) == used_up for e in events)
        if count:
            st.info(RESULT[name].format(count=count))


def _show_test(session: Session, record: RunRecord, reading: Reading) -> None:
    assert record.test is not None
    metric = record.config.metric
    left, middle, right, on = st.columns([5, 5, 10, 6])  # a long sentence pushes nothing down
    left.metric(
        METRIC[metric.name]["test_score"],
        write_score(record.test.test_score, metric.form, 2),
        help=METRIC[metric.name]["help"].format(count=record.config.about.n_test),
    )
    middle.metric(
        RESULT["loss"],
        write_number(record.test.test_loss, ".4f"),
        help=RESULT["loss_help"].format(loss=CHOICE["loss"][record.config.loss]["label"]),
    )
    right.markdown(reading.sentence)
    with on:
        offer_drawing(session, record)
    if causes := find_causes(record.config, record.history):
        st.caption(" ".join(map(plain, causes)))
