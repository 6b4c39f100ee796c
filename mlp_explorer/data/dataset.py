"""The embedded datasets."""

from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.stored_array import StoredArray
from mlp_explorer.errors import ConfigError

__all__ = ["Dataset", "load_dataset", "MNIST_SHA256", "read_dataset"]

MNIST_SHA256 = "88eaf78b3cf8a302b5c253212171853934f34bb083759fe893a3554a84c56f0a"
_FILES = {"mnist": "mnist.npz"}

Images = NDArray[np.uint8]


class Dataset(NamedTuple):
    """Images (n, 28, 28) uint8, 0 black to 255 white, and their digits (n,) uint8, 0 to 9."""

    x_train: Images
    y_train: Images
    x_test: Images
    y_test: Images


def load_dataset(name: str = "mnist") -> Dataset:
    """Return the dataset of that name: "mnist" (60,000 training and 10,000 test images).

    The arrays are read-only, and in memory as far and as long as they are looked at: the first call
    unpacks 11 MB of the package into a temporary file (0.3 s), later ones map that. Where no file
    can be kept, all calls return the same arrays. Raises ConfigError for an unknown name.

    >>> load_dataset("mnist").x_train.shape
    (60000, 28, 28)
    """
    if not isinstance(name, str) or name not in _FILES:
        raise ConfigError("unknown_dataset", got=str(name), names=", ".join(_FILES))
    return Dataset(*(stored.look_at() for stored in _unpack(name)))


def read_dataset(name: str = "mnist") -> Dataset:
    """Read the dataset anew, for whoever keeps a copy of its own."""
    with as_file(files(__package__) / _FILES[name]) as path, np.load(path) as arrays:
        return Dataset(*(arrays[field] for field in Dataset._fields))


@cache
def _unpack(name: str) -> list[StoredArray]:
    return [StoredArray(array) for array in read_dataset(name)]
