"""What the parts share: the pen digits, and the presets, trained once."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer import PRESETS, Network, TrainConfig, train

__all__ = ["PenDigits", "read_digits", "train_presets", "Trained"]

Strokes = list[NDArray[np.float64]]


class PenDigits(NamedTuple):
    """strokes: of each digit, (n, 2) each. labels: (count,)."""

    strokes: list[Strokes]
    labels: NDArray[np.int64]


class Trained(NamedTuple):
    """A preset after its training."""

    config: TrainConfig
    weights: list[NDArray[np.float32]]
    test_score: float

    @property
    def network(self) -> Network:
        """The network that it has become."""
        return Network(self.config, self.weights)


def read_digits(path: Path) -> PenDigits:
    """Read the file of pen digits."""
    entries: list[Any] = json.loads(path.read_text(encoding="utf-8"))["digits"]
    strokes = [[np.array(stroke, float) for stroke in entry["strokes"]] for entry in entries]
    return PenDigits(strokes, np.array([entry["label"] for entry in entries]))


def train_presets(names: list[str]) -> dict[str, Trained]:
    """Train each preset."""
    trained = {}
    for name in names:
        config = PRESETS[name].config
        result = train(config)
        trained[name] = Trained(config, result.weights, result.test_score)
    return trained
