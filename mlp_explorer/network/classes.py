"""What a network says of the classes of any dataset, however many outputs it has for them."""

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.attribution import compute_score
from mlp_explorer.network.gradients import ask
from mlp_explorer.network.network import Network
from mlp_explorer.tasks import Head

__all__ = ["ask_class", "read_shares", "weigh_inputs"]


def read_shares(head: Head, outputs: Float32s) -> Float32s:
    """Return what each class gets, (n, classes) in [0, 1], of outputs (n, outputs).

    An output a class is its share; of the only output of a sigmoid, p is that of class 1, and of a
    tanh (1 + a) ÷ 2; the other class gets the rest.
    """
    if head.target == "bit":
        return np.concatenate([1 - outputs, outputs], axis=1)
    if head.target == "sign":
        return np.concatenate([1 - outputs, 1 + outputs], axis=1) / 2
    return outputs


def ask_class(head: Head, answer: int, n_classes: int) -> NDArray[np.float32]:
    """Return the direction that stands for “why this class?”, to be multiplied with logits.

    With an output a class, as `gradients.ask` has it; the only output speaks for class 1, or is a
    number itself.
    """
    if head.target == "value":
        return np.ones(1, np.float32)
    if head.target in ("bit", "sign"):
        return np.array([1 if answer else -1], np.float32)
    return ask(answer, n_classes=n_classes)


def weigh_inputs(network: Network, row: Float32s, usual: Float32s, direction: Float32s) -> Float32s:
    """Return how much of the score `direction · logits` is lost when one input is as usual.

    row, usual: (features,) scaled as for the training. The answer is (features,): what is positive
    speaks for what was asked. Zeiler and Fergus (2014) wipe parts of pictures in this way.
    """
    rows = np.repeat(row[np.newaxis], len(row) + 1, axis=0)
    np.fill_diagonal(rows, usual)  # the last row stays as it is
    scores = compute_score(network, rows, direction)
    return np.asarray(scores[-1] - scores[:-1])
