"""Datasets as networks take them."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.dataset import Dataset, find_about, load_dataset
from mlp_explorer.data.scaling import Scale, find_scale
from mlp_explorer.data.sources import Options

__all__ = ["load_prepared", "prepare"]


def load_prepared(name: str, options: Options, n_scaled: int) -> Dataset:
    """Return a dataset as a network takes it: pictures as bytes, rows of a table scaled.

    n_scaled: the first rows, which train, give the scale; 0 leaves rows as they are, as are points
    on a plane, whose makers have chosen their range. Raises ConfigError for an unknown name.
    """
    data = load_dataset(name, options)
    return _scale(name, options, n_scaled) if data.about.kind == "table" and n_scaled else data


def prepare(
    examples: NDArray[Any], name: str, options: Options, n_scaled: int
) -> NDArray[np.float32]:
    """Return examples like those of a dataset, (n, …) as `load_dataset` gives them, as
    `Network.predict` takes them: pictures in [0, 1], rows of a table scaled as for the training.

    n_scaled: as for `load_prepared`. Raises ConfigError for an unknown name.
    """
    about = find_about(name)
    if about.kind == "pictures":
        return np.asarray(examples / np.float32(about.white), np.float32)
    rows = np.asarray(examples, np.float32)
    is_scaled = about.kind == "table" and n_scaled
    return _find_scale(name, options, n_scaled).apply(rows) if is_scaled else rows


@lru_cache(maxsize=16)
def _scale(name: str, options: Options, n_scaled: int) -> Dataset:
    data, scale = load_dataset(name, options), _find_scale(name, options, n_scaled)
    return data._replace(x_train=scale.apply(data.x_train), x_test=scale.apply(data.x_test))


@lru_cache(maxsize=16)
def _find_scale(name: str, options: Options, n_scaled: int) -> Scale:
    return find_scale(load_dataset(name, options).x_train[:n_scaled])
