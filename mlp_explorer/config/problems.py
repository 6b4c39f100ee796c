"""From what pydantic found wrong to a code with values: what is wrong, what is allowed."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from mlp_explorer.config.choices import LIMITS, MAX_HIDDEN_LAYERS, REGISTRIES
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.features import FEATURES, order_features
from mlp_explorer.errors import ConfigError, Sentence

__all__ = [
    "check_dataset",
    "check_features",
    "check_name",
    "check_own_set",
    "list_problems",
    "shorten",
]

_OWN_SET = re.compile("([0-9a-f]{16})?")


def shorten(value: Any, most: int = 40) -> str:
    """Return `value` as text for a sentence, cut to `most` characters."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(character if character.isprintable() else "·" for character in text)
    return f"{text[:most]}…" if len(text) > most else text


def check_name(registry: str, value: Any) -> str:
    """Return `value` if it is a name of that registry. Raises ConfigError."""
    names = REGISTRIES[registry]
    if isinstance(value, str) and value in names:
        return value
    raise ConfigError("unknown_name", field=registry, got=shorten(value), names=", ".join(names))


def check_dataset(value: Any) -> str:
    """Return `value` if it is the key of a dataset, or of somebody's own. Raises ConfigError."""
    find_about(value)
    return str(value)


def check_features(value: Any) -> tuple[str, ...]:
    """Return the names of features in their order, the usual ones as (). Raises ConfigError."""
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return order_features(value)
    names = ", ".join(FEATURES)
    raise ConfigError("unknown_name", field="features", got=shorten(value), names=names)


def check_own_set(value: Any) -> str:
    """Return `value` if it may be the id of a set of own drawings, or is empty.

    Raises ConfigError.
    """
    if isinstance(value, str) and _OWN_SET.fullmatch(value):
        return value
    raise ConfigError("no_own_set", field="own_set", got=shorten(value))


def list_problems(error: ValidationError) -> tuple[Sentence, ...]:
    """Return what is wrong, without repeats."""
    return _drop_repeats(problem for item in error.errors() for problem in _read(item))


def _drop_repeats(problems: Iterable[Sentence]) -> tuple[Sentence, ...]:
    kept: list[Sentence] = []
    for problem in problems:
        if problem not in kept:
            kept.append(problem)
    return tuple(kept)


def _read(item: Any) -> tuple[Sentence, ...]:
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, ConfigError):
        return cause.problems
    place = [part for part in item["loc"] if isinstance(part, str)]
    return (_name_problem(place[-1] if place else "setting", item),)


def _name_problem(name: str, item: Any) -> Sentence:
    value = item["input"]
    if item["type"] == "extra_forbidden":
        return Sentence("unknown_setting", {"got": shorten(name)})
    if name == "hidden_layers":
        if isinstance(value, list | tuple):
            return Sentence("layers", {"got": len(value), "most": MAX_HIDDEN_LAYERS})
        return Sentence("no_layers", {"got": shorten(value), "most": MAX_HIDDEN_LAYERS})
    values = {"field": name, "got": shorten(value)}
    if name not in LIMITS:
        return Sentence("no_truth", values)
    low, high = LIMITS[name]
    kind = "whole_number" if isinstance(low, int) else "number"
    return Sentence(kind, values | {"low": low, "high": high})
