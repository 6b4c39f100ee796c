"""The buttons of the run on screen: train, hold, stop, and what else can be done with it."""

import streamlit as st

from mlp_explorer.compute import EngineState, find_lack
from mlp_explorer.config import LIMITS
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui import actions
from mlp_explorer.ui.curve_view import show_view
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.people import find_label, isolate
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Action, Session
from mlp_explorer.ui.train.builder import RATES
from mlp_explorer.ui.train.queue_list import show_queue
from mlp_explorer.words import BUILDER, CONTROLS, SETTING

__all__ = ["show_run_controls"]

_MORE_EPOCHS = 10  # what is offered first
_MOST_EPOCHS = int(LIMITS["epochs"].high)  # of a run
_RATE, _MORE, _FROM, _FOR = (
    "train_rate",
    "train_more_epochs",
    "train_branch_epoch",
    "train_branch_more",
)


def show_run_controls(session: Session, record: RunRecord | None) -> None:
    """Draw one row: each button in its place for good, so a double click hits no other one."""
    own = record is None or session.may_change(record)
    going_on = actions.is_going_on(record)
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(session, "train", "play_arrow", actions.start_training, not (going_on and own))
        if actions.can_continue(record):
            _button(session, "continue", "resume", actions.continue_run, own)
        else:
            _button(session, "pause", "pause", actions.pause_training, going_on and own)
        _button(session, "stop", "stop", actions.stop_training, going_on and own)
        with st.popover(
            CONTROLS["more"], icon=":material/more_horiz:", key="train_more", width=106
        ):
            show_view(session)
            _show_more(session, record, own)
            show_queue(session)
        with st.container(key="train_engine", width="stretch", vertical_alignment="center"):
            _show_engine(session, _say_busy(record) if going_on and own else "")


def _button(session: Session, name: str, icon: str, action: Action, enabled: bool) -> None:
    st.button(
        CONTROLS[name],
        icon=f":material/{icon}:",
        type="primary" if name == "train" else "secondary",
        key=f"train_{name}",
        on_click=session.ask,
        args=(action,),
        disabled=not enabled,
        width=116,
    )


def _say_busy(record: RunRecord | None) -> str:
    """Return why no other training can be started from here; of a branch, what it waits for."""
    if record is not None and record.state is RunState.QUEUED and record.parent_id:
        parents = get_services().store.list_runs(id=[record.parent_id])
        if any(parent.state.is_active() for parent in parents):
            return CONTROLS["waits_for_parent"]
    return CONTROLS["busy"]


def _show_engine(session: Session, busy: str) -> None:
    """Say how the engine is, or that its memory is too small for what is built, and look again:
    each second until it is ready, then now and then. busy: what to say of a run that goes on."""
    ready = get_services().engine.status.state is EngineState.READY

    @st.fragment(run_every=5.0 if ready else 1.0)
    def engine_status() -> None:
        status = get_services().engine.status
        if (status.state is EngineState.READY) != ready:
            st.rerun()  # another timer
        if ready and busy and status.news.code != "engine.some_silent":
            st.caption(busy)
        elif lack := find_lack([session.config], status.room_bytes):
            st.caption(f":material/memory: {lack}")
        else:
            icon = ":material/check_circle:" if ready else ":material/hourglass_top:"
            st.caption(f"{icon} {plain(status.sentence)}")

    engine_status()


def _show_more(session: Session, record: RunRecord | None, own: bool) -> None:
    if record is None:
        st.caption(CONTROLS["no_run"])
        return
    if not own:
        label = find_label(record.owner)
        named = CONTROLS["named_run"].format(name=isolate(label))
        st.caption(plain(named) if label else CONTROLS["others_run"])
    if own and record.state is RunState.RUNNING:
        _show_rate(session, record)
    if own and not record.state.is_active() and record.epochs:
        _show_more_epochs(session, record)
    _show_branch(session, record)


def _show_rate(session: Session, record: RunRecord) -> None:
    """Change the learning rate of a running run."""
    rate = record.learning_rate or record.config.learning_rate
    limits, rate_key = LIMITS["learning_rate"], f"{_RATE}_{record.id}"
    st.markdown(f"**{CONTROLS['rate_title']}**")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        ask_number(
            session,
            SETTING["learning_rate"]["label"],
            rate_key,
            rate,
            limits.low,
            limits.high,
            whole=False,
            step=RATES,
            hide_label=True,
            help=BUILDER["any_rate"].format(low=limits.low, high=limits.high),
        )
    right.button(
        CONTROLS["change_rate"],
        key="train_change_rate",
        on_click=session.ask,
        args=(lambda asked: actions.change_rate(asked, asked.choices[rate_key]),),
    )


def _show_more_epochs(session: Session, record: RunRecord) -> None:
    """Let a run that has ended go on for more epochs, if there may be more."""
    st.markdown(f"**{CONTROLS['longer_title']}**")
    left_over = _MOST_EPOCHS - len(record.epochs)
    if left_over < 1:
        st.caption(CONTROLS["no_more_epochs"].format(most=_MOST_EPOCHS))
        return
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        ask_number(
            session,
            CONTROLS["more_epochs"],
            _MORE,
            _MORE_EPOCHS,
            1,
            left_over,
            whole=True,
            step=1,
            hide_label=True,
            help=CONTROLS["more_epochs_help"],
        )
    right.button(
        CONTROLS["go_on"],
        key="train_go_on",
        on_click=session.ask,
        args=(lambda asked: actions.continue_run(asked, asked.choices[_MORE]),),
    )


def _show_branch(session: Session, record: RunRecord) -> None:
    """Go back to an epoch, and train another way from there."""
    kept = get_services().store.list_snapshots(record.id)
    epochs = [epoch for epoch in kept if epoch <= len(record.epochs)]
    if not epochs:
        return
    same = session.config.hidden_layers == record.config.hidden_layers
    from_key = f"{_FROM}_{record.id}"
    _follow(session, from_key, epochs[-1])
    st.markdown(f"**{CONTROLS['branch_title']}**")
    left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
    with left:
        epoch = session.choose(
            st.selectbox, CONTROLS["after_epoch"], from_key, epochs[-1], options=epochs
        )
    left_over = _MOST_EPOCHS - epoch
    if left_over < 1:
        st.caption(CONTROLS["no_branch"].format(most=_MOST_EPOCHS))
        return
    with middle:
        ask_number(session, CONTROLS["for_epochs"], _FOR, _MORE_EPOCHS, 1, left_over, whole=True)
    right.button(
        CONTROLS["branch"],
        key="train_branch",
        on_click=session.ask,
        args=(_branch, from_key),
    )
    st.caption(CONTROLS["branch_setup" if same else "branch_own"])


def _follow(session: Session, key: str, last: int) -> None:
    """Have what nobody has chosen be the last one, also where that is another one than before."""
    before = session.choices.get(f"{key}_last", last)
    if session.choices.get(key, before) == before:
        session.choices[key] = last
    session.choices[f"{key}_last"] = last


def _branch(session: Session, from_key: str) -> None:
    actions.branch_run(session, session.choices[from_key], session.choices[_FOR])
