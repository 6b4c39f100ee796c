"""Datasets by their names."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from numpy.typing import NDArray

from mlp_explorer.data.about import About, read_own_key
from mlp_explorer.data.lending import OWN_DATA
from mlp_explorer.data.sources import SOURCES, Options
from mlp_explorer.errors import ConfigError, DatasetError

__all__ = ["Dataset", "DATASETS", "find_about", "load_dataset"]

DATASETS: Mapping[str, About] = MappingProxyType(
    {key: source.about for key, source in SOURCES.items()}
)


class Dataset(NamedTuple):
    """Examples and their answers.

    x_train, x_test: pictures (n, height, width) uint8, 0 black to `about.white`; or the rows of a
    table, (n, features) float32, not scaled. y_train, y_test: (n,) uint8, numbers of classes; or
    float32 in their own unit, where the answer is a number.
    """

    x_train: NDArray[Any]
    y_train: NDArray[Any]
    x_test: NDArray[Any]
    y_test: NDArray[Any]
    about: About


def find_about(key: Any) -> About:
    """Return what is known of a dataset of this package, or of own data: where that is not here,
    what its key says of it.

    Raises ConfigError for a key that is neither.
    """
    about = (DATASETS.get(key) or read_own_key(key)) if isinstance(key, str) else None
    if about is None:
        raise ConfigError("unknown_dataset", got=str(key)[:40], names=", ".join(SOURCES))
    return (about.is_own and OWN_DATA.find_about(about.key)) or about


def load_dataset(name: str = "mnist", options: Options | None = None) -> Dataset:
    """Return the dataset of that name in `DATASETS`, "mnist" unless another is asked for; or own
    data by its key, where it is kept or lent in this process.

    options: of a dataset that a seed makes. Arrays of the others are read-only and the same for
    all; MNIST's are in memory as far and as long as they are looked at: the first call unpacks 11
    MB of the package into a temporary file (0.3 s), later ones map that, and where no file can be
    kept they return the same arrays. Raises ConfigError for an unknown name, DatasetError for own
    data that is not here, and StoreError for such that is damaged.

    >>> load_dataset("mnist").x_train.shape
    (60000, 28, 28)
    """
    if isinstance(name, str) and read_own_key(name):
        data = OWN_DATA.load(name)
        if data is None:
            raise DatasetError("dataset.gone", key=name)
        return data
    if not isinstance(name, str) or name not in SOURCES:
        raise ConfigError("unknown_dataset", got=str(name), names=", ".join(SOURCES))
    about, parts = SOURCES[name].about, SOURCES[name].load(options or Options())
    return Dataset(*parts, replace(about, n_train=len(parts.y_train), n_test=len(parts.y_test)))
