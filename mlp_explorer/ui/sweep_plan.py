"""The form of a sweep: what varies, how it is searched, how long."""

from functools import partial
from typing import Any

import streamlit as st

from mlp_explorer.compute import METHODS, MOST_TRIALS, SweepPlan
from mlp_explorer.config import REGISTRIES
from mlp_explorer.config.space import (
    SETTINGS,
    Choices,
    Range,
    find_limits,
    is_number,
    is_whole,
    label_setting,
    read_setting,
)
from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.numbers import read_numbers, write_number
from mlp_explorer.ui.session import get_config
from mlp_explorer.words import FIELD, PLAN

__all__ = ["show_plan"]

_LIST, _RANGE = PLAN["list"], PLAN["range"]
_FIRST = ("learning_rate",)  # varies when the page is opened for the first time
_LISTS = {  # what is offered first
    "batch_size": "50, 200, 1000",
    "dropout": "0, 0.2, 0.4",
    "epochs": "5, 10, 20",
    "l1": "0, 0.0001, 0.001",
    "l2": "0, 0.0001, 0.001",
    "layers": "1, 2, 3",
    "learning_rate": "0.0003, 0.001, 0.003, 0.01, 0.03",
    "seed": "0, 1, 2, 3, 4",
    "training_images": "1000, 5000, 20000, 60000",
    "units": "32, 64, 128, 256",
}
_RANGES = {"batch_size": (20, 2000), "l2": (1e-6, 0.01), "learning_rate": (0.0001, 0.1)}
_RANGES |= {"units": (16, 512), "layers": (1, 4), "dropout": (0.0, 0.6), "epochs": (3, 20)}


def show_plan() -> SweepPlan | None:
    """Draw the form; return the plan, None where it cannot be, which is said."""
    base = get_config()
    st.markdown(PLAN["base"].format(title=base.title))
    names = st.multiselect(
        PLAN["names"], SETTINGS, _FIRST, format_func=label_setting, key="sweep_names"
    )
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    method = left.selectbox(
        PLAN["method"], METHODS, index=2, format_func=PLAN.__getitem__, key="sweep_method"
    )
    with middle:
        trials = ask_number(PLAN["trials"], "sweep_trials", 16, 1, MOST_TRIALS, whole=True, step=1)
    prune = right.toggle(
        PLAN["prune"],
        key="sweep_prune",
        help=PLAN["prune_help"],
    )
    try:
        space = {name: _show_setting(name, method) for name in names}
        return SweepPlan(base, space, method, trials, prune)
    except ConfigError as error:
        st.warning("  \n".join(error.problems))
        return None


def _show_setting(name: str, method: str) -> Choices | Range:
    with st.container(border=True, key=f"sweep_box_{name}"):
        if is_number(name):
            return _show_number(name, method)
        values: list[Any] = list(REGISTRIES[name]) if name in REGISTRIES else [False, True]
        chosen = st.multiselect(
            label_setting(name),
            values,
            values[:3],
            format_func=lambda value: _label(name, value),
            key=f"sweep_{name}_values",
        )
        return Choices(tuple(chosen))


def _show_number(name: str, method: str) -> Choices | Range:
    label, narrow = st.columns([3, 2], vertical_alignment="center")
    label.markdown(f"**{label_setting(name)}**")
    kind = narrow.segmented_control(
        PLAN["kind"],
        [_LIST, _RANGE],
        default=_LIST,
        key=f"sweep_{name}_kind",
        label_visibility="collapsed",
        required=True,
    )
    return _show_list(name) if kind == _LIST else _show_range(name, method == "grid")


def _show_list(name: str) -> Choices:
    text = st.text_input(
        PLAN["values"],
        _LISTS.get(name) or write_number(read_setting(get_config(), name)),
        key=f"sweep_{name}_list",
        help=PLAN["values_help"],
    )
    try:
        return Choices(read_numbers(text, is_whole(name), *find_limits(name)))
    except ConfigError as error:
        sentence = FIELD["of"].format(label=label_setting(name), sentence=error)
        raise ConfigError(sentence) from None


def _show_range(name: str, of_grid: bool) -> Range:
    least, largest = find_limits(name)
    low, high = _RANGES.get(name, (least, largest))
    first, second, third, fourth = st.columns([2, 2, 2, 2], vertical_alignment="bottom")
    ask = partial(ask_number, low=least, high=largest, whole=is_whole(name))
    with first:
        low = ask(PLAN["low"], f"sweep_{name}_low", low)
    with second:
        high = ask(PLAN["high"], f"sweep_{name}_high", high)
    log = third.toggle(
        PLAN["log"],
        low > 0 and high >= 30 * low,
        key=f"sweep_{name}_log",
        help=PLAN["log_help"],
    )
    if not of_grid:
        return Range(low, high, log, 3)
    with fourth:
        points = ask_number(PLAN["points"], f"sweep_{name}_points", 4, 2, 50, whole=True, step=1)
    return Range(low, high, log, points)


def _label(name: str, value: Any) -> str:
    return REGISTRIES[name][value].label if name in REGISTRIES else PLAN["on" if value else "off"]
