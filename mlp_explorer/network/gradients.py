"""Backpropagation in NumPy: how a sum somewhere in the network hangs on all that lies before it.

Gradients are of logits, the last layer's sums z, and not of probabilities: a network that is sure
has probabilities that hardly move, while its reasons are in the sums.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.network import Stack, Trace

__all__ = ["ask", "differentiate", "differentiate_input", "differentiate_sums"]


def ask(answer: int, rival: int | None = None, n_classes: int = 10) -> NDArray[np.float32]:
    """Return the direction (n_classes,) that stands for a question, to be multiplied with logits.

    With a rival, “why `answer` and not `rival`?”: z_answer − z_rival. Without one, “why `answer`?”:
    z_answer − mean z, as softmax does not change when all logits grow alike.
    """
    rest = 0.0 if rival is not None else -1 / n_classes
    direction = np.full(n_classes, rest, np.float32)
    direction[answer] += 1
    if rival is not None:
        direction[rival] -= 1
    return direction


def differentiate(network: Stack, trace: Trace, direction: Float32s) -> list[Float32s]:
    """Return the gradient of `direction · logits` with respect to each layer's activations.

    trace: of n pictures. direction: (10,) or (n, 10). The answers are (n, 784), … , (n, 10): in
    the place of the last activations, which the logits do not depend on, is the direction.
    """
    last = len(network.layers) - 1
    direction = np.broadcast_to(direction, trace.sums[-1].shape)
    return [*list(_go_back(network, trace, last, direction))[::-1], direction]


def differentiate_sums(network: Stack, trace: Trace, direction: Float32s) -> list[Float32s]:
    """Return the gradient of `direction · logits` with respect to each layer's sums z.

    As `differentiate`; the answers are (n, units), … , (n, 10), the last one is the direction.
    """
    *hidden, last = differentiate(network, trace, direction)[1:]
    pairs = zip(network.layers, trace.sums, hidden, strict=False)  # without the output layer
    return [*(g * layer.derive(z) for layer, z, g in pairs), last]


def differentiate_input(network: Stack, trace: Trace, layer: int, directions: Float32s) -> Float32s:
    """Return the gradient of `directions · z` of a layer with respect to the picture in [0, 1].

    trace: of one picture, or of n. layer: 0 is the first. directions: (n, units of the layer).
    The answer is (n, 784).
    """
    *_, gradient = _go_back(network, trace, layer, directions)
    return gradient * network.input_scale


def _go_back(network: Stack, trace: Trace, layer: int, gradient: Float32s) -> Iterator[Float32s]:
    """Yield the gradients of what enters the layer, then of what enters those before it."""
    for number in range(layer, -1, -1):
        weights = network.layers[number]
        gradient = (gradient * weights.slope) @ weights.kernel.T
        yield gradient
        if number:
            gradient = gradient * network.layers[number - 1].derive(trace.sums[number - 1])
