"""Datasets as networks take them."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.dataset import Dataset, find_about, load_dataset
from mlp_explorer.data.features import compute_features
from mlp_explorer.data.scaling import Scale, find_scale
from mlp_explorer.data.sources import Options

__all__ = ["find_answer_scale", "load_prepared", "prepare"]


def load_prepared(name: str, options: Options, n_scaled: int) -> Dataset:
    """Return a dataset as a network takes it: pictures as bytes, rows of a table scaled, and with
    them answers that are numbers; of points their features.

    n_scaled: the first rows, which train, give the scale; 0 leaves rows as they are, as are points
    on a plane, whose makers have chosen their range. Raises ConfigError for an unknown name.
    """
    data = load_dataset(name, options)
    if options.features:
        train, test = (compute_features(x, options.features) for x in (data.x_train, data.x_test))
        return data._replace(x_train=train, x_test=test)
    return _scale(name, options, n_scaled) if data.about.kind == "table" and n_scaled else data


def find_answer_scale(name: str, options: Options, n_scaled: int) -> Scale:
    """Return how answers that are numbers were scaled, arrays of shape (1,): what an output means
    in the answer's own unit is `mean + spread · output`. As for `load_prepared`."""
    if find_about(name).kind != "table" or not n_scaled:
        return Scale(np.zeros(1, np.float32), np.ones(1, np.float32))
    return find_scale(load_dataset(name, options).y_train[:n_scaled, None])


def prepare(
    examples: NDArray[Any], name: str, options: Options, n_scaled: int
) -> NDArray[np.float32]:
    """Return examples like those of a dataset, (n, …) as `load_dataset` gives them, as
    `Network.predict` takes them: pictures in [0, 1], rows of a table scaled as for the training, of
    points their features.

    n_scaled: as for `load_prepared`. Raises ConfigError for an unknown name.
    """
    about = find_about(name)
    if about.kind == "pictures":
        return np.asarray(examples / np.float32(about.white), np.float32)
    rows = np.asarray(examples, np.float32)
    if options.features:
        return compute_features(rows, options.features)
    is_scaled = about.kind == "table" and n_scaled
    return _find_scale(name, options, n_scaled).apply(rows) if is_scaled else rows


@lru_cache(maxsize=4)  # own tables may be large
def _scale(name: str, options: Options, n_scaled: int) -> Dataset:
    data, scale = load_dataset(name, options), _find_scale(name, options, n_scaled)
    scaled = data._replace(x_train=scale.apply(data.x_train), x_test=scale.apply(data.x_test))
    if data.about.classes:
        return scaled
    answers = find_answer_scale(name, options, n_scaled)
    return scaled._replace(y_train=answers.apply(data.y_train), y_test=answers.apply(data.y_test))


@lru_cache(maxsize=16)
def _find_scale(name: str, options: Options, n_scaled: int) -> Scale:
    return find_scale(load_dataset(name, options).x_train[:n_scaled])
