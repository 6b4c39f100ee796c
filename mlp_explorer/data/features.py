"""What a network may be told of a point: its coordinates, and what is computed of them.

The seven of TensorFlow Playground on a plane, whose coordinates lie in [−6, 6] as there: so a sine
goes through two of its periods, nearly, and a square comes to 36. Of a curve's x in [−6, 6], three.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About
from mlp_explorer.errors import ConfigError

__all__ = [
    "compute_features",
    "Feature",
    "FEATURES",
    "fill_features",
    "list_features",
    "name_features",
    "order_features",
]


class Feature(NamedTuple):
    """An input by its name. kind: of the datasets that have it, see `About`. label: as in a
    formula, the same in all languages. compute: from points (n, 1 or 2) to (n,). is_usual: a
    network gets it where nothing is said."""

    kind: str
    label: str
    compute: Callable[[NDArray[Any]], NDArray[Any]]
    is_usual: bool = False


FEATURES: Mapping[str, Feature] = {
    "x1": Feature("plane", "x₁", lambda points: points[:, 0], is_usual=True),
    "x2": Feature("plane", "x₂", lambda points: points[:, 1], is_usual=True),
    "x1x1": Feature("plane", "x₁²", lambda points: points[:, 0] ** 2),
    "x2x2": Feature("plane", "x₂²", lambda points: points[:, 1] ** 2),
    "x1x2": Feature("plane", "x₁x₂", lambda points: points[:, 0] * points[:, 1]),
    "sinx1": Feature("plane", "sin x₁", lambda points: np.sin(points[:, 0])),
    "sinx2": Feature("plane", "sin x₂", lambda points: np.sin(points[:, 1])),
    "x": Feature("curve", "x", lambda points: points[:, 0], is_usual=True),
    "xx": Feature("curve", "x²", lambda points: points[:, 0] ** 2),
    "sinx": Feature("curve", "sin x", lambda points: np.sin(points[:, 0])),
}


def list_features(about: About) -> tuple[str, ...]:
    """Return the names of what a network may be told of a dataset's points; of others, none."""
    return tuple(name for name, feature in FEATURES.items() if feature.kind == about.kind)


def order_features(names: Sequence[str]) -> tuple[str, ...]:
    """Return these, each once, in the order of `FEATURES`; the usual ones of a kind are ().

    Raises ConfigError for an unknown name.
    """
    unknown = [name for name in names if name not in FEATURES]
    if unknown:
        values = {"got": str(unknown[0])[:40], "names": ", ".join(FEATURES)}
        raise ConfigError("unknown_name", field="features", **values)
    ordered = tuple(name for name in FEATURES if name in names)
    return () if ordered in _USUAL.values() else ordered


def fill_features(about: About, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names, or where there are none, those that are usual with a dataset."""
    return tuple(names) or _USUAL.get(about.kind, ())


def name_features(names: Sequence[str]) -> tuple[str, ...]:
    """Return their labels."""
    return tuple(FEATURES[name].label for name in names)


def compute_features(points: NDArray[Any], names: Sequence[str]) -> NDArray[np.float32]:
    """Return what a network is told of points (n, 1 or 2): (n, features) float32, in that order.

    No names: the points as they are.
    """
    if not names:
        return np.asarray(points, np.float32)
    columns = [FEATURES[name].compute(points) for name in names]
    return np.stack(columns, axis=1).astype(np.float32)


_USUAL = {
    kind: tuple(name for name, each in FEATURES.items() if each.kind == kind and each.is_usual)
    for kind in ("plane", "curve")
}
