"""All settings of the run on screen, and the way to take them into the builder."""

import streamlit as st

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs import RunRecord
from mlp_explorer.runs.comparison import list_settings
from mlp_explorer.ui.session import Session
from mlp_explorer.words import RESULT

__all__ = ["show_settings"]


def show_settings(session: Session, record: RunRecord) -> None:
    """Show what the run was trained with; what the builder has otherwise is marked."""
    with st.expander(RESULT["settings"], icon=":material/list_alt:"):
        rows = [
            {
                RESULT["setting"]: label,
                RESULT["this_run"]: text,
                RESULT["builder"]: other if other != text else "",
            }
            for label, (text, other) in list_settings(record.config, session.config)
        ]
        st.table(rows, hide_index=True)
        st.button(
            RESULT["take_settings"],
            icon=":material/input:",
            key="train_take_settings",
            on_click=session.ask,
            args=(_take, record.config),
            disabled=record.config == session.config,
        )


def _take(session: Session, config: TrainConfig) -> None:
    session.change_config(config)
