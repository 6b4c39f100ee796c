"""The list of runs: search, sort, pick, and what can be done with what is picked."""

import datetime
import time
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.actions import open_run
from mlp_explorer.ui.compare.bin import DELETED, change_all, say_disk, show_bin, show_undo
from mlp_explorer.ui.compare.choices import SEARCH, WHOSE, get_picks, pick_runs
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import RUN_LIST, STATE, write_title

__all__ = ["OWNERS", "show_run_list"]

OWNERS = ("mine", "everybodys", "starred")  # what is listed, by its name in `words.RUN_LIST`
_TABLE, _NAME = "compare_table", "compare_name"
_ROW_PX, _MOST_ROWS = 35, 8
# from a picked run to a page: name in `words.RUN_LIST`, icon, page
_WAYS = (
    ("open", ":material/open_in_full:", "train"),
    ("open_draw", ":material/draw:", "draw"),
    ("open_learn", ":material/school:", "learn"),
)


def show_run_list(session: Session) -> None:
    """Draw the search, the table and the buttons."""
    words, whose = _show_search(session)
    _show_table(session, _find_runs(session, words, whose))
    _show_unreadable()
    _show_buttons(session, get_services().store.list_runs(id=get_picks(session)))


def _show_search(session: Session) -> tuple[str, str]:
    left, right = st.columns([3, 2], vertical_alignment="center")
    words = session.choose(
        left.text_input,
        RUN_LIST["search"],
        SEARCH,
        "",
        placeholder=RUN_LIST["search_example"],
        label_visibility="collapsed",
        icon=":material/search:",
    )
    whose = session.choose(
        right.segmented_control,
        RUN_LIST["whose"],
        WHOSE,
        OWNERS[0],
        options=OWNERS,
        format_func=RUN_LIST.__getitem__,
        label_visibility="collapsed",
        required=True,
    )
    return words, whose


def _find_runs(session: Session, words: str, whose: str) -> list[RunSummary]:
    wanted: dict[str, Any] = {"mine": {"owner": session.owner}, "starred": {"starred": True}}
    runs = get_services().store.list_runs(**wanted.get(whose, {}))
    needles = words.lower().split()
    return [run for run in runs if all(word in _describe(run) for word in needles)]


def _describe(run: RunSummary) -> str:
    """Return all that a search looks at."""
    settings = " ".join(run.config.to_query().values())
    return f"{run.title} {write_title(run.config)} {STATE[run.state]} {settings}".lower()


def _show_table(session: Session, runs: Sequence[RunSummary]) -> None:
    import pandas as pd  # Streamlit's own; loaded when the server starts, see services.py

    ids = [run.id for run in runs]
    picks = get_picks(session)
    sizes = get_services().store.measure_disk()
    session.inputs.show(
        _draw_table,
        RUN_LIST["table"],
        f"{_TABLE}_{zlib.crc32(repr(ids).encode())}",  # its rows are numbers: of these runs alone
        [run_id for run_id in ids if run_id in picks],
        lambda listed: _take_selection(session, ids, listed),
        read=lambda state: [ids[row] for row in _read_rows(state) if row < len(ids)],
        write=lambda listed: {"selection": {"rows": [ids.index(run_id) for run_id in listed]}},
        data=pd.DataFrame([_make_row(run, sizes) for run in runs], columns=list(_COLUMNS)),
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        height=_ROW_PX * (min(max(len(runs), 1), _MOST_ROWS) + 1) + 3,
        column_config={name: column(RUN_LIST.get(name, name)) for name, column in _COLUMNS.items()},
        placeholder="",
        alt=RUN_LIST["table"],
    )


def _draw_table(label: str, **options: Any) -> None:
    st.dataframe(**options)  # it has no label


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


def _read_rows(state: Any) -> list[int]:
    selection = state.get("selection") if isinstance(state, Mapping) else None
    rows = selection.get("rows") if isinstance(selection, Mapping) else None
    whole = [row for row in rows if type(row) is int] if isinstance(rows, list) else []
    return sorted({row for row in whole if row >= 0})


def _take_selection(session: Session, ids: Sequence[str], listed: Sequence[str]) -> None:
    """Keep what is picked but not listed, drop what is listed but not picked, add the rest."""
    picks = get_picks(session)
    kept = [run_id for run_id in picks if run_id in listed or run_id not in ids]
    pick_runs(session, [*kept, *listed])


# by their names in `words.RUN_LIST`; a star needs none
_COLUMNS: dict[str, Any] = {
    "★": partial(st.column_config.TextColumn, width=30),
    "run": partial(st.column_config.TextColumn, width="large"),
    "state": partial(st.column_config.TextColumn, width="small"),
    "epochs": partial(st.column_config.NumberColumn, width=60),
    "validation": partial(st.column_config.NumberColumn, format="%.2f %%", width="small"),
    "test": partial(st.column_config.NumberColumn, format="%.2f %%", width="small"),
    "seconds": partial(st.column_config.NumberColumn, format="%.1f", width=70),
    "parameters": partial(st.column_config.NumberColumn, format="localized", width="small"),
    "megabytes": partial(st.column_config.NumberColumn, format="%.1f", width=60),
    "started": partial(st.column_config.DatetimeColumn, format="distance", width="small"),
}


def _make_row(run: RunSummary, sizes: Mapping[str, int]) -> list[Any]:
    started = datetime.datetime.fromtimestamp(run.created_s, datetime.UTC)
    values = [run.val_accuracy, run.test_accuracy]
    return [
        "★" if run.starred else "",
        run.name or write_title(run.config),
        STATE[run.state],
        run.epochs_done,
        *(None if value is None else 100 * value for value in values),
        run.elapsed_s,
        sum(run.config.layer_parameters),
        sizes.get(run.id, 0) / 1e6,
        started,
    ]


def _show_buttons(session: Session, picked: Sequence[RunSummary]) -> None:
    """Draw what can be done with the picked runs, and the way back from the last deletion."""
    own = _list_own(session)
    with st.container(horizontal=True, vertical_alignment="center", key="compare_actions"):
        for name, icon, page in _WAYS:
            st.button(
                RUN_LIST[name],
                icon=icon,
                key=f"compare_{name}",
                disabled=len(picked) != 1,
                on_click=session.ask,
                args=(open_run, picked[0].id if picked else "", page),
            )
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
        st.caption(f"{_say_picked(picked, own)} {say_disk()}")
    show_undo(session)


def _list_own(session: Session, run_ids: Sequence[str] | None = None) -> list[RunSummary]:
    """Return the runs of these ids, or the picked ones, that this session may change."""
    ids = get_picks(session) if run_ids is None else list(run_ids)
    return [run for run in get_services().store.list_runs(id=ids) if session.may_change(run)]


def _list_ended(runs: Sequence[RunSummary]) -> list[RunSummary]:
    return [run for run in runs if not run.state.is_active()]


def _say_picked(picked: Sequence[RunSummary], own: Sequence[RunSummary]) -> str:
    if not picked:
        return RUN_LIST["pick"]
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
        placeholder=write_title(run.config),
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
