"""From what pydantic found wrong to a sentence: what arrived, what is allowed."""

import re
from typing import Any

from pydantic import ValidationError

from mlp_explorer.config.choices import LABELS, LIMITS, MAX_HIDDEN_LAYERS, REGISTRIES
from mlp_explorer.errors import ConfigError

__all__ = ["check_name", "check_own_set", "describe_problems", "label_of", "shorten"]

_OWN_SET = re.compile("([0-9a-f]{16})?")


def shorten(value: Any, most: int = 40) -> str:
    """Return `value` as text for a sentence, cut to `most` characters."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(character if character.isprintable() else "·" for character in text)
    return f"“{text[:most]}…”" if len(text) > most else f"“{text}”"


def check_name(registry: str, value: Any) -> str:
    """Return `value` if it is a name of that registry. Raises ConfigError."""
    names = REGISTRIES[registry]
    if isinstance(value, str) and value in names:
        return value
    raise ConfigError(
        f"{label_of(registry)}: {shorten(value)} arrived; allowed are {', '.join(names)}."
    )


def check_own_set(value: Any) -> str:
    """Return `value` if it may be the id of a set of own drawings, or is empty.

    Raises ConfigError.
    """
    if isinstance(value, str) and _OWN_SET.fullmatch(value):
        return value
    raise ConfigError(
        f"{label_of('own_set')}: {shorten(value)} arrived; allowed are 16 hexadecimal digits "
        "(0 to 9, a to f), or nothing."
    )


def label_of(name: str) -> str:
    """Return what the screen calls the field `name`."""
    return LIMITS[name].label if name in LIMITS else LABELS.get(name, name)


def describe_problems(error: ValidationError) -> tuple[str, ...]:
    """Return a sentence for each problem, without repeats."""
    sentences = [sentence for item in error.errors() for sentence in _describe(item)]
    return tuple(dict.fromkeys(sentences))


def _describe(item: Any) -> tuple[str, ...]:
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, ConfigError):
        return cause.problems
    if cause is not None:
        return (str(cause),)
    place = [part for part in item["loc"] if isinstance(part, str)]
    name = place[-1] if place else "setting"
    return (_sentence(name, item),)


def _sentence(name: str, item: Any) -> str:
    if item["type"] == "extra_forbidden":
        return f"{shorten(name)} is not a setting of a network."
    if name == "hidden_layers":
        return (
            f"Hidden layers: {_amount(item['input'])} arrived; allowed are 0 to "
            f"{MAX_HIDDEN_LAYERS}, each with neurons and an activation."
        )
    arrived = f"{label_of(name)}: {shorten(item['input'])} arrived"
    if name not in LIMITS:
        return f"{arrived}; allowed are true and false."
    low, high = LIMITS[name].low, LIMITS[name].high
    kind = "whole numbers" if "int" in item["type"] or _is_whole(low, high) else "numbers"
    return f"{arrived}; allowed are {kind} from {_number(low)} to {_number(high)}."


def _amount(value: Any) -> str:
    return str(len(value)) if isinstance(value, (list, tuple)) else shorten(value)


def _is_whole(low: float, high: float) -> bool:
    return isinstance(low, int) and isinstance(high, int)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")
