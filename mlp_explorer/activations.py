"""The activations that a hidden layer can have, each with its derivative, in NumPy.

By Keras's names and as Keras computes them. To add one, add it to `ACTIVATIONS`, and its words to
`words/choices.py`. Every function: float array of sums z → same shape.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from mlp_explorer.arrays import Float32s

__all__ = ["activate", "Activation", "ACTIVATIONS", "sigmoid", "softmax"]

Function = Callable[[Float32s], Float32s]

# Klambauer et al., 2017, "Self-normalizing neural networks", equation 14
_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805
_LEAK = 0.2  # Keras's negative_slope


def sigmoid(z: Float32s) -> Float32s:
    """Return 1 / (1 + e⁻ᶻ), through tanh so that no z overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))


def softmax(z: Float32s) -> Float32s:
    """Return eᶻ / Σ eᶻ over the last axis; the largest z is taken off first, for range."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _softplus(z: Float32s) -> Float32s:
    return np.logaddexp(z, np.zeros_like(z))


def _elu(z: Float32s) -> Float32s:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def _gelu(z: Float32s) -> Float32s:
    return z * _normal_distribution(z)


def _normal_distribution(z: Float32s) -> Float32s:
    """Return how much of the standard normal distribution lies below z."""
    from scipy.special import ndtr  # here, as it takes 0.2 s that each process would start later

    return ndtr(z)


def _differentiate_sigmoid(z: Float32s) -> Float32s:
    a = sigmoid(z)
    return a * (1 - a)


def _differentiate_gelu(z: Float32s) -> Float32s:
    bell = np.exp(-0.5 * z * z) / np.sqrt(np.float32(2 * np.pi))
    return _normal_distribution(z) + z * bell


def _differentiate_silu(z: Float32s) -> Float32s:
    a = sigmoid(z)
    return a * (1 + z * (1 - a))


def _step(z: Float32s, below: Any) -> Float32s:
    """Return 1 where z > 0, else `below`."""
    return np.where(z > 0, np.ones_like(z), below)


class Activation(NamedTuple):
    """A function of the sums z, and its derivative.

    At a kink the derivative is what TensorFlow takes: SELU's from above, the others' from below.
    """

    function: Function
    derivative: Function


ACTIVATIONS = {  # in the order in which they are offered
    "sigmoid": Activation(sigmoid, _differentiate_sigmoid),
    "relu": Activation(lambda z: np.maximum(z, 0), lambda z: _step(z, 0)),
    "tanh": Activation(lambda z: np.tanh(z), lambda z: 1 - np.tanh(z) ** 2),
    "linear": Activation(lambda z: z, lambda z: np.ones_like(z)),
    "leaky_relu": Activation(
        lambda z: np.where(z > 0, z, _LEAK * z), lambda z: _step(z, np.float32(_LEAK))
    ),
    "elu": Activation(_elu, lambda z: _step(z, np.exp(np.minimum(z, 0)))),
    "selu": Activation(
        lambda z: _SELU_SCALE * np.where(z > 0, z, _SELU_ALPHA * np.expm1(np.minimum(z, 0))),
        lambda z: _SELU_SCALE * np.where(z >= 0, 1, _SELU_ALPHA * np.exp(np.minimum(z, 0))),
    ),
    "gelu": Activation(_gelu, _differentiate_gelu),
    "silu": Activation(lambda z: z * sigmoid(z), _differentiate_silu),
    "softplus": Activation(_softplus, sigmoid),
}


def activate(name: str, z: Float32s) -> Float32s:
    """Return an activation of z. That may be softmax, too, which is for outputs alone: each of its
    values depends on every sum, so that it is not in `ACTIVATIONS`."""
    return softmax(z) if name == "softmax" else ACTIVATIONS[name].function(z)
