"""What was deleted and can be brought back, and the room that runs take."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import RUN_LIST

__all__ = ["change_all", "DELETED", "say_disk", "show_bin", "show_undo"]

_BIN, DELETED = "compare_bin", "compare_deleted"


def say_disk() -> str:
    """Say what all runs take of the disk, and how much they may."""
    store = get_services().store
    used = sum(store.measure_disk().values())
    return RUN_LIST["disk"].format(used=used / 1e9, most=store.disk_limit / 1e9)


def show_bin(session: Session) -> None:
    """Draw the bin, of one's own runs: from there they come back, or go for good."""
    runs = {run.id: run for run in get_services().store.list_runs(deleted=True)}
    own = [run_id for run_id, run in runs.items() if session.may_change(run)]
    label = RUN_LIST["bin"].format(count=len(own))
    with st.popover(label, icon=":material/restore_from_trash:", disabled=not own):
        chosen = session.choose(
            st.multiselect,
            RUN_LIST["bin_kept"],
            _BIN,
            [],
            options=own,
            format_func=lambda run_id: runs[run_id].title,
        )
        for name, action in _ACTIONS.items():
            st.button(
                RUN_LIST[name],
                key=f"compare_{name}",
                on_click=session.ask,
                args=(action,),
                disabled=not chosen,
            )


def show_undo(session: Session) -> None:
    """Draw the way back from the last deletion."""
    deleted = session.choices.get(DELETED, [])
    if deleted:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = RUN_LIST["deleted"].format(count=len(deleted))
            st.markdown(text, width="content")
            st.button(
                RUN_LIST["undo"],
                icon=":material/undo:",
                key="compare_undo",
                on_click=session.ask,
                args=(_bring_back, deleted),
            )


def change_all(runs: Sequence[RunSummary], **values: Any) -> None:
    """Change fields of runs."""
    for run in runs:
        get_services().store.change(run.id, **values)


def _bring_back_chosen(session: Session) -> None:
    _bring_back(session, session.choices[_BIN])


def _delete_chosen_for_good(session: Session) -> None:
    change_all(_list_own(session, session.choices[_BIN]), deleted_s=0.0)
    get_services().store.tidy()
    session.choices[_BIN] = []


# what may be done with those that are chosen, by its name in `words.RUN_LIST`
_ACTIONS = {"bring_back": _bring_back_chosen, "delete_now": _delete_chosen_for_good}


def _bring_back(session: Session, run_ids: Sequence[str]) -> None:
    change_all(_list_own(session, run_ids), deleted_s=None)
    session.choices[DELETED] = []


def _list_own(session: Session, run_ids: Sequence[str]) -> list[RunSummary]:
    """Return the deleted runs of these ids that this session may change."""
    runs = get_services().store.list_runs(deleted=True, id=list(run_ids))
    return [run for run in runs if session.may_change(run)]
