"""Dictionaries of messages, each looked up at the moment when it is asked for.

`N_("…")` and `NP_("one …", "{count} …")` do nothing but mark a message for `pybabel extract`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from mlp_explorer.words.languages import get_translations
from mlp_explorer.words.numbers import SlotWriter

__all__ = ["Message", "N_", "nest", "NP_", "Texts", "translate"]


class Message(str):
    """A message in the language that is spoken: a text whose slots are filled as it does it."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> str:
        """Fill the slots; numbers and dates are written as the language does."""
        return SlotWriter().vformat(self, args, kwargs)


class Plural(Message):
    """A message of an amount, the slot `count`: one text for each plural form of the language."""

    __slots__ = ("one",)
    one: str

    def __new__(cls, one: str, many: str) -> "Plural":
        """Return the text for many, which knows the other."""
        self = super().__new__(cls, many)
        self.one = one
        return self

    def format(self, *args: object, **kwargs: object) -> str:
        """Take the form that belongs to `count`, and fill its slots."""
        count: Any = kwargs["count"]
        text = get_translations().ngettext(self.one, str(self), int(count))
        return Message(text).format(*args, **kwargs)


def _mark(message: str) -> str:
    return message


N_, NP_ = _mark, Plural  # as gettext's manual and Babel call them


class Texts(Mapping[str, str]):
    """Messages by their key, read-only."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __getitem__(self, key: str) -> str:
        """Return a message in the language of the moment."""
        message = self._messages[key]
        return message if isinstance(message, Plural) else translate(message)

    def __iter__(self) -> Iterator[str]:
        return iter(self._messages)

    def __len__(self) -> int:
        return len(self._messages)


def nest(messages: Mapping[str, Mapping[str, str]]) -> dict[str, Texts]:
    """Return the messages of several things, by the thing's name."""
    return {name: Texts(each) for name, each in messages.items()}


def translate(message: str) -> Message:
    """Return a marked message in the language of the moment."""
    return Message(get_translations().gettext(message) if message else "")
