"""What fine-tuning on own drawings gives.

Ten drawings a digit are learned, the others are held out. Hands are made of the same strokes,
slanted and widened. Each figure is the mean over several choices of the ten.
"""

import time
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.drawing.digits import PenDigits, Trained
from mlp_explorer import Network, load_dataset, strokes_to_digit, train
from mlp_explorer.config import plan_fine_tuning
from mlp_explorer.messages import Checkpoint, OwnSet

__all__ = ["print_own_hand"]

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


def print_own_hand(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print, for each preset and hand, both accuracies before and after, and seconds."""
    labels = digits.labels.astype(np.uint8)
    hands = {name: _draw(digits, matrix) for name, matrix in HANDS.items()}
    for preset in trained.values():
        _tune(preset, _pick(hands["as drawn"], labels, 0)[0])  # compiles
    print(f"{EACH} drawings of each digit learned, the others held out; mean of {CHOICES} choices")
    print("asked: own hand + 5 points where it was under 95 %, MNIST − 1 point at most")
    print(f"{'':10} {'hand':14} {'own hand, held out':>20} {'MNIST test':>18} {'took':>8}")
    for name, preset in trained.items():
        for hand, drawn in hands.items():
            each = [_measure(preset, *_pick(drawn, labels, k)) for k in range(CHOICES)]
            print(f"{name:10} {hand:14} {_write(Figures(*np.mean(each, axis=0)))}", flush=True)


def _draw(digits: PenDigits, matrix: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the pictures, (n, 28, 28), of the strokes with each point changed by the matrix."""
    pictures = [
        strokes_to_digit([stroke @ matrix for stroke in strokes]) for strokes in digits.strokes
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


def _measure(parent: Trained, learned: OwnSet, held_out: OwnSet) -> Figures:
    started = time.perf_counter()
    tuned = _tune(parent, learned)
    took_s = time.perf_counter() - started
    both, mnist = (parent.network, tuned), OwnSet(*load_dataset()[2:4])
    own = [_read(network, held_out) for network in both]
    return Figures(*own, *(_read(network, mnist) for network in both), took_s)


def _tune(parent: Trained, own: OwnSet) -> Network:
    epoch = parent.config.epochs
    # as a branch does it: with the weights, and a new optimizer
    start = Checkpoint(epoch, parent.weights)
    config = plan_fine_tuning(parent.config, epoch, own.id)
    return Network(config, train(config, start=start, own=own).weights)


def _read(network: Network, images: OwnSet) -> float:
    """Return the accuracy."""
    answers = network.predict(images.digits / np.float32(255)).argmax(axis=1)
    return float((answers == images.labels).mean())


def _write(figures: Figures) -> str:
    own = f"{figures.own_before:8.1%} → {figures.own:.1%}"
    mnist = f"{figures.mnist_before:8.2%} → {figures.mnist:.2%}"
    return f"{own:>20} {mnist:>18} {figures.took_s:6.1f} s"
