"""The numbers of the chapter on regression: errors, one answer for many numbers, a small network.

All of it is NumPy; the errors are those of the heads in `tasks.HEADS` whose answers are numbers.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.lessons.numbers import take_step
from mlp_explorer.network.backpropagation import backpropagate
from mlp_explorer.network.losses import compute_losses, differentiate_losses
from mlp_explorer.network.network import Layer, Stack
from mlp_explorer.tasks import list_heads

__all__ = [
    "ERRORS",
    "find_constant",
    "learn_curve",
    "Learned",
    "make_network",
    "measure_error",
    "measure_r2",
    "scale_curve",
]

ERRORS = list_heads(0)  # names of the heads, the squared error first
_HALVINGS, _EVEN = 60, 1e-9  # sums of slopes closer to 0 are 0, but for rounding
_UNITS = 4

Numbers = NDArray[np.float64]


def measure_error(name: str, answers: ArrayLike, right: ArrayLike) -> tuple[Numbers, Numbers]:
    """Return the loss of each answer, and its gradient by the answer: both (n,).

    name: of `ERRORS`. answers, right: (n,) or one number.
    """
    both = np.broadcast_arrays(np.asarray(answers, np.float64), np.asarray(right, np.float64))
    said, wanted = (np.ravel(each) for each in both)
    losses = compute_losses(name, said[:, np.newaxis], wanted)
    slopes = differentiate_losses(name, said[:, np.newaxis], wanted)[:, 0]
    return np.asarray(losses, np.float64), np.asarray(slopes, np.float64)


def find_constant(name: str, numbers: ArrayLike) -> float:
    """Return the one answer to all numbers whose mean loss is smallest; of several, the middle.

    It is where the slopes of all are even: the sum of them grows with the answer, so that their
    change of sign is found by halving. The mean, for the squared error; the median, for the
    absolute one; for Huber's, where the errors add up to 0 and none counts as more than 1.
    """
    values = np.asarray(numbers, np.float64)
    ends = [_halve(name, values, strict) for strict in (False, True)]
    return float(np.mean(ends))


def _halve(name: str, values: Numbers, strict: bool) -> float:
    """Return where the slopes' sum becomes 0, or strict: where it grows over 0."""
    low, high = float(values.min()), float(values.max())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        slope = float(measure_error(name, middle, values)[1].sum())
        is_low = slope <= _EVEN if strict else slope < -_EVEN
        low, high = (middle, high) if is_low else (low, middle)
    return (low + high) / 2


def measure_r2(answers: ArrayLike, right: ArrayLike) -> float:
    """Return R²: 1 less the squared errors, over those of answering the mean.

    Where all that is right is one number, it is 1 for exactly that and 0 else, as scikit-learn has
    it.
    """
    said, wanted = np.asarray(answers, np.float64), np.asarray(right, np.float64)
    off = float(((said - wanted) ** 2).sum())
    spread = float(((wanted - wanted.mean()) ** 2).sum())
    if spread == 0:
        return float(off == 0)
    return 1 - off / spread


class Learned(NamedTuple):
    """A small network after so many steps. answers: (n,). loss: their mean. r2: R²."""

    network: Stack
    answers: Numbers
    loss: float
    r2: float


def make_network(name: str, seed: int) -> Stack:
    """Return a network for one number, with four tanh and one linear output, by a seed.

    name: of `ERRORS`. The kernels are Glorot's; the bends lie all over [−1, 1].
    """
    rng = np.random.default_rng(seed)
    reach = np.sqrt(6 / (1 + _UNITS))
    first, second = rng.uniform(-reach, reach, (2, _UNITS)).astype(np.float32)
    first = np.float32(2) * np.sign(first) * (np.float32(0.5) + np.abs(first))
    centers = np.linspace(-0.75, 0.75, _UNITS, dtype=np.float32)
    hidden = Layer(first[np.newaxis], -first * centers, (), "tanh")
    output = Layer(second[:, np.newaxis], np.zeros(1, np.float32), (), "linear")
    return Stack((hidden, output), name, (1,))


def learn_curve(network: Stack, x: Float32s, y: Float32s, rate: float, steps: int) -> Learned:
    """Return a network after so many steps of gradient descent on all points.

    x, y: (n,). rate: the learning rate η. What diverges ends where a weight is no number any more.
    """
    examples = np.asarray(x, np.float32)[:, np.newaxis]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            moved = take_step(network, backpropagate(network, examples, y), rate)
            if not all(np.isfinite(layer.kernel).all() for layer in moved.layers):
                break
            network = moved
    answers = network.predict(examples)[:, 0].astype(np.float64)
    losses, _ = measure_error(network.loss, answers, y)
    return Learned(network, answers, float(losses.mean()), measure_r2(answers, y))


def scale_curve(x: Float32s, y: Float32s) -> tuple[Float32s, Float32s]:
    """Return points of a curve as a small network takes them: x in [−1, 1], sorted by it."""
    order = np.argsort(x, kind="stable")
    most = max(float(np.abs(x).max()), 1e-9)
    return np.asarray(x[order] / most, np.float32), np.asarray(y[order], np.float32)
