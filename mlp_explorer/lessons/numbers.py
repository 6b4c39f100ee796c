"""The numbers of the lessons: what this network computes for this example.

An example is what `Network.predict` takes one of: a picture in [0, 1], such as a digit of (28, 28),
or a row (features,) scaled as for the training; float32. All of it is NumPy over a `Network`.
"""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.activations import ACTIVATIONS
from mlp_explorer.arrays import Float32s
from mlp_explorer.network import Network
from mlp_explorer.network.backpropagation import LayerGradients, Step, backpropagate
from mlp_explorer.network.losses import compute_losses
from mlp_explorer.network.network import Layer, Stack
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
    "weigh",
    "Weighing",
]

_FLAT = 0.02  # of the steepest slope: less than this is called flat
_RANGE = np.linspace(-10, 10, 2001)

Trained = TypeVar("Trained", bound=Stack)


class Weighing(NamedTuple):
    """What a neuron of the first layer makes of an example.

    products: wᵢxᵢ, in the example's shape. total: their sum. bias: added to it. z: the sum with the
    bias, after batch normalization where the layer has it. activation: of z.
    """

    products: Float32s
    total: float
    bias: float
    z: float
    activation: float


def weigh(
    network: Network, example: NDArray[np.float32], number: int, bias: float | None = None
) -> Weighing:
    """Weigh an example as neuron `number`, from 0, of the first layer does.

    bias: another one than the neuron's own.
    """
    layer = network.layers[0]
    inputs = example.ravel() * network.input_scale
    products = inputs * layer.kernel[:, number]
    own = float(layer.bias[number])
    bias = own if bias is None else bias
    # all sums, as softmax needs them in a network without hidden layers
    raw = inputs @ layer.kernel
    sums = layer.weigh(inputs[np.newaxis])
    sums[0, number] += (bias - own) * layer.slope[number]
    activation = float(layer.activate(sums)[0, number])
    total, z = float(raw[number]), float(sums[0, number])
    return Weighing(products.reshape(example.shape), total, bias, z, activation)


def collect_sums(network: Network, examples: Float32s, layer: int) -> Float32s:
    """Return the sums z of all neurons of a layer for n examples, (n, …): (n, units)."""
    return network.trace(examples).sums[layer]


def mark_flat(name: str, sums: Float32s) -> NDArray[np.bool_]:
    """Mark the sums, of any shape, where an activation is flat: slope under 2 % of its steepest."""
    derive = ACTIVATIONS[name].derivative
    slopes = np.abs(derive(_RANGE))
    return np.asarray(np.abs(derive(sums)) < _FLAT * slopes.max())


def draw_activation(name: str, z: Float32s) -> tuple[Float32s, Float32s]:
    """Return the activation and its slope at z."""
    activation = ACTIVATIONS[name]
    return activation.function(z), activation.derivative(z)


def share_out(right: int, share: float, n_classes: int = 10) -> NDArray[np.float32]:
    """Return what each class gets, (1, classes): `share` the right one, the rest in equal parts."""
    shares = np.full((1, n_classes), (1 - share) / (n_classes - 1), np.float32)
    shares[0, right] = share
    return shares


def measure_output(name: str, shares: NDArray[np.float32], right: int) -> float:
    """Return a loss, by its name in `tasks.HEADS`, where the classes get these shares.

    shares: over 0 and under 1, (1, classes). Of a head with one output, p is the share of class 1,
    and a tanh 2 p − 1, as in `network.classes`.
    """
    head, p = HEADS[name], shares.astype(np.float64)
    if head.target == "bit":
        logits = np.log(p[:, 1:] / p[:, :1])
    elif head.target == "sign":
        logits = np.arctanh(p[:, 1:] - p[:, :1])
    else:
        logits = np.log(p / (1 - p)) if head.output == "sigmoid" else np.log(p)
    return float(compute_losses(name, logits, [right])[0])


def follow_step(network: Stack, example: NDArray[np.float32], answer: float) -> Step:
    """Return loss and gradients of one example. answer: the number of its class, or a value."""
    return backpropagate(network, example[np.newaxis], [answer])


def find_strongest_weight(step: Step, layer: int) -> tuple[int, int]:
    """Return (start, end) of the weight with the largest gradient in a layer."""
    gradients = np.abs(step.layers[layer].kernel)
    start, end = np.unravel_index(int(gradients.argmax()), gradients.shape)
    return int(start), int(end)


def take_step(network: Trained, step: Step, rate: float) -> Trained:
    """Return the network after w ← w − η ∂L/∂w for every weight."""
    pairs = zip(network.layers, step.layers, strict=True)
    return network.replaced(tuple(_move(*pair, rate) for pair in pairs))


def _move(layer: Layer, gradients: LayerGradients, rate: float) -> Layer:
    learned = zip(layer.normalization, gradients.normalization, strict=False)
    moved = tuple(value - rate * gradient for value, gradient in learned)
    return layer._replace(
        kernel=layer.kernel - rate * gradients.kernel,
        bias=layer.bias - rate * gradients.bias,
        normalization=(*moved, *layer.normalization[len(moved) :]),
    )
