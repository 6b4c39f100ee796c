"""Number fields: text that is read as people write numbers, with − and + where stepping helps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import streamlit as st

from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.components.stepper import show_stepper
from mlp_explorer.ui.numbers import Number, read_number, write_number
from mlp_explorer.ui.session import Session
from mlp_explorer.words import FIELD

__all__ = ["ask_number", "enter_number"]


def enter_number(
    session: Session,
    label: str,
    key: str,
    value: Number,
    low: Number,
    high: Number,
    take: Callable[[Any], object],
    *,
    whole: bool,
    **look: Any,
) -> None:
    """Draw a field that shows `value`; `take` gets each other number that a person enters.

    What is no number from low to high leaves the field as it was, and the page says so.
    look: step (of − and +, which are there with it; several numbers: to the next one of these),
    help, hide_label, width, disabled.
    """
    field = _Field(session, label, key, value, low, high, whole, take)
    _draw(field, **look)


def ask_number(
    session: Session,
    label: str,
    key: str,
    first: Number,
    low: Number,
    high: Number,
    *,
    whole: bool,
    **look: Any,
) -> Any:
    """Draw a field whose number is kept in `session.choices`; return it, `first` at the beginning.

    It is never outside of low to high, also where these have changed. look: as in `enter_number`.
    """
    number = min(max(session.choices.get(key, first), low), high)
    session.choices[key] = number

    def take(new: Number) -> None:
        session.choices[key] = new

    enter_number(session, label, key, number, low, high, take, whole=whole, **look)
    return number


_Step = int | Sequence[Number]


class _Refused(NamedTuple):
    """What cannot be read, and why."""

    text: str
    error: ConfigError


@dataclass
class _Field:
    """A field as it was drawn last. number: what it shows, or what was entered since."""

    session: Session
    label: str
    key: str
    number: Number
    low: Number
    high: Number
    whole: bool
    take: Callable[[Any], object]

    def read(self, text: object) -> Number | _Refused:
        """Return what a text means here."""
        try:
            return read_number(str(text or ""), self.whole, self.low, self.high)
        except ConfigError as error:
            problem = error.problems[0]
            return _Refused(str(text), ConfigError("of_label", label=self.label, problem=problem))

    def hear(self, read: Number | _Refused) -> None:
        """Take what was entered, or have the page say why not."""
        if isinstance(read, _Refused):
            self.session.report(read.error)
        else:
            self.number = read
            self.take(read)

    def find(self, step: _Step, count: int) -> Number:
        """Return the number so many steps up from here, as far as it is allowed."""
        return min(max(_go(self.number, step, count), self.low), self.high)


def _draw(
    field: _Field,
    step: _Step | None = None,
    hide_label: bool = False,
    width: int | Literal["stretch"] = "stretch",
    **look: Any,
) -> None:
    look["label_visibility"] = "collapsed" if hide_label else "visible"
    if step is None:
        _show(field, width=width, **look)
    else:
        with st.container(
            key=f"step_{field.key}",
            horizontal=True,
            vertical_alignment="bottom",
            gap=None,
            width=width,
        ):
            _show(field, **look)
            _show_stepper(field, step, look.get("disabled", False))


def _show(field: _Field, **look: Any) -> None:
    field.session.inputs.show_alone(
        st.text_input,
        field.label,
        field.key,
        field.number,
        field.hear,
        read=field.read,
        write=write_number,
        keeps_focus=True,
        **look,
    )


def _show_stepper(field: _Field, step: _Step, disabled: bool) -> None:
    def describe(way: str, count: int) -> tuple[str, bool]:
        can = field.find(step, count) != field.number
        return _name_step(step, way).format(label=field.label, step=step), can and not disabled

    show_stepper(
        field.session,
        f"{field.key}_step",
        describe("less", -1),
        describe("more", 1),
        lambda count: field.hear(field.find(step, count)),
    )


def _name_step(step: _Step, way: str) -> str:
    if not isinstance(step, int):
        return FIELD[f"next_{way}"]
    return FIELD[f"one_{way}" if step == 1 else way]


def _go(number: Number, step: _Step, count: int) -> Number:
    if isinstance(step, int):
        return number + count * step
    ahead = (each for each in step if (each > number if count > 0 else each < number))
    passed = sorted(ahead, reverse=count < 0)[: abs(count)]
    return passed[-1] if passed else number
