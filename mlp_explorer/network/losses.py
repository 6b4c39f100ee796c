"""The losses in NumPy, as Keras computes them, and how they hang on the logits.

Names are those of `tasks.HEADS`; answers are (n,): numbers of classes from 0, or values.
"""

import numpy as np
from numpy.typing import ArrayLike

from mlp_explorer.activations import activate, sigmoid, softmax
from mlp_explorer.arrays import Float32s
from mlp_explorer.errors import ConfigError
from mlp_explorer.tasks import HEADS, Head

__all__ = ["compute_losses", "differentiate_losses", "encode"]


def encode(head: Head, answers: ArrayLike, n_outputs: int) -> Float32s:
    """Return what the outputs are to be: (n, outputs) float32.

    A row for each class has 1 at the right one and 0 elsewhere, also where Keras is given its
    number alone.
    """
    if head.target in ("number", "one_hot"):
        return np.eye(n_outputs, dtype=np.float32)[np.asarray(answers, dtype=np.intp)]
    targets = np.asarray(answers, dtype=np.float32)[:, np.newaxis]
    return 2 * targets - 1 if head.target == "sign" else targets


def compute_losses(name: str, logits: Float32s, answers: ArrayLike) -> Float32s:
    """Return the loss of each example, (n,).

    logits: (n, outputs), the last layer's sums. With p the outputs and y their targets:
    cross-entropy is −log p of the right class, binary cross-entropy −[y log p + (1 − y) log (1 −
    p)]; squared error is (p − y)², absolute error |p − y|, and Huber's (1964) half the square up to
    an error of 1, and |p − y| − ½ beyond; all but the first are means over the outputs. From the
    logits, as Keras does, so that no p is too small for its logarithm. Raises ConfigError for
    another name.
    """
    head = _find(name)
    targets = encode(head, answers, logits.shape[1])
    match head.loss:
        case "sparse_categorical_crossentropy":
            return -(targets * _log_softmax(logits)).sum(axis=1)
        case "binary_crossentropy":
            # −log p is softplus(−z), −log (1 − p) is softplus(z)
            return np.logaddexp(0, np.where(targets > 0, -logits, logits)).mean(axis=1)
    off = activate(head.output, logits) - targets
    match head.loss:
        case "mean_absolute_error":
            each = np.abs(off)
        case "huber":
            each = np.where(np.abs(off) <= 1, off**2 / 2, np.abs(off) - 0.5)
        case _:
            each = off**2
    return np.asarray(each.mean(axis=1))


def differentiate_losses(name: str, logits: Float32s, answers: ArrayLike) -> Float32s:
    """Return ∂L/∂z of each example and output, (n, outputs), z the logits.

    Softmax or sigmoid and its cross-entropy together give p − y, over the number of outputs for the
    mean of the binary one. Else it is the error's slope, 2 (p − y), its sign, or p − y between −1
    and 1, times the activation's. Raises ConfigError for another name.
    """
    head = _find(name)
    targets, n_outputs = encode(head, answers, logits.shape[1]), logits.shape[1]
    match head.loss:
        case "sparse_categorical_crossentropy":
            return softmax(logits) - targets
        case "binary_crossentropy":
            return (sigmoid(logits) - targets) / n_outputs
    outputs = activate(head.output, logits)
    off = outputs - targets
    slopes = {"mean_absolute_error": np.sign(off), "huber": np.clip(off, -1, 1)}
    slope = slopes.get(head.loss, 2 * off) / n_outputs
    match head.output:
        case "softmax":
            return outputs * (slope - (outputs * slope).sum(axis=1, keepdims=True))
        case "tanh":
            return slope * (1 - outputs**2)
    return slope


def _log_softmax(logits: Float32s) -> Float32s:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _find(name: str) -> Head:
    if name not in HEADS:
        raise ConfigError("unknown_loss", got=str(name), names=", ".join(HEADS))
    return HEADS[name]
