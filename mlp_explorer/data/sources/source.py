"""What a source is: what is known of its dataset, and how to have its arrays."""

from collections.abc import Callable
from typing import Any, NamedTuple

from numpy.typing import NDArray

from mlp_explorer.data.about import About

__all__ = ["Options", "Parts", "Source"]


class Options(NamedTuple):
    """What can be chosen of a dataset that a seed makes; others leave it aside.

    points: examples of the training part. noise: share of the plane's half width that points are
    moved by at most, 0 to 0.5. seed: of the points.
    """

    points: int = 500
    noise: float = 0.0
    seed: int = 0


class Parts(NamedTuple):
    """The arrays of a dataset, as `Dataset` has them."""

    x_train: NDArray[Any]
    y_train: NDArray[Any]
    x_test: NDArray[Any]
    y_test: NDArray[Any]


class Source(NamedTuple):
    """A dataset by its name."""

    about: About
    load: Callable[[Options], Parts]
