"""The fair race: up to four configurations side by side, everything else the same."""

from typing import NamedTuple

import streamlit as st

from mlp_explorer.config import LIMITS, TrainConfig, list_presets
from mlp_explorer.data.sources import Options
from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.compare.choices import pick_runs
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import PRESET, RACE

__all__ = ["show_race"]

_MOST = 4
_EPOCHS = 5
_NAME = "race"  # of the group of runs
_WHO, _FOR, _OWN = "race_configs", "race_epochs", "own"


def show_race(session: Session, picked: list[RunSummary]) -> None:
    """Let two to four configurations be chosen and started."""
    entrants = _list_entrants(session, picked)
    chosen = session.choose(
        st.multiselect,
        RACE["who"],
        _WHO,
        [],
        options=list(entrants),
        format_func=lambda key: entrants[key].label,
        max_selections=_MOST,
        placeholder=RACE["who_example"],
    )
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        low, high = LIMITS["epochs"][:2]
        ask_number(session, RACE["epochs"], _FOR, _EPOCHS, low, high, whole=True, step=1)
    right.button(
        RACE["start"],
        icon=":material/sports_score:",
        key="race_start",
        on_click=session.ask,
        args=(_start, entrants),
        disabled=len(chosen) < 2,
    )
    st.caption(_say_what_is_fair([entrants[key].config for key in chosen]))


class _Entrant(NamedTuple):
    label: str
    config: TrainConfig


def _list_entrants(session: Session, picked: list[RunSummary]) -> dict[str, _Entrant]:
    """Return who can take part, by a key that stays the same while there are more or fewer: all
    learn the dataset of the setup in the builder."""
    own = session.config
    presets = {
        f"preset_{name}": _Entrant(RACE["preset"].format(label=PRESET[name]["label"]), config)
        for name, config in list_presets(own.dataset, own.options).items()
    }
    runs = {
        run.id: _Entrant(f"{number}. {run.title}", run.config)
        for number, run in enumerate(picked, 1)
        if _name_data(run.config) == _name_data(own)
    }
    return {_OWN: _Entrant(RACE["own_setup"], own)} | presets | runs


def _name_data(config: TrainConfig) -> tuple[str, Options]:
    """Return what two configurations of the same examples have in common: not what they are told
    of them."""
    return config.dataset, config.options._replace(features=())


def _say_what_is_fair(configs: list[TrainConfig]) -> str:
    batches = {config.batch_size for config in configs}
    layers = {config.hidden_layers for config in configs}
    if len(batches) < 2:
        return RACE["fair" if len(layers) < 2 else "fair_layers"]
    return RACE["fair_batches" if len(layers) < 2 else "fair_batches_layers"]


def _start(session: Session, entrants: dict[str, _Entrant]) -> None:
    """Start the race of those that are chosen when the button is clicked."""
    entrants = entrants | {_OWN: _Entrant(RACE["own_setup"], session.config)}
    chosen = [entrants[key] for key in session.choices[_WHO] if key in entrants]
    configs = [each.config.changed(epochs=session.choices[_FOR]) for each in chosen]
    services = get_services()
    group = services.engine.race(configs, _NAME, session.owner)
    runs = services.store.list_runs(group_id=group.id)
    pick_runs(session, reversed([run.id for run in runs]))
