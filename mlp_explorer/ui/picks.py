"""Which runs are picked for comparison. Picks outlive pages; widgets are set from them."""

from collections.abc import Iterable

import streamlit as st

__all__ = ["get_picks", "pick_runs"]

_PICKS = "session_picks"


def get_picks() -> list[str]:
    """Return the ids of the picked runs, in the order of picking."""
    return list(st.session_state.get(_PICKS, ()))


def pick_runs(run_ids: Iterable[str]) -> None:
    """Pick these runs and no others."""
    st.session_state[_PICKS] = list(dict.fromkeys(run_ids))
