"""The numbers of the lessons: what this network computes for this digit.

Digits are (28, 28) float32 in [0, 1]. All of it is NumPy over a `Network`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.activations import ACTIVATIONS
from mlp_explorer.arrays import Float32s
from mlp_explorer.network import Network
from mlp_explorer.network.backpropagation import Step, backpropagate
from mlp_explorer.network.losses import compute_losses
from mlp_explorer.tasks import HEADS

__all__ = [
    "collect_sums",
    "draw_activation",
    "find_strongest_weight",
    "follow_step",
    "mark_flat",
    "measure_output",
    "share_out",
    "take_step",
    "weigh_digit",
    "Weighing",
]

_FLAT = 0.02  # of the steepest slope: less than this is called flat
_RANGE = np.linspace(-10, 10, 2001)


class Weighing(NamedTuple):
    """What a neuron of the first layer makes of a digit.

    products: wᵢxᵢ, (28, 28). total: their sum. bias: added to it. z: the sum with the bias, after
    batch normalization where the layer has it. activation: of z.
    """

    products: Float32s
    total: float
    bias: float
    z: float
    activation: float


def weigh_digit(
    network: Network, digit: NDArray[np.float32], number: int, bias: float | None = None
) -> Weighing:
    """Weigh a digit as neuron `number`, from 0, of the first layer does.

    bias: another one than the neuron's own.
    """
    layer = network.layers[0]
    inputs = digit.ravel() * network.input_scale
    products = inputs * layer.kernel[:, number]
    own = float(layer.bias[number])
    bias = own if bias is None else bias
    # all sums, as softmax needs them in a network without hidden layers
    raw = inputs @ layer.kernel
    sums = layer.weigh(inputs[np.newaxis])
    sums[0, number] += (bias - own) * layer.slope[number]
    activation = float(layer.activate(sums)[0, number])
    return Weighing(
        products.reshape(28, 28), float(raw[number]), bias, float(sums[0, number]), activation
    )


def collect_sums(network: Network, pictures: Float32s, layer: int) -> Float32s:
    """Return the sums z of all neurons of a layer for (n, 28, 28) pictures: (n, units)."""
    return network.trace(pictures).sums[layer]


def mark_flat(name: str, sums: Float32s) -> NDArray[np.bool_]:
    """Mark the sums, of any shape, where an activation is flat: slope under 2 % of its steepest."""
    derive = ACTIVATIONS[name].derivative
    slopes = np.abs(derive(_RANGE))
    return np.asarray(np.abs(derive(sums)) < _FLAT * slopes.max())


def draw_activation(name: str, z: Float32s) -> tuple[Float32s, Float32s]:
    """Return the activation and its slope at z."""
    activation = ACTIVATIONS[name]
    return activation.function(z), activation.derivative(z)


def share_out(right: int, share: float) -> NDArray[np.float32]:
    """Return ten outputs, (1, 10): `share` for the right digit, the rest in equal parts."""
    outputs = np.full((1, 10), (1 - share) / 9, np.float32)
    outputs[0, right] = share
    return outputs


def measure_output(name: str, outputs: NDArray[np.float32], right: int) -> float:
    """Return a loss, by its name in `tasks.HEADS`, of ten outputs over 0 and under 1, (1, 10)."""
    p = outputs.astype(np.float64)
    logits = np.log(p / (1 - p)) if HEADS[name].output == "sigmoid" else np.log(p)
    return float(compute_losses(name, logits, [right])[0])


def follow_step(network: Network, digit: NDArray[np.float32], label: int) -> Step:
    """Return loss and gradients of one digit."""
    return backpropagate(network, digit[np.newaxis], [label])


def find_strongest_weight(step: Step, layer: int) -> tuple[int, int]:
    """Return (start, end) of the weight with the largest gradient in a layer."""
    gradients = np.abs(step.layers[layer].kernel)
    start, end = np.unravel_index(int(gradients.argmax()), gradients.shape)
    return int(start), int(end)


def take_step(network: Network, step: Step, rate: float) -> Network:
    """Return the network after w ← w − η ∂L/∂w for every weight."""
    weights: list[Float32s] = []
    for layer, gradients in zip(network.layers, step.layers, strict=True):
        weights += [layer.kernel - rate * gradients.kernel, layer.bias - rate * gradients.bias]
        learned = zip(layer.normalization, gradients.normalization, strict=False)
        weights += [value - rate * gradient for value, gradient in learned]
        weights += layer.normalization[2:]
    return Network(network.config, weights)
