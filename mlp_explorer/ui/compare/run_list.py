"""The list of runs: sort, pick, and what can be done with what is picked."""

import datetime
import time
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.compare.bin import DELETED, change_all, say_disk, show_bin, show_undo
from mlp_explorer.ui.compare.choices import PICKS, get_picks, pick_runs
from mlp_explorer.ui.compare.search import Found, search_runs, show_nothing
from mlp_explorer.ui.components import Cell, Column, Row, show_table
from mlp_explorer.ui.people import tell_who
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.ways import pick_rows, show_ways
from mlp_explorer.words import RUN_LIST, STATE, tell_score, write_number

__all__ = ["show_run_list"]

_TABLE, _NAME = "compare_table", "compare_name"
_WHO = "who"  # the column that is not always there


def show_run_list(session: Session) -> None:
    """Draw the search, the table and the buttons."""
    found = search_runs(session)
    if found.runs:
        _show_table(session, found)
    else:
        show_nothing(session, found)
    _show_unreadable()
    _show_buttons(session, get_services().store.list_runs(id=get_picks(session)), bool(found.runs))


def _show_table(session: Session, found: Found) -> None:
    sizes = get_services().store.measure_disk()
    columns = {name: kind for name, kind in _COLUMNS.items() if name != _WHO or found.has_names}
    cells = {run.id: _make_cells(session, run, sizes) for run in found.runs}
    show_table(
        session,
        _TABLE,
        RUN_LIST["table"],
        [Column(RUN_LIST.get(name, name), kind) for name, kind in columns.items()],
        [Row(run_id, [each[name] for name in columns]) for run_id, each in cells.items()],
        pick_rows(session, PICKS, ()),
    )


def _show_unreadable() -> None:
    """A grey line for each run that this version cannot read."""
    lines = [
        RUN_LIST["unreadable"].format(
            day=datetime.datetime.fromtimestamp(run.created_s, datetime.UTC), problem=run.problem
        )
        for run in get_services().store.list_unreadable()
    ]
    if lines:
        st.caption("  \n".join(map(plain, lines)))


# by their names in `words.RUN_LIST`; a star needs none
_COLUMNS: dict[str, Any] = {
    "★": "text",
    "run": "name",
    _WHO: "text",
    "state": "text",
    "epochs": "number",
    "validation": "number",
    "test": "number",
    "seconds": "number",
    "parameters": "number",
    "megabytes": "number",
    "started": "time",
}


def _make_cells(session: Session, run: RunSummary, sizes: Mapping[str, int]) -> dict[str, Cell]:
    """Return a run's cells, by the names of their columns."""
    return {
        "★": Cell("★" if run.starred else ""),
        "run": Cell(run.label),
        _WHO: Cell(tell_who(session, run.owner)),
        "state": Cell(STATE[run.state]),
        "epochs": Cell(write_number(run.epochs_done), run.epochs_done),
        "validation": _write_score(run, run.val_score),
        "test": _write_score(run, run.test_score),
        "seconds": _write_amount(run.elapsed_s, ".1f"),
        "parameters": _write_amount(sum(run.config.layer_parameters), ","),
        "megabytes": _write_amount(sizes.get(run.id, 0) / 1e6, ".1f"),
        "started": Cell("", run.created_s),
    }


def _write_score(run: RunSummary, score: float | None) -> Cell:
    metric = run.config.metric
    return Cell("" if score is None else tell_score(score, metric.name, metric.form, 2), score)


def _write_amount(amount: float, form: str) -> Cell:
    return Cell(write_number(amount, form), amount)


def _show_buttons(session: Session, picked: Sequence[RunSummary], can_pick: bool) -> None:
    """Draw what can be done with the picked runs, and the way back from the last deletion."""
    own = _list_own(session)
    with st.container(horizontal=True, vertical_alignment="center", key="compare_actions"):
        show_ways(session, "compare", [run.id for run in picked])
        starred = bool(own) and all(run.starred for run in own)
        st.button(
            RUN_LIST["unstar" if starred else "star"],
            icon=":material/star:",
            key="compare_star",
            on_click=session.ask,
            args=(_star, not starred),
            disabled=not own,
        )
        with st.popover(RUN_LIST["rename"], icon=":material/edit:", disabled=len(own) != 1):
            if len(own) == 1:
                _show_rename(session, own[0])
        st.button(
            RUN_LIST["delete"],
            icon=":material/delete:",
            key="compare_delete",
            on_click=session.ask,
            args=(_delete,),
            disabled=not _list_ended(own),
            help=RUN_LIST["delete_help"],
        )
        show_bin(session)
        said = _say_picked(picked, own) if picked else RUN_LIST["pick"] if can_pick else ""
        st.caption(f"{said} {say_disk()}")
    show_undo(session)


def _list_own(session: Session, run_ids: Sequence[str] | None = None) -> list[RunSummary]:
    """Return the runs of these ids, or the picked ones, that this session may change."""
    ids = get_picks(session) if run_ids is None else list(run_ids)
    return [run for run in get_services().store.list_runs(id=ids) if session.may_change(run)]


def _list_ended(runs: Sequence[RunSummary]) -> list[RunSummary]:
    return [run for run in runs if not run.state.is_active()]


def _say_picked(picked: Sequence[RunSummary], own: Sequence[RunSummary]) -> str:
    others = len(picked) - len(own)
    text = RUN_LIST["picked_others" if others else "picked"]
    return text.format(count=len(picked), others=others)


def _show_rename(session: Session, run: RunSummary) -> None:
    session.inputs.show(
        st.text_input,
        RUN_LIST["name"],
        f"{_NAME}_{run.id}",
        run.name,
        lambda name: session.ask(_rename, run.id, name),
        max_chars=60,
        placeholder=run.network,
        help=RUN_LIST["name_help"],
    )


def _rename(session: Session, run_id: str, name: str) -> None:
    change_all(_list_own(session, [run_id]), name=name.strip())


def _star(session: Session, starred: bool) -> None:
    change_all(_list_own(session), starred=starred)


def _delete(session: Session) -> None:
    runs = _list_ended(_list_own(session))
    change_all(runs, deleted_s=time.time())
    ids = [run.id for run in runs]
    session.choices[DELETED] = ids
    pick_runs(session, (run_id for run_id in get_picks(session) if run_id not in ids))
