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
    look: step (of − and +; none without), options (to choose from, or to type others), help,
    hide_label, width, disabled.
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

    def step(self, by: Number) -> None:
        """Go up or down, as far as it is allowed."""
        self.hear(min(max(self.number + by, self.low), self.high))


def _draw(
    field: _Field,
    step: int | None = None,
    options: Sequence[Number] | None = None,
    hide_label: bool = False,
    width: int | Literal["stretch"] = "stretch",
    **look: Any,
) -> None:
    look["label_visibility"] = "collapsed" if hide_label else "visible"
    if options is not None:
        texts = [write_number(each) for each in sorted({*options, field.number})]
        _show(field, st.selectbox, options=texts, accept_new_options=True, width=width, **look)
    elif step is None:
        _show(field, st.text_input, width=width, **look)
    else:
        with st.container(
            key=f"step_{field.key}",
            horizontal=True,
            vertical_alignment="bottom",
            gap=None,
            width=width,
        ):
            _show(field, st.text_input, **look)
            _show_stepper(field, step, look.get("disabled", False))


def _show(field: _Field, widget: Callable[..., Any], **look: Any) -> None:
    field.session.inputs.show_alone(
        widget,
        field.label,
        field.key,
        field.number,
        field.hear,
        read=field.read,
        write=write_number,
        keeps_focus=True,
        **look,
    )


def _show_stepper(field: _Field, step: int, disabled: bool) -> None:
    def describe(way: str, by: int) -> tuple[str, bool]:
        words = FIELD[f"one_{way}" if step == 1 else way]
        can = field.low <= field.number + by <= field.high
        return words.format(label=field.label, step=step), can and not disabled

    show_stepper(
        field.session,
        f"{field.key}_step",
        describe("less", -step),
        describe("more", step),
        lambda steps: field.step(steps * step),
    )
