"""The form of a question: which example, and its numbers."""

from functools import partial
from typing import NamedTuple

import numpy as np
import streamlit as st

from mlp_explorer.data import Dataset
from mlp_explorer.ui.draw.question import (
    Example,
    Question,
    advance,
    can_draw,
    change,
    choose_class,
    go_back,
    is_of_digits,
)
from mlp_explorer.ui.fields import enter_number
from mlp_explorer.ui.numbers import write_number
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import ASK

__all__ = ["show_choice", "show_numbers"]

_FIELD_PX, _MANY, _FORM_PX = 170, 12, 430  # more fields than these scroll, so high
_MOST = 100  # fields: more are slow, and nobody would look through them
_ANY = -1  # in the place of a class
_DIGITS = 3  # of a limit


class _Range(NamedTuple):
    """What may be entered for a feature; and the least, the largest and the mean that trained."""

    least: float
    most: float
    trained: tuple[float, ...]


def show_choice(session: Session, data: Dataset, example: Example) -> None:
    """Let a person choose a test example: one of a class, and the next one."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    if data.about.classes:
        with row:
            _show_classes(session, data)
    row.button(
        ASK["another"],
        icon=":material/refresh:",
        key="ask_another",
        on_click=session.ask,
        args=(advance,),
    )
    if example.n_changed:
        row.button(
            ASK["back"],
            icon=":material/undo:",
            key="ask_back",
            on_click=session.ask,
            args=(go_back,),
        )
    is_picture = data.about.kind == "pictures"
    words = "picture_number" if is_picture else "number"
    if can_draw(data.about):
        words = "draw_number" if is_of_digits(data.about) else "draw_own"
    st.caption(ASK[words].format(number=example.number, count=example.n_examples))


def _show_classes(session: Session, data: Dataset) -> None:
    classes, label = data.about.classes, session.part(Question).label
    names = {_ANY: ASK["any"]} | {int(each): classes[each] for each in np.unique(data.y_test)}
    session.inputs.show_alone(
        st.selectbox,
        ASK["of_class"],
        f"ask_class_{data.about.key}",
        label if label in names else _ANY,
        lambda chosen: choose_class(session, None if chosen == _ANY else int(chosen)),
        options=list(names),
        format_func=names.__getitem__,
        width=220,
    )


def show_numbers(session: Session, data: Dataset, example: Example, n_train: int) -> None:
    """Draw a field for each number of the row. n_train: the first rows, of which its help tells."""
    about = data.about
    ranges = _measure_own(about.key, n_train, data) if about.is_own else _measure(data, n_train)
    if about.n_inputs > _MOST:
        st.caption(ASK["first_fields"].format(count=_MOST, most=about.n_inputs))
    is_long = about.n_inputs > _MANY
    with (
        st.container(height=_FORM_PX if is_long else "content", border=False, key="ask_numbers"),
        st.container(horizontal=True, gap="small"),
    ):
        for at, (name, measured) in enumerate(zip(about.features, ranges, strict=False)):
            least, most = measured.least, measured.most
            low, high, mean = map(write_number, measured.trained)
            limits = {"least": write_number(least), "most": write_number(most)}
            enter_number(
                session,
                plain(name),
                f"ask_{about.key}_{at}",
                float(example.values[at]),
                least,
                most,
                partial(change, session, at),
                whole=False,
                help=ASK["range"].format(name=plain(name), low=low, high=high, mean=mean, **limits),
                width=_FIELD_PX,
            )


@st.cache_data(show_spinner=False, max_entries=16)
def _measure_own(key: str, n_train: int, _data: Dataset) -> list[_Range]:
    """Measure a dataset that never changes once: it may have a million rows."""
    return _measure(_data, n_train)


def _measure(data: Dataset, n_train: int) -> list[_Range]:
    """Return the ranges of the features that have a field."""
    ranges = []
    for at in range(min(data.about.n_inputs, _MOST)):
        column, others = data.x_train[:, at], data.x_test[:, at]
        trained = column[:n_train]
        least = float(min(column.min(), others.min()))
        limits = _widen(least, float(max(column.max(), others.max())))
        values = map(_round, (trained.min(), trained.max(), trained.mean(dtype=np.float64)))
        ranges.append(_Range(*limits, tuple(values)))
    return ranges


def _widen(low: float, high: float) -> tuple[float, float]:
    """Return what may be entered where a dataset has numbers from low to high: as much again on
    both sides, but nothing below 0 where there is nothing."""
    spread = high - low or max(abs(high), 1.0)
    least, most = _round(low - spread), _round(high + spread)
    return min(low, 0.0 if low >= 0 > least else least), max(high, most)


def _round(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
