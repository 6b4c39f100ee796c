"""The fair race: up to four configurations side by side, everything else the same."""

import streamlit as st

from mlp_explorer.config import LIMITS, PRESETS, TrainConfig
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import RunSummary
from mlp_explorer.ui.fields import ask_number, get_number
from mlp_explorer.ui.owner import get_owner
from mlp_explorer.ui.picks import pick_runs
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import get_config, report
from mlp_explorer.words import RACE

__all__ = ["show_race"]

_MOST = 4
_EPOCHS = 5
_WHO, _FOR = "race_configs", "race_epochs"


def show_race(picked: list[RunSummary]) -> None:
    """Let two to four configurations be chosen and started."""
    choices = _list_choices(picked)
    chosen = st.multiselect(
        RACE["who"],
        list(choices),
        key=_WHO,
        max_selections=_MOST,
        placeholder=RACE["who_example"],
    )
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        ask_number(RACE["epochs"], _FOR, _EPOCHS, *LIMITS["epochs"][:2], whole=True, step=1)
    right.button(
        RACE["start"],
        icon=":material/sports_score:",
        key="race_start",
        on_click=_start,
        args=(choices,),
        disabled=len(chosen) < 2,
    )
    st.caption(_say_what_is_fair([choices[name] for name in chosen]))


def _list_choices(picked: list[RunSummary]) -> dict[str, TrainConfig]:
    own = {RACE["own_setup"]: get_config()}
    presets = {
        RACE["preset"].format(label=preset.label): preset.config for preset in PRESETS.values()
    }
    runs = {f"{number}. {run.title}": run.config for number, run in enumerate(picked, 1)}
    return own | presets | runs


def _say_what_is_fair(configs: list[TrainConfig]) -> str:
    batches = {config.batch_size for config in configs}
    layers = {config.hidden_layers for config in configs}
    if len(batches) < 2:
        return RACE["fair" if len(layers) < 2 else "fair_layers"]
    return RACE["fair_batches" if len(layers) < 2 else "fair_batches_layers"]


def _start(choices: dict[str, TrainConfig]) -> None:
    """Start the race of those that are chosen when the button is clicked."""
    chosen, services = st.session_state[_WHO], get_services()
    try:
        epochs = get_number(_FOR)
        configs = [choices[name].changed(epochs=epochs) for name in chosen]
        group = services.engine.race(configs, RACE["against"].join(chosen), get_owner())
        pick_runs(reversed([run.id for run in services.store.list_runs(group_id=group.id)]))
        report()
    except MLPExplorerError as error:
        report(error)
