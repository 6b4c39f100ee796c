"""What the steps of a training read: the examples, and each epoch's order and randomness."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.data.dataset import load_dataset
from mlp_explorer.data.distortion import N_DRAWS
from mlp_explorer.data.prepared import load_prepared
from mlp_explorer.data.sources.mnist import read_mnist
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.messages import OwnSet
from mlp_explorer.training.model import make_schedule

__all__ = ["draw_epoch", "Epoch", "Examples", "list_rates", "load_examples", "mix_examples"]


class Examples(NamedTuple):
    """Tensors: pictures (n, height, width) uint8, or rows (n, features) float32, scaled; and the
    numbers of their classes, (n,) uint8."""

    inputs: Any
    labels: Any


class Epoch(NamedTuple):
    """What is drawn anew for each epoch, as tensors of the same shapes for every run."""

    size: Any  # examples that train, int32
    order: Any  # (count,) int32; the first `size` are a permutation of the rows that train
    draws: Any  # (count, 8) float32 in [0, 1): a distortion an image; (0, 8) where none is wanted
    rates: Any  # (count,) float32: the learning rate of each step


def load_examples(config: TrainConfig) -> tuple[Examples, Examples]:
    """Return the training and test examples of a configuration's dataset as tensors.

    Pictures as bytes, shared by all runs: MNIST's are 55 MB, a quarter of what they take as
    float32, and as fast to gather. Rows are scaled by those that train.
    """
    if config.about.kind == "pictures":
        return _load_pictures(config.dataset)
    return _to_tensors(*load_prepared(*config.data)[:4])


@lru_cache(maxsize=2)
def _load_pictures(name: str) -> tuple[Examples, Examples]:
    # of MNIST not the arrays that a process keeps: a worker needs no second copy
    return _to_tensors(*(read_mnist() if name == "mnist" else load_dataset(name)[:4]))


def _to_tensors(*parts: NDArray[Any]) -> tuple[Examples, Examples]:
    x_train, y_train, x_test, y_test = map(tf.constant, parts)
    return Examples(x_train, y_train), Examples(x_test, y_test)


def mix_examples(config: TrainConfig, own: OwnSet | None) -> Examples:
    """Return the training examples, `config.own_share` of them replaced by own drawings.

    Which ones, the seed decides. Each digit that has own drawings comes equally often, and so does
    each of its drawings; images that validate stay MNIST's. The shapes stay, so nothing is
    compiled anew. The copy is whoever's that asked for it: 55 MB while it is held.
    Raises ConfigError if `own` is not the set that `config` names, or cannot be trained on.
    """
    examples = load_examples(config)[0]
    _check_own_set(config.own_set, own)
    if own is None:
        return examples
    count = round(config.own_share * config.n_train)
    places = np.random.default_rng([config.seed, 1]).permutation(config.n_train)[:count]
    rows = _take_round_robin(own.labels, count)
    digits, labels = np.array(examples.inputs), np.array(examples.labels)
    digits[places], labels[places] = own.digits[rows], own.labels[rows]
    return Examples(tf.constant(digits), tf.constant(labels))


def _check_own_set(wanted: str, own: OwnSet | None) -> None:
    arrived = own.id if own is not None else ""
    if arrived != wanted:
        raise ConfigError("another_set", got=_name_set(arrived), wanted=_name_set(wanted))
    if own is None:
        return
    digits, labels = own
    fits = digits.shape == (len(labels), 28, 28) and digits.dtype == labels.dtype == np.uint8
    if not (fits and len(labels) and labels.max() < 10):
        digit, label = (f"{array.shape} {array.dtype}" for array in own)
        raise ConfigError("set_shape", digits=digit, labels=label)


def _name_set(set_id: str) -> Sentence:
    return Sentence("set_named", {"name": set_id}) if set_id else Sentence("set_none")


def _take_round_robin(labels: NDArray[np.uint8], count: int) -> NDArray[np.intp]:
    """Return rows of drawings, (count,): the digits in turn, and each digit's drawings in turn."""
    by_digit = [np.flatnonzero(labels == digit) for digit in np.unique(labels)]
    rounds, digits = np.divmod(np.arange(count), len(by_digit))
    chosen = ((by_digit[digit], k) for k, digit in zip(rounds, digits, strict=True))
    return np.array([rows[k % len(rows)] for rows, k in chosen], np.intp)


def draw_epoch(config: TrainConfig, epoch: int) -> Epoch:
    """Draw the epoch of that number, from 0. The same seed and number give the same."""
    seed = tf.constant([config.seed, epoch])
    count, distorts = config.about.n_train, config.augmentation != "none"
    order, draws = _draw(seed, tf.constant(config.n_train), count, distorts)
    return Epoch(tf.constant(config.n_train), order, draws, list_rates(config, epoch))


@tf.function
def _draw(seed: Any, size: Any, count: int, distorts: bool) -> tuple[Any, Any]:
    order = tf.random.experimental.stateless_shuffle(tf.range(size), seed)
    order = tf.pad(order, [[0, count - size]])
    draws = tf.random.stateless_uniform((count if distorts else 0, N_DRAWS), seed)
    return tf.ensure_shape(order, (count,)), draws


def list_rates(config: TrainConfig, epoch: int) -> Any:
    """Return the learning rate of each step of the epoch of that number, from 0."""
    rates = np.full(config.about.n_train, config.learning_rate, np.float32)
    schedule = make_schedule(config)
    if callable(schedule):
        steps = np.arange(config.steps_per_epoch) + epoch * config.steps_per_epoch
        rates[: len(steps)] = schedule(steps)
    return tf.constant(rates)
