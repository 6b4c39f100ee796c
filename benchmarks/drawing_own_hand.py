"""`python -m benchmarks.drawing_own_hand FILE`: what fine-tuning on own drawings gives.

FILE is JSON: `{"digits": [{"label": 5, "strokes": [[[x, y], …], …]}, …]}`, x right, y down. Ten
drawings a digit are learned, the others are held out. Hands are made of the same strokes, slanted
and widened. Each figure is the mean over several choices of the ten.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer import PRESETS, Network, load_dataset, strokes_to_digit, train
from mlp_explorer.config import plan_fine_tuning
from mlp_explorer.runs import Checkpoint, OwnSet
from mlp_explorer.training import TrainResult

PARENTS = ("tutorial", "fast")
EACH = 10  # drawings of a digit to learn
CHOICES = 3
_SLANT = np.tan(np.radians(20))
# (x, y) of a point times the matrix, y down
HANDS = {
    "as drawn": np.eye(2),
    "slanted −20°": np.array([[1, 0], [_SLANT, 1]]),
    "slanted +20°": np.array([[1, 0], [-_SLANT, 1]]),
    "wide": np.array([[1.6, 0], [0, 1]]),
}


class Figures(NamedTuple):
    """Accuracies as fractions: of held-out drawings and of MNIST's test images; seconds."""

    own_before: float
    own: float
    mnist_before: float
    mnist: float
    took_s: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    print_own_hand(json.loads(parser.parse_args().file.read_text())["digits"])


def print_own_hand(digits: Sequence[dict[str, Any]]) -> None:
    """Print, for both parents and each hand, both accuracies before and after, and seconds."""
    labels = np.array([digit["label"] for digit in digits], np.uint8)
    hands = {name: _draw(digits, matrix) for name, matrix in HANDS.items()}
    parents = {name: train(PRESETS[name].config) for name in PARENTS}
    _tune(parents[PARENTS[0]], _pick(hands["as drawn"], labels, 0)[0])  # compiles
    print(
        f"{EACH} drawings of each digit learned, the others held out; mean of {CHOICES} choices\n"
    )
    print(f"{'preset':10} {'hand':14} {'own hand, held out':>20} {'MNIST test':>18} {'took':>8}")
    for name, parent in parents.items():
        for hand, drawn in hands.items():
            each = [_measure(parent, *_pick(drawn, labels, k)) for k in range(CHOICES)]
            print(f"{name:10} {hand:14} {_write(Figures(*np.mean(each, axis=0)))}", flush=True)


def _draw(digits: Sequence[dict[str, Any]], matrix: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the pictures, (n, 28, 28), of the strokes with each point changed by the matrix."""
    pictures = [
        strokes_to_digit([np.array(stroke, float) @ matrix for stroke in digit["strokes"]])
        for digit in digits
    ]
    return np.round(np.stack(pictures) * 255).astype(np.uint8)


def _pick(
    drawn: NDArray[np.uint8], labels: NDArray[np.uint8], choice: int
) -> tuple[OwnSet, OwnSet]:
    """Return the drawings to learn, and the others."""
    rng = np.random.default_rng(choice)
    rows = [rng.permutation(np.flatnonzero(labels == digit))[:EACH] for digit in range(10)]
    learned = np.isin(np.arange(len(labels)), rows)
    return OwnSet(drawn[learned], labels[learned]), OwnSet(drawn[~learned], labels[~learned])


def _measure(parent: TrainResult, learned: OwnSet, held_out: OwnSet) -> Figures:
    started = time.perf_counter()
    tuned = _tune(parent, learned)
    took_s = time.perf_counter() - started
    own = [_read(result, held_out) for result in (parent, tuned)]
    mnist = [_read(result, OwnSet(*load_dataset()[2:])) for result in (parent, tuned)]
    return Figures(*own, *mnist, took_s)


def _tune(parent: TrainResult, own: OwnSet) -> TrainResult:
    epoch = parent.checkpoint.epoch
    # as a branch does it: with the weights, and a new optimizer
    start = Checkpoint(epoch, parent.weights)
    return train(plan_fine_tuning(parent.config, epoch, own.id), start=start, own=own)


def _read(result: TrainResult, images: OwnSet) -> float:
    """Return the accuracy."""
    answers = Network(result.config, result.weights).predict(images.digits / np.float32(255))
    return float((answers.argmax(axis=1) == images.labels).mean())


def _write(figures: Figures) -> str:
    own = f"{figures.own_before:8.1%} → {figures.own:.1%}"
    mnist = f"{figures.mnist_before:8.2%} → {figures.mnist:.2%}"
    return f"{own:>20} {mnist:>18} {figures.took_s:6.1f} s"


if __name__ == "__main__":
    main()
