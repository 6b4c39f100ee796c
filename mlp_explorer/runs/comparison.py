"""Compares runs in words: in which settings they differ."""

from collections.abc import Callable, Sequence
from typing import Any

from mlp_explorer.config import REGISTRIES, HiddenLayer, TrainConfig
from mlp_explorer.data.dataset import find_about
from mlp_explorer.words import (
    CHOICE,
    COMPARISON,
    SETTING,
    name_dataset,
    write_number,
)

__all__ = [
    "describe_differences",
    "list_differences",
    "list_settings",
]

MOST = 8  # configurations in one comparison, as many as there are colours


def list_differences(configs: Sequence[TrainConfig]) -> list[tuple[str, list[str]]]:
    """Return the settings that differ: the label for the screen, and a text for each config.

    In the order in which `TrainConfig` has them; nothing where all are the same.

    >>> list_differences([TrainConfig(), TrainConfig(learning_rate=0.01)])
    [('Learning rate', ['0.001', '0.01'])]
    """
    return [
        (_label(name), [_write_of(config, name) for config in configs])
        for name in _find_differences(configs)
    ]


def list_settings(*configs: TrainConfig) -> list[tuple[str, list[str]]]:
    """Return all settings as the screen has them: a label and, for each configuration, a text,
    which is empty where its dataset has no such thing."""
    names = [n for n in TrainConfig.model_fields if any(n in each.settings for each in configs)]
    return [(_label(name), [_write_of(each, name) for each in configs]) for name in names]


def describe_differences(configs: Sequence[TrainConfig], names: Sequence[str]) -> str:
    """Return one sentence on what differs between 2 to 8 configurations with these names.

    Raises ValueError for another number of them, or if there is not one name each.
    """
    if not 2 <= len(configs) <= MOST or len(names) != len(configs):
        raise ValueError(
            f"{len(configs)} configs with {len(names)} names arrived; allowed are 2 to {MOST}, "
            "one name each."
        )
    different = _find_differences(configs)
    if not different:
        return COMPARISON["same"]
    if different == ["seed"]:
        seeds = _join([str(config.seed) for config in configs])
        return COMPARISON["seed_only"].format(seeds=seeds)
    if len(different) == 1:
        values = _oppose(different[0], configs, names)
        return COMPARISON["one"].format(setting=_phrase(different[0]), values=values)
    settings = _enumerate(different, configs)
    return COMPARISON["several"].format(count=len(different), settings=settings)


def _find_differences(configs: Sequence[TrainConfig]) -> list[str]:
    return [
        name
        for name in TrainConfig.model_fields
        if any(getattr(config, name) != getattr(configs[0], name) for config in configs)
        and any(name in config.settings for config in configs)
    ]


def _label(name: str) -> str:
    return SETTING[name]["label"]


def _phrase(name: str) -> str:
    return SETTING[name]["phrase"]


_WRITERS: dict[str, Callable[[Any], str]] = {
    "data_seed": str,
    "dataset": lambda key: name_dataset(find_about(key).name),
    "early_stopping_patience": lambda value: str(value or COMPARISON["off"]),
    "hidden_layers": lambda layers: " → ".join(map(_write_layer, layers)) or COMPARISON["none"],
    "own_set": lambda set_id: set_id or COMPARISON["none"],
    "own_share": lambda value: _write_share(value),
    "scale_pixels": lambda value: COMPARISON["on" if value else "off"],
    "seed": str,  # a name rather than an amount: no commas
    "train_share": lambda value: _write_share(value) if value else COMPARISON["off"],
    "validation_split": lambda value: _write_share(value),
}


def _write_of(config: TrainConfig, name: str) -> str:
    if name not in config.settings:
        return ""
    if name == "features":  # those that are usual, too
        return COMPARISON["comma"].join(config.about.features)
    return _write(name, getattr(config, name))


def _write(name: str, value: Any) -> str:
    """Return a setting's value as the screen shows it."""
    if name in _WRITERS:
        return _WRITERS[name](value)
    if name in REGISTRIES:
        return CHOICE[name][value]["label"]
    return write_number(value, "," if isinstance(value, int) else ".10g")


def _write_layer(layer: HiddenLayer) -> str:
    parts = [COMPARISON["batch_norm"]] if layer.batch_normalization else []
    if layer.dropout:
        parts.append(COMPARISON["dropout"].format(share=100 * layer.dropout))
    extras = COMPARISON["comma"].join(parts)
    activation = CHOICE["activation"][layer.activation]["label"]
    text = COMPARISON["layer_extras" if extras else "layer"]
    return text.format(units=layer.units, activation=activation, extras=extras)


def _write_share(share: float) -> str:
    return COMPARISON["share"].format(share=100 * share)


def _oppose(name: str, configs: Sequence[TrainConfig], names: Sequence[str]) -> str:
    """Return two values, or which of more runs have which."""
    texts = [_write_of(config, name) for config in configs]
    if len(texts) == 2:
        return COMPARISON["against"].format(first=texts[0], second=texts[1])
    if names and all(text in own for text, own in zip(texts, names, strict=True)):
        return _join(texts)  # the names say it already
    owners = {
        text: [n for n, own in zip(names, texts, strict=True) if own == text] for text in texts
    }
    return COMPARISON["between_owners"].join(
        COMPARISON["owners"].format(value=text, runs=_join(runs)) for text, runs in owners.items()
    )


def _enumerate(different: Sequence[str], configs: Sequence[TrainConfig]) -> str:
    """Return the settings; of two runs, with both values."""
    if len(configs) > 2:
        return _join([_phrase(name) for name in different])
    return _join(
        [
            COMPARISON["setting"].format(setting=_phrase(name), values=_oppose(name, configs, ()))
            for name in different
        ]
    )


def _join(words: Sequence[str]) -> str:
    *first, last = words
    if not first:
        return last
    return COMPARISON["and"].format(first=COMPARISON["comma"].join(first), last=last)
