"""Number fields: text that is read as people write numbers, with − and + where stepping helps.

What the browser shows is changed only where it must be, so nobody's typing is overwritten. What a
person typed or clicked stays noted until it has been taken: Streamlit may end a callback, and the
page, wherever they touch the session's state.
"""

import dataclasses
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.numbers import Number, read_number, write_number
from mlp_explorer.ui.session import are_problems_said, is_message_late, report
from mlp_explorer.words import FIELD

__all__ = ["ask_number", "enter_number", "get_number"]

_FIELD = "field_"  # begins the keys under which fields are kept
_LATE = 8  # texts of other numbers that a browser may send which has not heard of the newest


def enter_number(
    label: str,
    key: str,
    value: Number,
    low: Number,
    high: Number,
    take: Callable[[Any], None],
    *,
    whole: bool,
    **look: Any,
) -> None:
    """Draw a field that shows `value`; `take` gets each other number that a person enters.

    What is no number from low to high leaves the field as it was, and the page says so.
    look: step (of − and +; none without), options (to choose from, or to type others), help,
    hide_label, width, disabled.
    """
    field = _find_field(key, value)
    field.label, field.low, field.high, field.whole, field.take = label, low, high, whole, take
    field.number = value
    _hear(field)
    _draw(field, field.number, **look)


def ask_number(
    label: str, key: str, first: Number, low: Number, high: Number, *, whole: bool, **look: Any
) -> Any:
    """Draw a field whose number only this page needs; return it, `first` at the beginning.

    It is never outside of low to high, also where these have changed. look: as in `enter_number`.
    """
    field = _find_field(key, first)
    field.label, field.low, field.high, field.whole = label, low, high, whole
    _hear(field)
    _draw(field, min(max(field.number, low), high), **look)
    return field.number


def get_number(key: str) -> Any:
    """Return the number of an `ask_number` when a button is clicked, which may have been typed
    since the page was drawn. Raises ConfigError where it cannot be read."""
    field: _Field = st.session_state[_FIELD + key]
    text = st.session_state.get(key, field.shown)
    return field.number if text in (field.shown, *field.replaced) else field.read(text)


@dataclass
class _Field:
    """A field as it was drawn last, and what a person has done with it since."""

    key: str
    number: Number
    take: Callable[[Any], None] = lambda number: report()
    label: str = ""
    low: Number = 0
    high: Number = 0
    whole: bool = False
    shown: str = ""  # in the browser
    replaced: deque[str] = dataclasses.field(default_factory=lambda: deque(maxlen=_LATE))
    steps: int = 0  # clicked, and not counted yet
    wanted: Number | None = None  # and not taken yet
    lock: RLock = dataclasses.field(default_factory=RLock)  # the next message has its own thread

    def read(self, text: str) -> Number:
        """Return what a text means here. Raises ConfigError."""
        try:
            return read_number(text, self.whole, self.low, self.high)
        except ConfigError as error:
            raise ConfigError(FIELD["of"].format(label=self.label, sentence=error)) from None

    def hear(self, steps: int = 0) -> None:
        """Take what a person has typed or clicked. Raises ConfigError."""
        with self.lock:
            self.steps += steps
            text = st.session_state.get(self.key, self.shown)
            if text != self.shown:
                if text not in self.replaced or not (self.steps or is_message_late()):
                    self.wanted = self.read(text)
                self.shown = text
            if self.steps:
                moved = (self.number if self.wanted is None else self.wanted) + self.steps
                self.wanted, self.steps = min(max(moved, self.low), self.high), 0
            if self.wanted is not None:
                self.take(self.wanted)
                self.number, self.wanted = self.wanted, None

    def hear_early(self, steps: int = 0) -> None:
        """Do so before the page is drawn; what cannot be read is said when the field is."""
        with suppress(ConfigError):
            self.hear(steps)

    def show(self, number: Number, is_list: bool) -> str:
        """Have the browser show a number, where it does not; return the text to draw with."""
        self.number, text, before = number, write_number(number), None
        with suppress(ConfigError):
            before = self.read(self.shown)
        if self.key not in st.session_state:
            self.shown = text
        elif is_list and before == number:
            return self.shown  # another text would replace what somebody is typing there
        elif text != self.shown:
            st.session_state[self.key] = text
            if before not in (None, number):
                self.replaced.append(self.shown)
            self.shown = text
            return ""  # Streamlit wants no other text beside the one that is set
        return text


def _find_field(key: str, number: Number) -> _Field:
    field: _Field = st.session_state.setdefault(_FIELD + key, _Field(key, number))
    return field


def _hear(field: _Field) -> None:
    """Hear what no callback has heard to its end; have the page say what cannot be read."""
    try:
        field.hear()
    except ConfigError as error:
        report(error)
        field.shown, field.steps = st.session_state[field.key], 0
    context = get_script_run_ctx()
    if context and context.fragment_ids_this_run and not are_problems_said():
        st.rerun()  # sentences stand outside of this part of the page


def _draw(
    field: _Field,
    number: Number,
    step: int | None = None,
    options: Sequence[Number] | None = None,
    help: str | None = None,
    hide_label: bool = False,
    width: int | Literal["stretch"] = "stretch",
    disabled: bool = False,
) -> None:
    text = field.show(number, is_list=options is not None)
    look: dict[str, Any] = {
        "key": field.key,
        "help": help,
        "on_change": field.hear_early,
        "disabled": disabled,
        "label_visibility": "collapsed" if hide_label else "visible",
    }
    if options is not None:
        numbers = sorted({*options, number})
        texts = [field.shown if each == number else write_number(each) for each in numbers]
        at = numbers.index(number) if text else 0
        st.selectbox(field.label, texts, at, accept_new_options=True, width=width, **look)
    elif step is None:
        st.text_input(field.label, text, width=width, **look)
    else:
        with st.container(
            key=f"step_{field.key}",
            horizontal=True,
            vertical_alignment="bottom",
            gap=None,
            width=width,
        ):
            st.text_input(field.label, text, **look)
            _show_step(field, -step, "less", disabled or number - step < field.low)
            _show_step(field, step, "more", disabled or number + step > field.high)


def _show_step(field: _Field, steps: int, way: str, disabled: bool) -> None:
    words = FIELD[f"one_{way}" if abs(steps) == 1 else way]
    st.button(
        words.format(label=field.label, step=abs(steps)),
        icon=":material/add:" if steps > 0 else ":material/remove:",
        key=f"{field.key}_{way}",
        type="tertiary",
        on_click=field.hear_early,
        args=(steps,),
        disabled=disabled,
    )
