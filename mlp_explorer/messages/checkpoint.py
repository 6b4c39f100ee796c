"""Where a training stands, as plain arrays: what a worker hands over so that another goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Best", "Checkpoint"]


class Best(NamedTuple):
    """What early stopping remembers."""

    value: float  # of the loss that it watches
    epoch: int  # that had it, from 1
    wait: int  # epochs since then
    weights: list[NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """Where a training stands: enough to go on as if nothing had happened.

    epoch: whole epochs done. weights: float32, in the order of Keras's `get_weights`.
    slots: the rest of its state, of various dtypes: seeds of dropout, the optimizer's count of
    steps and moments. Empty: the optimizer is to be a new one, the weights stay.
    step: steps done of the next epoch; all of them where only its validation is missing.
    loss_sum, score_sum: sums over the examples of these steps; of the loss, and of what the metric
    counts (`training.scoring`).
    elapsed_s: seconds of training so far. learning_rate: as it was changed on the way; None: the
    configuration's. best: None where early stopping has judged nothing yet.
    """

    epoch: int
    weights: list[NDArray[np.float32]]
    slots: Sequence[NDArray[Any]] = ()
    step: int = 0
    loss_sum: float = 0.0
    score_sum: float = 0.0
    elapsed_s: float = 0.0
    learning_rate: float | None = None
    best: Best | None = None
