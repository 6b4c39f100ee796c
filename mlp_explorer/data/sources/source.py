"""What a source is: what is known of its dataset, and how to have its arrays."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About

__all__ = ["Options", "part_points", "Parts", "Source"]

Maker = Callable[[np.random.Generator, int], tuple[NDArray[Any], NDArray[Any]]]


class Options(NamedTuple):
    """What can be chosen of a dataset that a seed makes; others leave it aside.

    points: examples of the training part; with a share, of both parts. noise: share of the plane's
    half width that points are moved by at most, 0 to 0.5. seed: of the points. share: of the points
    that train, the rest test; 0: all of them train, and others to test are made, always as many.
    features: what a network is told of a point, names in `FEATURES`; none: its coordinates. They
    change no array of the dataset.
    """

    points: int = 500
    noise: float = 0.0
    seed: int = 0
    share: float = 0.0
    features: tuple[str, ...] = ()

    def part(self, n_test: int) -> tuple[int, int]:
        """Return how many points train and test, one of each at least. n_test: without a share."""
        if not self.share:
            return self.points, n_test
        n_train = min(max(1, round(self.points * self.share)), self.points - 1)
        return n_train, self.points - n_train


class Parts(NamedTuple):
    """The arrays of a dataset, as `Dataset` has them."""

    x_train: NDArray[Any]
    y_train: NDArray[Any]
    x_test: NDArray[Any]
    y_test: NDArray[Any]


def part_points(options: Options, n_test: int, make: Maker) -> Parts:
    """Return both parts of points that a seed makes.

    make: from a random generator and a number of them to points and their answers, in no order.
    With a share, those are parted that would train without one.
    """
    n_train, count = options.part(n_test)
    x, y = make(np.random.default_rng([options.seed, 0]), options.points)
    if options.share:
        return Parts(x[:n_train], y[:n_train], x[n_train:], y[n_train:])
    return Parts(x, y, *make(np.random.default_rng([options.seed, 1]), count))


class Source(NamedTuple):
    """A dataset by its name."""

    about: About
    load: Callable[[Options], Parts]
