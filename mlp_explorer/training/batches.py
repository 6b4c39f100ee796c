"""What the steps of a training read: the images, and each epoch's order and randomness."""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from mlp_explorer.config import TrainConfig
from mlp_explorer.config.choices import N_TRAIN
from mlp_explorer.data.dataset import read_dataset
from mlp_explorer.data.distortion import N_DRAWS
from mlp_explorer.training.model import make_schedule

__all__ = ["draw_epoch", "Epoch", "Images", "list_rates", "load_images"]


class Images(NamedTuple):
    """Tensors: images (n, 28, 28) uint8 and their digits (n,) uint8."""

    images: Any
    digits: Any


class Epoch(NamedTuple):
    """What is drawn anew for each epoch, as tensors of the same shapes for every run."""

    size: Any  # images that train, int32
    order: Any  # (60000,) int32; the first `size` are a permutation of the rows that train
    draws: Any  # (60000, 8) float32 in [0, 1): a distortion an image; (0, 8) where none is wanted
    rates: Any  # (60000,) float32: the learning rate of each step


@cache
def load_images() -> tuple[Images, Images]:
    """Return MNIST's training and test images as tensors that every run shares.

    As bytes: 55 MB, a quarter of what they take as float32, and as fast to gather.
    """
    dataset = read_dataset("mnist")  # not the cached one: a worker needs no second copy
    train = Images(tf.constant(dataset.x_train), tf.constant(dataset.y_train))
    return train, Images(tf.constant(dataset.x_test), tf.constant(dataset.y_test))


def draw_epoch(config: TrainConfig, epoch: int) -> Epoch:
    """Draw the epoch of that number, from 0. The same seed and number give the same."""
    seed = tf.constant([config.seed, epoch])
    order, draws = _draw(seed, tf.constant(config.n_train), config.augmentation != "none")
    return Epoch(tf.constant(config.n_train), order, draws, list_rates(config, epoch))


@tf.function
def _draw(seed: Any, size: Any, distorts: bool) -> tuple[Any, Any]:
    order = tf.random.experimental.stateless_shuffle(tf.range(size), seed)
    order = tf.pad(order, [[0, N_TRAIN - size]])
    draws = tf.random.stateless_uniform((N_TRAIN if distorts else 0, N_DRAWS), seed)
    return tf.ensure_shape(order, (N_TRAIN,)), draws


def list_rates(config: TrainConfig, epoch: int) -> Any:
    """Return the learning rate of each step of the epoch of that number, from 0."""
    rates = np.full(N_TRAIN, config.learning_rate, np.float32)
    schedule = make_schedule(config)
    if callable(schedule):
        steps = np.arange(config.steps_per_epoch) + epoch * config.steps_per_epoch
        rates[: len(steps)] = schedule(steps)
    return tf.constant(rates)
