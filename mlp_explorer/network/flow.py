"""How an answer comes about: the neurons and the connections that count, layer by layer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.gradients import differentiate, differentiate_input, differentiate_sums
from mlp_explorer.network.network import Network, Trace

__all__ = ["Flow", "follow", "LayerFlow", "Link", "Neuron"]

_MOST_NEURONS, _MOST_LINKS = 12, 18  # a layer, and between two layers


class Neuron(NamedTuple):
    """A neuron, and what this drawing does to it.

    number: from 0. z: its sum, bias included and normalized where the layer does so. activation:
    of z. bias: its own. share: activation times the score's gradient, its part in the score to
    first order. weights: (28, 28), what a little more ink in each pixel adds to z; of the first
    layer, these are its weights. drive: (28, 28), weights times the drawing.
    """

    number: int
    z: float
    activation: float
    bias: float
    share: float
    weights: NDArray[np.float32]
    drive: NDArray[np.float32]


class LayerFlow(NamedTuple):
    """A hidden layer. neurons: those with the largest shares, in the order of the layer.
    activations: of all, (units,)."""

    name: str
    neurons: list[Neuron]
    activations: Float32s


class Link(NamedTuple):
    """A connection between two shown neurons; the output layer counts as a layer.

    layer: of its end, 1 is the second. start, end: places in the lists of neurons, at the output
    the digit. product: activation · weight, what it adds to the sum at its end (normalized where
    that layer does so). share: product · the score's gradient at its end.
    """

    layer: int
    start: int
    end: int
    product: float
    share: float


class Flow(NamedTuple):
    """From drawing to answer. layers: the hidden ones. logits, outputs: (10,)."""

    layers: list[LayerFlow]
    links: list[Link]
    logits: Float32s
    outputs: Float32s


def follow(network: Network, digit: NDArray[np.float32], direction: Float32s) -> Flow:
    """Follow a digit, (28, 28) in [0, 1], to the score `direction · logits` (see `gradients.ask`).

    At most 12 neurons a layer and 18 connections between two layers, those with the largest
    shares, by absolute value.
    """
    trace = network.trace(digit[np.newaxis])
    gradients = differentiate(network, trace, direction)
    shares = [(a * g)[0] for a, g in zip(trace.activations, gradients, strict=True)]
    shown = [_pick(share, _MOST_NEURONS) for share in shares[1:-1]]
    layers = [
        _describe(network, trace, number, chosen, shares[number + 1], digit)
        for number, chosen in enumerate(shown)
    ]
    links = _weigh_links(network, trace, [*shown, np.arange(len(direction))], direction)
    return Flow(layers, links, trace.sums[-1][0], trace.activations[-1][0])


def _pick(values: Float32s, most: int) -> NDArray[np.intp]:
    """Return the places of the largest absolute values, ascending."""
    return np.sort(np.argsort(np.abs(values))[::-1][:most])


def _describe(
    network: Network,
    trace: Trace,
    number: int,
    chosen: NDArray[np.intp],
    shares: Float32s,
    digit: NDArray[np.float32],
) -> LayerFlow:
    layer, activations = network.layers[number], trace.activations[number + 1][0]
    directions = np.eye(len(layer.bias), dtype=np.float32)[chosen]
    weights = differentiate_input(network, trace, number, directions).reshape(-1, 28, 28)
    neurons = [
        Neuron(
            int(index),
            float(trace.sums[number][0, index]),
            float(activations[index]),
            float(layer.bias[index]),
            float(shares[index]),
            picture,
            picture * digit,
        )
        for index, picture in zip(chosen, weights, strict=True)
    ]
    return LayerFlow(f"{len(layer.bias)} {layer.activation}", neurons, activations)


def _weigh_links(
    network: Network, trace: Trace, shown: list[NDArray[np.intp]], direction: Float32s
) -> list[Link]:
    at_sums, links = differentiate_sums(network, trace, direction), []
    for number in range(1, len(network.layers)):
        layer, starts, ends = network.layers[number], shown[number - 1], shown[number]
        before = trace.activations[number][0, starts]
        products = before[:, np.newaxis] * (layer.kernel * layer.slope)[np.ix_(starts, ends)]
        shares = products * at_sums[number][0, ends]
        for place in _pick(shares.ravel(), _MOST_LINKS):
            start, end = divmod(int(place), len(ends))
            product, share = float(products[start, end]), float(shares[start, end])
            links.append(Link(number, start, end, product, share))
    return links
