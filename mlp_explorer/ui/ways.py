"""From runs that are picked in a table to the pages, with them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from mlp_explorer.ui.actions import open_run
from mlp_explorer.ui.components import Picking
from mlp_explorer.ui.session import Action, Session
from mlp_explorer.words import RUN_LIST

__all__ = ["pick_rows", "show_ways"]

# name in `words.RUN_LIST`, icon, page
_WAYS = (
    ("open", ":material/open_in_full:", "train"),
    ("open_draw", ":material/draw:", "draw"),
    ("open_learn", ":material/school:", "learn"),
)


def pick_rows(session: Session, name: str, first: Sequence[str]) -> Picking:
    """Return what is picked of a table's rows, kept under `name`; first: before a person picks."""

    def take(changes: Mapping[str, bool]) -> None:
        session.choices[name] = _change(session.choices.get(name, first), changes)

    return Picking(session.choices.get(name, first), take)


def _change(picks: Sequence[str], changes: Mapping[str, bool]) -> list[str]:
    """Drop and add what a person has; the others stay in their order."""
    kept = [each for each in picks if changes.get(each, True)]
    added = [each for each, is_on in changes.items() if is_on]
    return list(dict.fromkeys([*kept, *added]))


def show_ways(
    session: Session, name: str, picks: Sequence[str], compare: Action | None = None
) -> None:
    """Draw a button for each page that shows one run, in the container that is open.

    name: of the table, for the buttons' keys. picks: ids. compare: what puts all of them side by
    side, where that is elsewhere.
    """
    for way, icon, page in _WAYS:
        st.button(
            RUN_LIST[way],
            icon=icon,
            key=f"{name}_{way}",
            disabled=len(picks) != 1,
            on_click=session.ask,
            args=(open_run, picks[0] if picks else "", page),
        )
    if compare is not None:
        st.button(
            RUN_LIST["open_compare"],
            icon=":material/compare_arrows:",
            key=f"{name}_open_compare",
            disabled=not picks,
            on_click=session.ask,
            args=(compare, picks),
        )
