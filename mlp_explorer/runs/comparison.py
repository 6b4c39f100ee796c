"""Compares runs in words: in which settings they differ, and whether one is really better."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mlp_explorer.config import REGISTRIES, HiddenLayer, TrainConfig
from mlp_explorer.data.dataset import find_about
from mlp_explorer.tasks import Metric
from mlp_explorer.words import (
    CHOICE,
    COMPARISON,
    SETTING,
    name_dataset,
    tell_score,
    write_number,
)

__all__ = [
    "compare_groups",
    "describe_differences",
    "list_differences",
    "list_settings",
    "mean_and_band",
]

MOST = 8  # configurations in one comparison, as many as there are colours
CONFIDENCE = 0.95


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


def compare_groups(
    a: Sequence[float], b: Sequence[float], name_a: str, name_b: str, metric: Metric
) -> str:
    """Return a sentence on whether A beats B, or whether the seeds alone may be the reason.

    a, b: scores of that metric in the test, of runs that differ in their seeds only.
    The judge is the 95 % interval of Welch's t test, which lets the two spread differently.
    """
    short = [name for name, group in ((name_a, a), (name_b, b)) if len(group) < 2]
    if len(short) == 2:
        return COMPARISON["one_seed_each"]
    if short:
        return COMPARISON["one_seed"].format(name=short[0])
    if metric.rank(float(np.mean(a))) < metric.rank(float(np.mean(b))):  # the better comes first
        return compare_groups(b, a, name_b, name_a, metric)
    difference, margin = _compare_means(a, b)
    if margin == 0:
        return _describe_constant(a[0], b[0], name_a, name_b, metric)
    return _describe_difference((a, b), (name_a, name_b), abs(difference), margin, metric)


def mean_and_band(
    values: Sequence[Sequence[float]],
) -> tuple[list[float], list[float], list[float]]:
    """Return mean, low and high by epoch: the mean, and one standard deviation (n − 1) around it.

    values: a list of numbers by epoch for each run. The result is as long as the shortest of
    them, so that every point is of the same runs. Of one run, low and high are the mean.
    """
    length = min(map(len, values), default=0)
    if not length:
        return [], [], []
    table = np.array([run[:length] for run in values], dtype=np.float64)
    mean = table.mean(axis=0)
    spread = table.std(axis=0, ddof=1) if len(table) > 1 else np.zeros(length)
    return mean.tolist(), (mean - spread).tolist(), (mean + spread).tolist()


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


def _compare_means(a: Sequence[float], b: Sequence[float]) -> tuple[float, float]:
    """Return the difference of the means and half of its interval (Welch, 1947)."""
    # equal numbers may differ from their own mean in the last bit
    parts = [0.0 if len(set(x)) == 1 else float(np.var(x, ddof=1)) / len(x) for x in (a, b)]
    difference, variance = float(np.mean(a) - np.mean(b)), sum(parts)
    if variance == 0:
        return difference, 0.0
    freedom = variance**2 / sum(
        part**2 / (len(x) - 1) for part, x in zip(parts, (a, b), strict=True)
    )
    from scipy.special import stdtrit  # here, as it takes 0.2 s that the app would start later

    quantile = float(stdtrit(freedom, (1 + CONFIDENCE) / 2))  # of Student's distribution
    return difference, quantile * math.sqrt(variance)


def _describe_constant(a: float, b: float, name_a: str, name_b: str, metric: Metric) -> str:
    high, low = (tell_score(score, metric.name, metric.form, 2) for score in (a, b))
    if a == b:
        return COMPARISON["constant_same"].format(score=high)
    return COMPARISON["constant"].format(better=name_a, worse=name_b, high=high, low=low)


def _describe_difference(
    groups: tuple[Sequence[float], Sequence[float]],
    names: tuple[str, str],
    difference: float,
    margin: float,
    metric: Metric,
) -> str:
    """Return the sentence for A, whose mean is not below B's, and B."""
    means = [float(np.mean(group)) for group in groups]
    places = _choose_places([100 * mean for mean in means], 100 * (difference - margin))
    mean_a, mean_b = (tell_score(mean, metric.name, metric.form, places) for mean in means)
    low, middle, high = (
        _write_difference(x, metric, places)
        for x in (difference - margin, difference, difference + margin)
    )
    if metric.form == "percent":
        middle = COMPARISON["points"].format(number=middle)
    seeds, other_seeds = map(len, groups)
    better = "better_each" if seeds == other_seeds else "better"
    return COMPARISON[better if difference > margin else "no_winner"].format(
        better=names[0],
        worse=names[1],
        mean=mean_a,
        other_mean=mean_b,
        difference=middle,
        low=low,
        high=high,
        seeds=seeds,
        other_seeds=other_seeds,
    )


def _write_difference(difference: float, metric: Metric, places: int) -> str:
    """Return by how much one is better; shares in points, to as many places as the shares."""
    if metric.form == "percent":
        return write_number(100 * difference, f"+.{places}f")
    return write_number(difference, f"+.{places + 2}f")


def _choose_places(means: Sequence[float], low: float) -> int:
    """Return 1 decimal where that shows a clear difference, and one that adds up, else 2."""
    first, second = (round(mean, 1) for mean in means)
    adds_up = math.isclose(first - second, round(means[0] - means[1], 1), abs_tol=1e-6)
    return 1 if low >= 0.1 and adds_up else 2
