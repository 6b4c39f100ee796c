"""The form of a sweep: what varies, how it is searched, how long."""

from typing import Any

import streamlit as st

from mlp_explorer.compute import METHODS, MOST_TRIALS, SweepPlan
from mlp_explorer.config.space import (
    Choices,
    Range,
    find_limits,
    is_number,
    is_whole,
    list_settings,
    list_values,
    read_setting,
)
from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.numbers import read_numbers, write_number
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sweep.progress import write_value
from mlp_explorer.words import PLAN, label_setting, write_title

__all__ = ["read_plan", "show_plan"]

_KINDS = ("list", "range")
_FIRST = ("learning_rate",)  # varies when the page is opened for the first time
_LISTS: dict[str, tuple[float, ...]] = {  # what is offered first, beside the builder's own
    "batch_size": (50, 200, 1000),
    "dropout": (0, 0.2, 0.4),
    "epochs": (5, 10, 20),
    "l1": (0, 0.0001, 0.001),
    "l2": (0, 0.0001, 0.001),
    "layers": (1, 2, 3),
    "learning_rate": (0.0003, 0.001, 0.003, 0.01, 0.03),
    "seed": (0, 1, 2, 3, 4),
    "training_images": (1000, 5000, 20000, 60000),
    "units": (32, 64, 128, 256),
}
_RANGES = {"batch_size": (20, 2000), "l2": (1e-6, 0.01), "learning_rate": (0.0001, 0.1)}
_RANGES |= {"units": (16, 512), "layers": (1, 4), "dropout": (0.0, 0.6), "epochs": (3, 20)}


_NAMES, _METHOD, _TRIALS, _PRUNE = "sweep_names", "sweep_method", "sweep_trials", "sweep_prune"
_BEGIN: dict[str, Any] = {_NAMES: list(_FIRST), _METHOD: METHODS[2], _TRIALS: 16, _PRUNE: False}


def show_plan(session: Session) -> SweepPlan | None:
    """Draw the form; return the plan, None where it cannot be, which is said."""
    st.markdown(PLAN["base"].format(title=write_title(session.config)))
    names = session.choose(
        st.multiselect,
        PLAN["names"],
        _NAMES,
        _BEGIN[_NAMES],
        options=list_settings(session.config),
        format_func=label_setting,
    )
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    method = session.choose(
        left.selectbox,
        PLAN["method"],
        _METHOD,
        _BEGIN[_METHOD],
        options=METHODS,
        format_func=PLAN.__getitem__,
    )
    with middle:
        ask_number(
            session, PLAN["trials"], _TRIALS, _BEGIN[_TRIALS], 1, MOST_TRIALS, whole=True, step=1
        )
    session.choose(right.toggle, PLAN["prune"], _PRUNE, _BEGIN[_PRUNE], help=PLAN["prune_help"])
    for name in names:
        _Setting(session, name).show(method)
    try:
        return read_plan(session)
    except ConfigError as error:
        st.warning("  \n".join(map(plain, error.problems)))
        return None


def read_plan(session: Session) -> SweepPlan:
    """Return what the form describes. Raises ConfigError for what cannot be."""
    chosen = _BEGIN | session.choices
    names = [name for name in chosen[_NAMES] if name in list_settings(session.config)]
    space = {name: _Setting(session, name).read() for name in names}
    return SweepPlan(session.config, space, chosen[_METHOD], chosen[_TRIALS], chosen[_PRUNE])


class _Setting:
    """The fields of one setting that varies, and what they say."""

    def __init__(self, session: Session, name: str) -> None:
        self._session, self._name = session, name

    def show(self, method: str) -> None:
        """Draw the fields. method: a grid needs to know how many steps a range has."""
        with st.container(border=True, key=f"sweep_box_{self._name}"):
            if is_number(self._name):
                self._show_number(method == "grid")
            else:
                self._show_values()

    def read(self) -> Choices | Range:
        """Return what the fields say. Raises ConfigError."""
        if not is_number(self._name):
            return Choices(tuple(self._get("values", self._list_first_values())))
        if self._get("kind", _KINDS[0]) == _KINDS[0]:
            text = self._get("list", self._write_first_list())
            return Choices(_read_list(self._name, text))
        low, high = self._find_first_range()
        low, high = self._get("low", low), self._get("high", high)
        return Range(
            low, high, self._get("log", low > 0 and high >= 30 * low), self._get("points", 4)
        )

    def _get(self, field: str, first: Any) -> Any:
        return self._session.choices.get(self._key(field), first)

    def _key(self, field: str) -> str:
        return f"sweep_{self._name}_{field}"

    def _show_values(self) -> None:
        values = self._list_values()
        self._session.choose(
            st.multiselect,
            label_setting(self._name),
            self._key("values"),
            self._list_first_values(),
            options=values,
            format_func=lambda value: write_value(self._name, value),
        )

    def _list_values(self) -> list[Any]:
        return list(list_values(self._session.config, self._name))

    def _list_first_values(self) -> list[Any]:
        """Return three values at most, the builder's own among them."""
        values = self._list_values()
        own = read_setting(self._session.config, self._name)
        first = sorted(values, key=lambda value: value != own)[:3]
        return [value for value in values if value in first]

    def _show_number(self, of_grid: bool) -> None:
        label, narrow = st.columns([3, 2], vertical_alignment="center")
        label.markdown(f"**{label_setting(self._name)}**")
        kind = self._session.choose(
            narrow.segmented_control,
            PLAN["kind"],
            self._key("kind"),
            _KINDS[0],
            options=_KINDS,
            format_func=PLAN.__getitem__,
            label_visibility="collapsed",
            required=True,
        )
        if kind == _KINDS[0]:
            first = self._write_first_list()
            self._session.choose(
                st.text_input, PLAN["values"], self._key("list"), first, help=PLAN["values_help"]
            )
        else:
            self._show_range(of_grid)

    def _write_first_list(self) -> str:
        own = read_setting(self._session.config, self._name)
        numbers = {*_LISTS.get(self._name, ()), *([] if own is None else [own])}
        if self._name == "training_images":
            numbers = {n for n in numbers if n <= self._session.config.about.n_train}
        return ", ".join(map(write_number, sorted(numbers)))

    def _find_first_range(self) -> tuple[Any, Any]:
        kind = int if is_whole(self._name) else float
        low, high = _RANGES.get(self._name, find_limits(self._name))
        return kind(low), kind(high)

    def _show_range(self, of_grid: bool) -> None:
        first, second, third, fourth = st.columns([2, 2, 2, 2], vertical_alignment="bottom")
        begin_low, begin_high = self._find_first_range()
        low = self._ask_end(first, "low", begin_low)
        high = self._ask_end(second, "high", begin_high)
        self._session.choose(
            third.toggle,
            PLAN["log"],
            self._key("log"),
            low > 0 and high >= 30 * low,
            help=PLAN["log_help"],
        )
        if of_grid:
            with fourth:
                key = self._key("points")
                ask_number(self._session, PLAN["points"], key, 4, 2, 50, whole=True, step=1)

    def _ask_end(self, column: Any, field: str, first: Any) -> Any:
        """Ask for one end of a range."""
        limits, whole = find_limits(self._name), is_whole(self._name)
        with column:
            return ask_number(
                self._session, PLAN[field], self._key(field), first, *limits, whole=whole
            )


def _read_list(name: str, text: str) -> tuple[Any, ...]:
    try:
        return read_numbers(text, is_whole(name), *find_limits(name))
    except ConfigError as error:
        raise ConfigError("of_setting", varied=name, problem=error) from None
