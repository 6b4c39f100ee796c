"""The way back to the last run of one's own, where a page has none on screen."""

import streamlit as st

from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.actions import open_run
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import BUILDER

__all__ = ["offer_last_run"]


def offer_last_run(session: Session, last: RunSummary | None) -> None:
    """Show a button that opens the newest own run, where there is one that is not on screen."""
    if last is not None and last.id != session.run_id:
        st.button(
            BUILDER["last_run"].format(title=plain(last.title)),
            icon=":material/history:",
            key="last_run",
            on_click=session.ask,
            args=(open_run, last.id),
        )
