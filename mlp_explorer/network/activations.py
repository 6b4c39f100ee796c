"""The activations and their derivatives in NumPy, as Keras computes them.

Every function: float array of sums z → same shape.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from mlp_explorer.arrays import Float32s

__all__ = ["ACTIVATION_FUNCTIONS", "DERIVATIVES", "sigmoid", "softmax"]


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
    return 0.5 * z * (1 + _erf(z / np.sqrt(np.float32(2))))


def _erf(x: Float32s) -> Float32s:
    """Abramowitz and Stegun, 1964, formula 7.1.26: error under 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    polynomial = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    return np.sign(x) * (1 - polynomial * np.exp(-x * x))


ACTIVATION_FUNCTIONS: dict[str, Callable[[Float32s], Float32s]] = {
    "sigmoid": sigmoid,
    "relu": lambda z: np.maximum(z, 0),
    "tanh": lambda z: np.tanh(z),
    "linear": lambda z: z,
    "leaky_relu": lambda z: np.where(z > 0, z, _LEAK * z),
    "elu": _elu,
    "selu": lambda z: _SELU_SCALE * np.where(z > 0, z, _SELU_ALPHA * np.expm1(np.minimum(z, 0))),
    "gelu": _gelu,
    "silu": lambda z: z * sigmoid(z),
    "softplus": _softplus,
    "softmax": softmax,
}


def _differentiate_sigmoid(z: Float32s) -> Float32s:
    a = sigmoid(z)
    return a * (1 - a)


def _differentiate_gelu(z: Float32s) -> Float32s:
    bell = np.exp(-0.5 * z * z) / np.sqrt(np.float32(2 * np.pi))
    return 0.5 * (1 + _erf(z / np.sqrt(np.float32(2)))) + z * bell


def _differentiate_silu(z: Float32s) -> Float32s:
    a = sigmoid(z)
    return a * (1 + z * (1 - a))


def _step(z: Float32s, below: Any) -> Float32s:
    """Return 1 where z > 0, else `below`."""
    return np.where(z > 0, np.ones_like(z), below)


# At a kink, what TensorFlow takes: SELU's from above, the others' from below. Softmax has none of
# its own here, as each of its outputs depends on every sum; see `gradients.py`.
DERIVATIVES: dict[str, Callable[[Float32s], Float32s]] = {
    "sigmoid": _differentiate_sigmoid,
    "relu": lambda z: _step(z, 0),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "linear": lambda z: np.ones_like(z),
    "leaky_relu": lambda z: _step(z, np.float32(_LEAK)),
    "elu": lambda z: _step(z, np.exp(np.minimum(z, 0))),
    "selu": lambda z: _SELU_SCALE * np.where(z >= 0, 1, _SELU_ALPHA * np.exp(np.minimum(z, 0))),
    "gelu": _differentiate_gelu,
    "silu": _differentiate_silu,
    "softplus": sigmoid,
}
