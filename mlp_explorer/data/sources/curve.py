"""Curves to be drawn through points, made by a seed: a number x in [−6, 6], and a number."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About
from mlp_explorer.data.sources.plane import N_TEST, SIDE
from mlp_explorer.data.sources.source import Options, Parts, Source, part_points

__all__ = ["SOURCES"]

_CURVES: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "sine": np.sin,
    "steps": lambda x: np.floor(x / 3) / 2 + 0.25,
    "parabola": lambda x: x**2 / 18 - 1,
}


def _load(key: str, options: Options) -> Parts:
    """Noise is the standard deviation of what is added to the answer, whose range is about 2."""

    def make(
        random: np.random.Generator, count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        x = random.uniform(-SIDE, SIDE, count)
        y = _CURVES[key](x) + random.normal(0, 1, count) * options.noise
        return x[:, None].astype(np.float32), y.astype(np.float32)

    return part_points(options, N_TEST, make)


def _make(key: str) -> Source:
    about = About(key, "curve", (1,), (), Options().points, N_TEST, features=("x",), answer="y")
    return Source(about, lambda options: _load(key, options))


SOURCES = tuple(map(_make, _CURVES))
