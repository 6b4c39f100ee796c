"""The list of runs: search, sort, pick, and what can be done with what is picked."""

import datetime
import time
from collections.abc import Sequence
from typing import Any

import streamlit as st

from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.owner import get_owner, may_change
from mlp_explorer.ui.picks import get_picks, pick_runs
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import go_to, open_run, report
from mlp_explorer.words import RUN_LIST, STATE

__all__ = ["show_run_list"]

_TABLE, _BIN = "compare_table", "compare_bin"
_DELETED, _RENAMED = "compare_deleted", "compare_name"
_MINE, _ALL, _STARRED = RUN_LIST["mine"], RUN_LIST["everybodys"], RUN_LIST["starred"]
_ROW_PX, _MOST_ROWS = 35, 8


def show_run_list() -> None:
    """Draw the search, the table and the buttons."""
    runs = _find_runs(*_show_search())
    _show_table(runs)
    _show_buttons(get_services().store.list_runs(id=get_picks()))


def _show_search() -> tuple[str, str]:
    left, right = st.columns([3, 2], vertical_alignment="center")
    words = left.text_input(
        RUN_LIST["search"],
        key="compare_search",
        placeholder=RUN_LIST["search_example"],
        label_visibility="collapsed",
        icon=":material/search:",
    )
    whose = right.segmented_control(
        RUN_LIST["whose"],
        [_MINE, _ALL, _STARRED],
        default=_MINE,
        key="compare_whose",
        label_visibility="collapsed",
        required=True,
    )
    return words, whose


def _find_runs(words: str, whose: str) -> list[RunSummary]:
    wanted: dict[str, Any] = {_MINE: {"owner": get_owner()}, _STARRED: {"starred": True}}
    runs = get_services().store.list_runs(**wanted.get(whose, {}))
    needles = words.lower().split()
    return [run for run in runs if all(word in _describe(run) for word in needles)]


def _describe(run: RunSummary) -> str:
    """Return all that a search looks at."""
    settings = " ".join(run.config.to_query().values())
    return f"{run.title} {run.config.title} {STATE[run.state]} {settings}".lower()


def _show_table(runs: Sequence[RunSummary]) -> None:
    import pandas as pd  # Streamlit's own; loaded when the server starts, see services.py

    ids = [run.id for run in runs]
    rows = [ids.index(run_id) for run_id in get_picks() if run_id in ids]
    st.session_state[_TABLE] = {"selection": {"rows": rows}}
    st.dataframe(
        pd.DataFrame([_make_row(run) for run in runs], columns=list(_COLUMNS)),
        key=_TABLE,
        on_select=lambda: _take_selection(ids),
        selection_mode="multi-row",
        hide_index=True,
        height=_ROW_PX * (min(max(len(runs), 1), _MOST_ROWS) + 1) + 3,
        column_config=_COLUMNS,
        placeholder="",
        alt=RUN_LIST["table"],
    )


def _take_selection(ids: Sequence[str]) -> None:
    """Keep what is picked but not listed, drop what is listed but not picked, add the rest."""
    listed = [ids[row] for row in st.session_state[_TABLE]["selection"]["rows"] if row < len(ids)]
    kept = [run_id for run_id in get_picks() if run_id in listed or run_id not in ids]
    pick_runs([*kept, *listed])


# by what the screen calls them
_COLUMNS: dict[str, Any] = {
    "★": st.column_config.TextColumn(width=30),
    RUN_LIST["run"]: st.column_config.TextColumn(width="large"),
    RUN_LIST["state"]: st.column_config.TextColumn(width="small"),
    RUN_LIST["epochs"]: st.column_config.NumberColumn(width=60),
    RUN_LIST["validation"]: st.column_config.NumberColumn(format="%.2f %%", width="small"),
    RUN_LIST["test"]: st.column_config.NumberColumn(format="%.2f %%", width="small"),
    RUN_LIST["seconds"]: st.column_config.NumberColumn(format="%.1f", width=70),
    RUN_LIST["parameters"]: st.column_config.NumberColumn(format="localized", width="small"),
    RUN_LIST["started"]: st.column_config.DatetimeColumn(format="distance", width="small"),
}


def _make_row(run: RunSummary) -> list[Any]:
    started = datetime.datetime.fromtimestamp(run.created_s, datetime.UTC)
    values = [run.val_accuracy, run.test_accuracy]
    return [
        "★" * run.starred,
        run.name or run.config.title,
        STATE[run.state],
        run.epochs_done,
        *(None if value is None else 100 * value for value in values),
        run.elapsed_s,
        sum(run.config.layer_parameters),
        started,
    ]


def _show_buttons(picked: Sequence[RunSummary]) -> None:
    """Draw what can be done with the picked runs, and the way back from the last deletion."""
    own = _list_own()
    with st.container(horizontal=True, vertical_alignment="center", key="compare_actions"):
        if st.button(RUN_LIST["open"], icon=":material/open_in_full:", disabled=len(picked) != 1):
            open_run(picked[0].id)
            go_to("train")
        starred = bool(own) and all(run.starred for run in own)
        st.button(
            RUN_LIST["unstar" if starred else "star"],
            icon=":material/star:",
            on_click=lambda: _change_all(_list_own(), starred=not starred),
            disabled=not own,
        )
        with st.popover(RUN_LIST["rename"], icon=":material/edit:", disabled=len(own) != 1):
            if len(own) == 1:
                _show_rename(own[0])
        st.button(
            RUN_LIST["delete"],
            icon=":material/delete:",
            on_click=_delete,
            disabled=not _list_ended(own),
            help=RUN_LIST["delete_help"],
        )
        _show_bin()
        st.caption(_say_picked(picked, own))
    _show_undo()


def _list_own() -> list[RunSummary]:
    """Return the picked runs that this session may change."""
    picked = get_services().store.list_runs(id=get_picks())
    return [run for run in picked if may_change(run.owner)]


def _list_ended(runs: Sequence[RunSummary]) -> list[RunSummary]:
    return [run for run in runs if not run.state.is_active()]


def _say_picked(picked: Sequence[RunSummary], own: Sequence[RunSummary]) -> str:
    if not picked:
        return RUN_LIST["pick"]
    others = len(picked) - len(own)
    text = RUN_LIST["picked_others" if others else "picked"]
    return text.format(count=len(picked), others=others)


def _show_rename(run: RunSummary) -> None:
    st.text_input(
        RUN_LIST["name"],
        run.name,
        max_chars=60,
        key=f"{_RENAMED}_{run.id}",
        placeholder=run.config.title,
        on_change=lambda: _change_all([run], name=st.session_state[f"{_RENAMED}_{run.id}"].strip()),
        help=RUN_LIST["name_help"],
    )


def _show_bin() -> None:
    runs = {run.id: run for run in get_services().store.list_runs(deleted=True)}
    own = [run_id for run_id, run in runs.items() if may_change(run.owner)]
    label = RUN_LIST["bin"].format(count=len(own))
    with st.popover(label, icon=":material/restore_from_trash:", disabled=not own):
        chosen = st.multiselect(
            RUN_LIST["bin_kept"],
            own,
            format_func=lambda run_id: runs[run_id].title,
            key=_BIN,
        )
        st.button(
            RUN_LIST["bring_back"],
            on_click=lambda: _bring_back(st.session_state[_BIN]),
            disabled=not chosen,
        )


def _show_undo() -> None:
    deleted = st.session_state.get(_DELETED, [])
    if deleted:
        with st.container(horizontal=True, vertical_alignment="center"):
            text = RUN_LIST["deleted_one" if len(deleted) == 1 else "deleted"]
            st.markdown(text.format(count=len(deleted)), width="content")
            st.button(
                RUN_LIST["undo"], icon=":material/undo:", on_click=_bring_back, args=(deleted,)
            )


def _change_all(runs: Sequence[RunSummary], **values: Any) -> None:
    try:
        for run in runs:
            get_services().store.change(run.id, **values)
    except MLPExplorerError as error:
        report(error)


def _delete() -> None:
    runs = _list_ended(_list_own())
    _change_all(runs, deleted_s=time.time())
    ids = [run.id for run in runs]
    st.session_state[_DELETED] = ids
    pick_runs(run_id for run_id in get_picks() if run_id not in ids)


def _bring_back(run_ids: Sequence[str]) -> None:
    _change_all(get_services().store.list_runs(deleted=True, id=list(run_ids)), deleted_s=None)
    st.session_state[_DELETED] = []
