"""What a search may vary: each setting of a network as one name, and the values it may take.

The hidden layers are varied as a whole: `layers` is their number; `units`, `activation`, `dropout`
and `batch_normalization` are the same in all of them.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlp_explorer.config.choices import LIMITS, MAX_HIDDEN_LAYERS, REGISTRIES, Limits
from mlp_explorer.config.layer import HiddenLayer
from mlp_explorer.config.model import TrainConfig
from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.tasks import list_heads

__all__ = [
    "apply_settings",
    "check_space",
    "Choices",
    "count_points",
    "find_limits",
    "is_number",
    "is_whole",
    "list_grid",
    "list_settings",
    "list_values",
    "Range",
    "read_setting",
    "SETTINGS",
    "Space",
]

_LAYERS = "layers"
_OF_LAYERS = ("units", "activation", "dropout", "batch_normalization")
# own drawings are for a branch; one search is of one dataset, parted in one way, and a list of
# features is no value that could be more or less
_FIXED = ("hidden_layers", "own_set", "own_share", "dataset", "train_share", "features")
_OTHERS = tuple(name for name in TrainConfig.model_fields if name not in _FIXED)
SETTINGS = (_LAYERS, *_OF_LAYERS, *_OTHERS)  # names of all that may vary


@dataclass(frozen=True)
class Choices:
    """A list of values."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class Range:
    """Numbers from low to high, both included; whole ones where the setting's are."""

    low: float
    high: float
    log: bool = False  # as many between 0.001 and 0.01 as between 0.01 and 0.1
    points: int = 3  # of a grid


Space = Mapping[str, Choices | Range]


def list_settings(config: TrainConfig) -> tuple[str, ...]:
    """Return the names of the settings that mean something for a configuration's dataset."""
    return tuple(name for name in SETTINGS if name not in _OTHERS or name in config.settings)


def list_values(config: TrainConfig, name: str) -> tuple[Any, ...]:
    """Return what a setting that is no number can be, with a configuration's dataset."""
    if name == "loss":
        return list_heads(len(config.about.classes))
    return tuple(REGISTRIES[name]) if name in REGISTRIES else (False, True)


def is_whole(name: str) -> bool:
    """Tell whether a setting is a whole number."""
    return name == _LAYERS or (name in LIMITS and isinstance(LIMITS[name].low, int))


def is_number(name: str) -> bool:
    """Tell whether a setting is a number."""
    return name == _LAYERS or name in LIMITS


def find_limits(name: str) -> Limits:
    """Return the least and the largest value that a number may have."""
    return Limits(0, MAX_HIDDEN_LAYERS) if name == _LAYERS else LIMITS[name]


def read_setting(config: TrainConfig, name: str) -> Any:
    """Return a setting's value; of the first hidden layer, or None where there is none."""
    if name == _LAYERS:
        return len(config.hidden_layers)
    if name in _OF_LAYERS:
        return getattr(config.hidden_layers[0], name) if config.hidden_layers else None
    return getattr(config, name)


def apply_settings(config: TrainConfig, values: Mapping[str, Any]) -> TrainConfig:
    """Return the configuration with these settings. Raises ConfigError."""
    layers = list(config.hidden_layers)
    if _LAYERS in values:
        count = values[_LAYERS]
        layers = (layers + [layers[-1] if layers else HiddenLayer()] * count)[:count]
    shared = {name: value for name, value in values.items() if name in _OF_LAYERS}
    others = {name: value for name, value in values.items() if name in _OTHERS}
    changed = tuple(layer.changed(**shared) for layer in layers)
    return config.changed(hidden_layers=changed, **others)


def list_grid(space: Space) -> list[dict[str, Any]]:
    """Return every combination."""
    values = [_list_values(name, part) for name, part in space.items()]
    return [dict(zip(space, point, strict=True)) for point in itertools.product(*values)]


def count_points(space: Space) -> float:
    """Return how many different combinations there are; infinite with a range of real numbers."""
    counts = [
        len(set(part.values))
        if isinstance(part, Choices)
        else part.high - part.low + 1
        if is_whole(name)
        else math.inf
        for name, part in space.items()
    ]
    return math.prod(counts)


def check_space(base: TrainConfig, space: Space) -> None:
    """Raise ConfigError with each thing that cannot be."""
    problems: list[Sentence] = []
    if not space:
        problems.append(Sentence("nothing_varies"))
    for name, part in space.items():
        try:
            _check_part(base, name, part)
        except ConfigError as error:
            problems.extend(error.problems)
    if problems:
        raise ConfigError.of(problems)


def _check_part(base: TrainConfig, name: str, part: Choices | Range) -> None:
    if name not in SETTINGS:
        raise ConfigError("cannot_vary", got=shorten(name), names=", ".join(SETTINGS))
    if isinstance(part, Choices):
        if not part.values:
            raise ConfigError("no_value", varied=name)
        bounds = part.values
    else:
        if part.low >= part.high:
            raise ConfigError("no_range", varied=name, first=part.low, last=part.high)
        if part.log and part.low <= 0:
            raise ConfigError("no_log_range", varied=name, got=part.low)
        bounds = tuple(_list_values(name, part))
    some = base if base.hidden_layers else base.changed(hidden_layers=(HiddenLayer(),))
    for value in bounds:
        if name == _LAYERS and not 0 <= value <= MAX_HIDDEN_LAYERS:
            got = shorten(value)
            raise ConfigError("number_of_layers", varied=name, got=got, most=MAX_HIDDEN_LAYERS)
        apply_settings(some, {name: value})


def _list_values(name: str, part: Choices | Range) -> list[Any]:
    """Return the values of a grid; of a range, evenly spaced points without repeats."""
    if isinstance(part, Choices):
        return list(dict.fromkeys(part.values))
    shares = [i / max(part.points - 1, 1) for i in range(max(part.points, 2))]
    if part.log:
        ratio = math.log(part.high / part.low)
        values = [part.low * math.exp(share * ratio) for share in shares]
    else:
        values = [part.low + share * (part.high - part.low) for share in shares]
    values[-1] = part.high
    if is_whole(name):
        return list(dict.fromkeys(round(value) for value in values))
    return [float(f"{value:.6g}") for value in values]
