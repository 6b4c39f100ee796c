"""The way on from a run: to the other pages with it, and to the other runs of one's own."""

from collections.abc import Sequence

import streamlit as st

from mlp_explorer.runs import RunRecord, RunSummary
from mlp_explorer.ui.actions import open_page, open_run
from mlp_explorer.ui.compare.choices import compare_runs
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import MNIST
from mlp_explorer.ui.session import Action, Session
from mlp_explorer.words import STATE, WAY_ON

__all__ = ["offer_drawing", "show_way_on"]

_MOST = 5


def offer_drawing(session: Session, record: RunRecord) -> None:
    """Show the button that leads from a number to a drawing, or to other questions."""
    name = "draw" if record.config.dataset == MNIST else "ask"
    _offer(session, name, ":material/draw:", open_page, "draw")


def show_way_on(
    session: Session,
    record: RunRecord | None,
    runs: Sequence[RunSummary],
    best: RunSummary | None,
) -> None:
    """Show where one can go with what a run has learned, then the newest other ones, and the best
    of its dataset.

    record: the run on screen. Where there is none, the newest one is offered by itself. runs: one's
    own, the newest first.
    """
    others = [run for run in runs if run.id != record.id] if record else runs[1:]
    if record is not None and record.epochs:
        _show_pages(session, record, others)
    if others:
        _show_others(session, others, best)


def _show_pages(session: Session, record: RunRecord, others: Sequence[RunSummary]) -> None:
    before = next((run for run in others if run.created_s < record.created_s), None)
    with st.container(horizontal=True, key="way_pages"):
        _offer(session, "learn", ":material/school:", open_page, "learn")
        if before is not None:
            both = (record.id, before.id)
            icon, named = ":material/compare_arrows:", plain(before.title)
            _offer(session, "compare", icon, compare_runs, both, help=named)


def _offer(
    session: Session, name: str, icon: str, action: Action, target: object, help: str | None = None
) -> None:
    st.button(
        WAY_ON[name],
        icon=icon,
        key=f"way_{name}",
        help=help,
        on_click=session.ask,
        args=(action, target),
    )


def _show_others(session: Session, others: Sequence[RunSummary], best: RunSummary | None) -> None:
    first, rest = others[:_MOST], others[_MOST:]
    shown = [*first, *(run for run in rest if run is best)]
    with st.container(key="way_others", gap=None):
        st.header(WAY_ON["others"], anchor=False)
        for run in shown:
            st.button(
                _describe(run, run is best),
                icon=":material/trophy:" if run is best else ":material/history:",
                key=f"way_to_{run.id}",
                type="tertiary",
                on_click=session.ask,
                args=(open_run, run.id),
            )


def _describe(run: RunSummary, is_best: bool) -> str:
    title = plain(run.title)
    if run.test_score is None:
        return WAY_ON["unfinished"].format(title=title, state=STATE[run.state])
    return WAY_ON["best"].format(title=title) if is_best else title
