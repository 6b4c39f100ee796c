"""− and + of a number's field: however fast they are clicked, no step is lost."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import write_key
from mlp_explorer.ui.session import Session

__all__ = ["show_stepper"]

_MOST_STEPS = 1_000_000  # of nobody's finger
_component = st.components.v2.component(
    "mlp_explorer_stepper",
    html='<div><button type="button">−</button><button type="button">+</button></div>',
    css="""
    div { display: flex; height: 2.5rem; }
    button { all: unset; width: 2rem; text-align: center; border-radius: 8px; cursor: pointer;
      font: 1.1rem var(--st-font); color: var(--st-text-color); }
    button:hover:enabled { color: var(--st-primary-color); }
    button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -4px; }
    button:disabled { opacity: 0.35; cursor: default; }
    """,
    js=load_module("stepper"),
)


class _Heard(dict[str, tuple[Any, int]]):
    """By key: the buttons that were heard last, and the sum of their steps as far as it was."""


def show_stepper(
    session: Session,
    key: str,
    less: tuple[str, bool],
    more: tuple[str, bool],
    take: Callable[[int], object],
) -> None:
    """Show both buttons; `take` gets how often + was clicked, less how often − was.

    less, more: a button's name, and whether it can be clicked.
    """

    key = write_key(key)

    def hear(said: Any) -> None:
        since, total = _read(said)
        known, before = session.part(_Heard).get(key, (None, 0))
        session.part(_Heard)[key] = (since, total)
        take(total - before if known == since else total)

    session.inputs.listen(key, hear)
    data = {
        name: {"label": label, "enabled": enabled}
        for name, (label, enabled) in (("less", less), ("more", more))
    }
    _component(key=key, data=data, on_said_change=lambda: None)


def _read(said: Any) -> tuple[Any, int]:
    """Return which buttons speak and the sum of their steps; nothing of what is no such thing."""
    total = said.get("total") if isinstance(said, dict) else None
    if type(total) is int and abs(total) <= _MOST_STEPS and "since" in said:
        return said["since"], total
    return None, 0
