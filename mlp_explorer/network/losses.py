"""The losses in NumPy, as Keras computes them, and how they hang on the logits.

Names are those of `config.LOSSES`; labels are (n,) integers, 0 to 9.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.activations import sigmoid, softmax
from mlp_explorer.arrays import Float32s
from mlp_explorer.config.choices import CLASSES, LOSSES
from mlp_explorer.errors import ConfigError

__all__ = ["compute_losses", "differentiate_losses", "to_one_hot"]


def to_one_hot(labels: ArrayLike) -> NDArray[np.float32]:
    """Return a row for each label, 1 at its digit and 0 elsewhere: (n, 10) float32."""
    return np.eye(CLASSES, dtype=np.float32)[np.asarray(labels, dtype=np.intp)]


def compute_losses(name: str, logits: Float32s, labels: ArrayLike) -> Float32s:
    """Return the loss of each picture, (n,).

    logits: (n, 10), the last layer's sums. Cross-entropy is −log p of the right digit; binary
    cross-entropy −[y log p + (1 − y) log (1 − p)] and mean squared error (y − p)² are means over
    the ten outputs. From the logits, as Keras does, so that no p is too small for its logarithm.
    Raises ConfigError for another name.
    """
    targets = to_one_hot(labels)
    match _check(name):
        case "sparse_categorical_crossentropy":
            return -(targets * _log_softmax(logits)).sum(axis=1)
        case "binary_crossentropy":
            # −log p is softplus(−z), −log (1 − p) is softplus(z)
            return np.logaddexp(0, np.where(targets > 0, -logits, logits)).mean(axis=1)
    return ((targets - softmax(logits)) ** 2).mean(axis=1)


def differentiate_losses(name: str, logits: Float32s, labels: ArrayLike) -> Float32s:
    """Return ∂L/∂z of each picture and output, (n, 10), z the logits.

    Softmax or sigmoid and its cross-entropy together give p − y, over ten for the mean of the
    binary one; softmax and the squared error 0.2 p (p − y − Σ p (p − y)). Raises ConfigError for
    another name.
    """
    targets = to_one_hot(labels)
    match _check(name):
        case "sparse_categorical_crossentropy":
            return softmax(logits) - targets
        case "binary_crossentropy":
            return (sigmoid(logits) - targets) / CLASSES
    outputs = softmax(logits)
    off = outputs - targets
    mean = (outputs * off).sum(axis=1, keepdims=True)
    return 2 / CLASSES * outputs * (off - mean)


def _log_softmax(logits: Float32s) -> Float32s:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _check(name: str) -> str:
    if name not in LOSSES:
        raise ConfigError("unknown_loss", got=str(name), names=", ".join(LOSSES))
    return name
