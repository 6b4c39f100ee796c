"""How settings are written into a URL, and read back.

A field is `name=value`; the hidden layers are one short word: `layers=256-sigmoid~64-relu-0.2-bn`
(units, activation, then dropout and `bn` for batch normalization where they are used), or
`layers=none`; the features of points are `features=x1~x2~x1x1`. The characters are those that a
URL carries as they are (RFC 3986, unreserved).

A link names what differs from `BASE`, which never changes; so a default may, and no old link does.
"""

from collections.abc import Mapping
from typing import Any

from mlp_explorer.config.choices import MAX_HIDDEN_LAYERS
from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, Sentence

__all__ = ["BASE", "field_of", "key_of", "read", "write"]

_LAYERS, _KEY = "hidden_layers", "layers"

# What a setting is where a link does not name it: the tutorial's job, for good. No entry ever
# changes. A new field gets one: the value that stands for how things were without it.
BASE = {
    "hidden_layers": "256-sigmoid~128-sigmoid",
    "loss": "sparse_categorical_crossentropy",
    "optimizer": "adam",
    "learning_rate": "0.001",
    "schedule": "constant",
    "batch_size": "2000",
    "epochs": "10",
    "validation_split": "0.2",
    "l1": "0.0",
    "l2": "0.0",
    "early_stopping_patience": "0",
    "kernel_initializer": "glorot_uniform",
    "seed": "0",
    "training_images": "60000",
    "scale_pixels": "true",
    "augmentation": "none",
    "precision": "auto",
    "own_set": "",
    "own_share": "0.5",
    "dataset": "mnist",
    "points": "500",
    "noise": "0.0",
    "data_seed": "0",
    "train_share": "0.0",
    "features": "none",
}
_TRUTHS = {"true": True, "1": True, "on": True, "false": False, "0": False, "off": False}


def key_of(field: str) -> str:
    """Return the URL's name of a field."""
    return _KEY if field == _LAYERS else field


def field_of(key: str) -> str:
    """Return the field that the URL calls `key`."""
    return _LAYERS if key == _KEY else key


def write(value: Any) -> str:
    """Return a field's value as text for the URL."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        parts = (part if isinstance(part, str) else _write_layer(part) for part in value)
        return "~".join(parts) or "none"
    return str(value)


def _write_layer(layer: Any) -> str:
    parts = [str(layer.units), layer.activation]
    if layer.dropout:
        parts.append(f"{layer.dropout}")
    if layer.batch_normalization:
        parts.append("bn")
    return "-".join(parts)


def read(
    mapping: Mapping[str, str], fields: tuple[str, ...]
) -> tuple[dict[str, Any], list[Sentence]]:
    """Return the fields' raw values, and what is wrong with each parameter that cannot be one."""
    values: dict[str, Any] = {}
    problems: list[Sentence] = []
    for key, text in mapping.items():
        field = field_of(key)
        try:
            if field not in fields or key == _LAYERS:
                raise ConfigError("unknown_setting", got=shorten(key))
            if not isinstance(text, str):
                raise ConfigError("no_text", field=field, got=shorten(text))
            values[field] = _READERS.get(field, str.strip)(text)
        except ConfigError as error:
            problems.extend(error.problems)
    return values, problems


def _read_layers(text: str) -> tuple[dict[str, Any], ...]:
    if text.strip() == "none":
        return ()
    layers = text.strip().split("~")
    if len(layers) > MAX_HIDDEN_LAYERS:
        raise ConfigError("too_many_layers", got=len(layers), most=MAX_HIDDEN_LAYERS)
    return tuple(_read_layer(layer) for layer in layers)


def _read_layer(text: str) -> dict[str, Any]:
    # "1e-05" is a dropout too: glue a trailing exponent back before the word is cut.
    units, *rest = text.replace("e-", "e\0").split("-")
    rest = [part.replace("e\0", "e-") for part in rest]
    normalized = rest[-1:] == ["bn"]
    rest = rest[:-1] if normalized else rest
    if not 1 <= len(rest) <= 2:
        raise ConfigError("layer_words", got=shorten(text))
    layer = {"units": units, "activation": rest[0], "batch_normalization": normalized}
    return layer | ({"dropout": rest[1]} if len(rest) == 2 else {})


def _read_truth(text: str) -> bool:
    try:
        return _TRUTHS[text.strip().lower()]
    except KeyError:
        raise ConfigError("no_truth", field="scale_pixels", got=shorten(text)) from None


def _read_names(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split("~"))
    return () if names in (("none",), ("",)) else names


_READERS: dict[str, Any] = {
    _LAYERS: _read_layers,
    "features": _read_names,
    "scale_pixels": _read_truth,
}
