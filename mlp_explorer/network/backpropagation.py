"""One training step in NumPy: the gradient of the loss with respect to every weight.

As in a training without dropout and penalties. Batch normalization counts with its moving averages,
which stay as they are: one picture has no spread of its own.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.gradients import differentiate_sums
from mlp_explorer.network.losses import compute_losses, differentiate_losses
from mlp_explorer.network.network import Stack, Trace

__all__ = ["backpropagate", "Chain", "LayerGradients", "list_blame", "Step", "unroll_chain"]


class LayerGradients(NamedTuple):
    """Of one layer: ∂L/∂kernel (before, after), ∂L/∂bias (after,), and with batch normalization
    ∂L/∂gamma, ∂L/∂beta, each (after,)."""

    kernel: Float32s
    bias: Float32s
    normalization: tuple[Float32s, ...]


class Step(NamedTuple):
    """What backpropagation finds for n examples; L is their mean loss.

    losses: (n,). deltas: ∂L/∂z of each layer, (n, units). layers: of each layer.
    """

    trace: Trace
    losses: Float32s
    deltas: list[Float32s]
    layers: list[LayerGradients]


class Chain(NamedTuple):
    """The chain rule for one weight, from neuron `start` of a layer to neuron `end` of the next.

    gradient = delta · slope · activation. activation: of `start`. delta: ∂L/∂z of `end`, which is
    error · derivative: error is ∂L/∂a, derivative ∂a/∂z; at the output both are NaN, as softmax
    takes all sums together. slope: ∂z/∂(Σ wx), 1 without batch normalization.
    """

    weight: float
    activation: float
    delta: float
    error: float
    derivative: float
    slope: float
    gradient: float


def backpropagate(network: Stack, examples: Float32s, answers: ArrayLike) -> Step:
    """Return the loss of examples and its gradients.

    examples: as `Network.predict` takes them. answers: (n,), numbers of classes from 0, or values.
    """
    trace, loss = network.trace(examples), network.loss
    logits = trace.sums[-1]
    direction = differentiate_losses(loss, logits, answers) / len(logits)
    deltas = differentiate_sums(network, trace, direction)
    layers = [
        _differentiate_layer(network, trace, number, delta) for number, delta in enumerate(deltas)
    ]
    return Step(trace, compute_losses(loss, logits, answers), deltas, layers)


def unroll_chain(network: Stack, step: Step, layer: int, start: int, end: int) -> Chain:
    """Return the factors of one weight's gradient, of a step of one example.

    layer: 0 is the first. start, end: numbers of the neurons, from 0; of the first layer, `start`
    is an input.
    """
    weights, delta = network.layers[layer], float(step.deltas[layer][0, end])
    activation = float(step.trace.activations[layer][0, start])
    error = derivative = float("nan")
    if layer < len(network.layers) - 1:
        error = float(np.dot(*list_blame(network, step, layer, end)))
        derivative = weights.derive(step.trace.sums[layer])[0, end].item()
    slope = float(weights.slope[end])
    gradient = float(step.layers[layer].kernel[start, end])
    weight = float(weights.kernel[start, end])
    return Chain(weight, activation, delta, error, derivative, slope, gradient)


def list_blame(network: Stack, step: Step, layer: int, end: int) -> tuple[Float32s, Float32s]:
    """Return the sum that ∂L/∂a of a neuron is, of a step of one example, as its factors.

    layer: of the neuron, not the last one; end: its number, from 0. The answers have one number for
    each neuron of the next layer: the weight that leads there, and the ∂L/∂(Σ wx) that comes back.
    """
    after = network.layers[layer + 1]
    return after.kernel[end], step.deltas[layer + 1][0] * after.slope


def _differentiate_layer(
    network: Stack, trace: Trace, number: int, delta: Float32s
) -> LayerGradients:
    layer, before = network.layers[number], trace.activations[number]
    inner = delta * layer.slope
    normalization: tuple[Float32s, ...] = ()
    if layer.normalization:
        gamma, beta, *_ = layer.normalization
        scaled = np.divide(trace.sums[number] - beta, gamma, where=gamma != 0, out=0 * delta)
        normalization = ((delta * scaled).sum(axis=0), delta.sum(axis=0))
    return LayerGradients(before.T @ inner, inner.sum(axis=0), normalization)
