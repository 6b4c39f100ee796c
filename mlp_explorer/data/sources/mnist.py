"""The 70,000 handwritten digits that the package brings along: the default."""

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from mlp_explorer.data.about import About
from mlp_explorer.data.sources.source import Options, Parts, Source
from mlp_explorer.data.stored_array import StoredArray

__all__ = ["read_mnist", "SHA256", "SOURCES"]

SHA256 = "88eaf78b3cf8a302b5c253212171853934f34bb083759fe893a3554a84c56f0a"


def read_mnist() -> Parts:
    """Read the file anew, for whoever keeps a copy of its own."""
    with as_file(files("mlp_explorer.data") / "mnist.npz") as path, np.load(path) as arrays:
        return Parts(*(arrays[name] for name in Parts._fields))


def _look_at(_: Options) -> Parts:
    return Parts(*(stored.look_at() for stored in _unpack()))


@cache
def _unpack() -> list[StoredArray]:
    return [StoredArray(array) for array in read_mnist()]


SOURCES = (
    Source(
        About(
            "mnist",
            "pictures",
            (28, 28),
            tuple(map(str, range(10))),
            n_train=60_000,
            n_test=10_000,
            answer="digit",
            source="Yann LeCun, Corinna Cortes and Christopher J. C. Burges: the MNIST database",
            licence="CC BY-SA 3.0",
        ),
        _look_at,
    ),
)
