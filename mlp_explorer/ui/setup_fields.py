"""The widgets of a session's setup, each bound to its setting.

The setup in the session is the truth. Each widget shows it, and what a person changes is written
into it; so presets, links and other widgets are seen at once everywhere.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from mlp_explorer.config import LIMITS, REGISTRIES, TrainConfig
from mlp_explorer.ui.fields import enter_number
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CHOICE, SETTING

__all__ = ["SetupFields"]


class SetupFields:
    """The widgets of one session's setup, drawn where they are called for."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def config(self) -> TrainConfig:
        """The setup."""
        return self.session.config

    def choose(self, field: str, among: Sequence[str] | None = None) -> None:
        """Draw a list of the names that a setting can have. among: else all of its registry."""
        names = list(among or REGISTRIES[field])
        choices = CHOICE[field]
        helps = [f"**{choices[name]['label']}**: {choices[name]['help']}" for name in names]
        self.bind(
            st.selectbox,
            SETTING[field]["label"],
            field,
            getattr(self.config, field),
            lambda value: self.session.change_config(**{field: value}),
            options=names,
            format_func=lambda name: choices[name]["label"],
            help="  \n".join(helps),
        )

    def enter(self, field: str, most: float | None = None, **look: Any) -> None:
        """Draw a field for a number. most: where it is less than its limit in `LIMITS`."""
        limits = LIMITS[field]
        enter_number(
            self.session,
            SETTING[field]["label"],
            f"builder_{field}",
            getattr(self.config, field),
            limits.low,
            limits.high if most is None else most,
            lambda value: self.session.change_config(**{field: value}),
            whole=isinstance(limits.low, int),
            **{"help": SETTING[field]["help"], **look},
        )

    def bind(
        self,
        widget: Callable[..., Any],
        label: str,
        name: str,
        value: Any,
        take: Callable[[Any], None],
        **options: Any,
    ) -> None:
        """Draw any other widget that shows `value`; what it is changed to, `take` is told."""
        self.session.inputs.show_alone(widget, label, f"builder_{name}", value, take, **options)
