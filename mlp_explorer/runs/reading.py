"""Reads a training's curves as a teacher would: one verdict, one sentence."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.causes import name_penalty
from mlp_explorer.words import READING, tell_score, write_percent

__all__ = ["read_curves", "Reading", "Verdict"]

_LEARNED = 1 / 6  # of the way from guessing to a score of 1: less is nothing that would be useful
OVERFIT_RISE = 0.05  # validation loss this share above its best, while training loss fell on; of
# n examples 1/√n, where that is more: about so much a mean of so few wobbles by itself
OVERFIT_FALL = 0.10  # … by at least this share since then
LEVEL_GAIN = 0.01  # validation loss better by under 1 % an epoch counts as level


class Verdict(StrEnum):
    """What the curves show."""

    TOO_SHORT = "too_short"
    NOT_LEARNING = "not_learning"
    DIVERGED = "diverged"
    OVERFITTING = "overfitting"
    IMPROVING = "improving"
    LEVELLING = "levelling"


class Reading(NamedTuple):
    """A verdict, the sentence for the screen, and the epoch from which it holds (or None)."""

    verdict: Verdict
    sentence: str
    since_epoch: int | None = None


def read_curves(
    history: Mapping[str, Sequence[Any]],
    diverged: bool = False,
    faded: bool = False,
    config: TrainConfig | None = None,
) -> Reading:
    """Read a history of `loss`, `score` and, where there is validation, `val_…` of each epoch.

    config: of the run, whose settings may be the reason; else the tutorial's. faded: a schedule has
    brought the learning rate to 0 with the last epoch.

    The validation loss decides where there is one, else the training loss. Overfitting is what
    the tutorial calls it: training keeps improving while validation gets worse again.
    """
    losses = [*history["loss"], *history.get("val_loss", ())]
    if diverged or not all(value is not None and math.isfinite(value) for value in losses):
        return Reading(Verdict.DIVERGED, READING["diverged"])
    n_epochs = len(history["loss"])
    if n_epochs == 0:
        return Reading(Verdict.TOO_SHORT, READING["no_epoch"])
    if n_epochs < 3:
        return Reading(Verdict.TOO_SHORT, READING["too_short"])
    config = config or TrainConfig()
    # who always answers the mean of the numbers has an R² of 0
    chance = 1 / len(config.about.classes) if config.about.classes else 0.0
    if max(history["score"]) < chance + _LEARNED * (1 - chance):
        return Reading(Verdict.NOT_LEARNING, _say_not_learning(history["score"], chance, config))
    rise = max(OVERFIT_RISE, max(config.n_validation, 1) ** -0.5)
    since = _overfitting_since(history["loss"], history.get("val_loss", ()), rise)
    if since is not None:
        return Reading(Verdict.OVERFITTING, READING["overfitting"].format(epoch=since), since)
    return _read_trend(history, "_faded" if faded else "")


def _say_not_learning(scores: Sequence[float], chance: float, config: TrainConfig) -> str:
    best = tell_score(max(scores), config.metric.name, config.metric.form, 0)
    fact = READING["only_guessing" if config.about.classes else "only_mean"]
    said = fact.format(best=best, chance=write_percent(chance))
    penalty = name_penalty(config)
    if not penalty:
        return READING["not_learning"].format(fact=said)
    value = getattr(config, penalty)
    return READING["strong_penalty"].format(fact=said, penalty=penalty.upper(), value=value)


def _overfitting_since(loss: Sequence[float], val_loss: Sequence[float], rise: float) -> int | None:
    if not val_loss:
        return None
    best = min(range(len(val_loss)), key=val_loss.__getitem__)
    risen = val_loss[-1] > val_loss[best] * (1 + rise)
    fallen = loss[-1] < loss[best] * (1 - OVERFIT_FALL)
    return best + 1 if risen and fallen else None  # `best` counts from 0


def _read_trend(history: Mapping[str, Sequence[Any]], ending: str) -> Reading:
    name = "validation" if history.get("val_loss") else "training"
    losses = history.get("val_loss") or history["loss"]
    if not _is_level(losses, len(losses) - 1):
        return Reading(Verdict.IMPROVING, READING[f"improving_{name}{ending}"])
    since = next(
        k
        for k in range(1, len(losses))
        if all(_is_level(losses, later) for later in range(k, len(losses)))
    )
    sentence = READING[f"levelling_{name}{ending}"].format(epoch=since + 1)
    return Reading(Verdict.LEVELLING, sentence, since + 1)


def _is_level(losses: Sequence[float], k: int) -> bool:
    """Tell whether the loss fell by under 1 % an epoch over the two epochs to index k."""
    before = losses[max(0, k - 2)]
    return losses[k] > before * (1 - LEVEL_GAIN) ** min(k, 2)
