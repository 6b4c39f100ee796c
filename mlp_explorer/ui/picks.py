"""Which runs are picked for comparison. Picks outlive pages; widgets are set from them."""

from collections.abc import Callable, Iterable

import streamlit as st

__all__ = ["get_picks", "pick_more", "pick_runs"]

_PICKS = "session_picks"


def get_picks() -> list[str]:
    """Return the ids of the picked runs, in the order of picking."""
    return list(st.session_state.get(_PICKS, ()))


def pick_runs(run_ids: Iterable[str]) -> None:
    """Pick these runs and no others."""
    st.session_state[_PICKS] = list(dict.fromkeys(run_ids))


def pick_more(make: Callable[[], Iterable[str]]) -> None:
    """Pick the runs that `make` makes too, each as it is made.

    When more clicks arrive, Streamlit ends a callback wherever it touches the session's state. Here
    that is before the first run is made; so `make` must not touch it.
    """
    picks: list[str] = st.session_state.setdefault(_PICKS, [])
    for run_id in make():
        if run_id not in picks:
            picks.append(run_id)
