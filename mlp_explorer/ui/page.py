"""What a page is to the frame: a name, an icon, what draws it, and what its address carries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, RunNotFoundError, Sentence
from mlp_explorer.ui.session import Session

__all__ = [
    "carry_choice",
    "carry_choices",
    "carry_id",
    "carry_ids",
    "carry_text",
    "Page",
    "Parameter",
]

_MOST = 200  # characters of a text in an address

Find = Callable[[str], object]  # by an id; raises RunNotFoundError with a sentence


class Parameter(NamedTuple):
    """Something that a person chose on a page and that its address carries.

    name: in the address. key: in `Session.choices`. read: from text, empty where the address says
    nothing; raises ConfigError for what is not allowed. write: to text, empty for what is as at the
    beginning, which may be None. check: a sentence for each thing that what was read names and that
    is not there; the page shows the rest.
    """

    name: str
    key: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    check: Callable[[Any], Iterable[Sentence]] = lambda value: ()


class Page(NamedTuple):
    """name: in the address and in `words.PAGES`. icon: of Material Symbols. show: draws it."""

    name: str
    icon: str
    show: Callable[[Session], None]
    parameters: tuple[Parameter, ...] = ()
    has_sidebar: bool = False


def carry_choice(
    name: str, key: str, options: Sequence[Any], old: Mapping[str, str] | None = None
) -> Parameter:
    """Return the parameter of one of several names or truths; the first is left out.

    old: names that older links have, and what they are now.
    """
    by_text = {_write(option): option for option in options}

    def read(text: str) -> Any:
        text = (old or {}).get(text, text)
        if text:
            _check_choice(name, text, by_text)
        return by_text[text] if text else options[0]

    return Parameter(
        name, key, read, lambda value: "" if value in (None, options[0]) else _write(value)
    )


def carry_choices(name: str, key: str, options: Sequence[str]) -> Parameter:
    """Return the parameter of any of several names; none of them is left out."""

    def read(text: str) -> list[str]:
        chosen = _split(text)
        for each in chosen:
            _check_choice(name, each, options)
        return chosen

    return Parameter(name, key, read, _join)


def _check_choice(name: str, text: str, options: Iterable[str]) -> None:
    if text not in options:
        raise ConfigError("no_choice", name=name, got=shorten(text), names=", ".join(options))


def carry_text(name: str, key: str) -> Parameter:
    """Return the parameter of a free text."""
    return Parameter(name, key, lambda text: text[:_MOST], lambda value: (value or "")[:_MOST])


def carry_id(name: str, key: str, find: Find) -> Parameter:
    """Return the parameter of an id, of something that `find` finds."""
    return carry_text(name, key)._replace(check=lambda value: _list_gone([value], find))


def carry_ids(name: str, key: str, find: Find) -> Parameter:
    """Return the parameter of some ids, each of something that `find` finds."""
    return Parameter(name, key, _split, _join, lambda value: _list_gone(value, find))


def _split(text: str) -> list[str]:
    """Return the parts, each once."""
    return list(dict.fromkeys(part for part in text.split("~") if part))


def _join(parts: Iterable[str] | None) -> str:
    return "~".join(parts or [])


def _list_gone(ids: Iterable[str], find: Find) -> list[Sentence]:
    """Return a sentence for each that is not there (any more)."""
    sentences: list[Sentence] = []
    for each in filter(None, ids):
        try:
            find(each)
        except RunNotFoundError as error:
            sentences.extend(error.problems)
    return sentences


def _write(option: Any) -> str:
    return str(option).lower() if isinstance(option, bool) else str(option)
