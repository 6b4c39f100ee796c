"""A snapshot of weights as a network that answers: a few lines of NumPy."""

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.activations import ACTIVATIONS, activate
from mlp_explorer.arrays import Float32s
from mlp_explorer.config import TrainConfig

__all__ = ["Layer", "Network", "Stack", "Trace"]

_EPSILON = np.float32(1e-3)  # Keras's BatchNormalization default
_ONE = np.float32(1)


class Layer(NamedTuple):
    """One layer's weights: kernel (before, after), bias (after,), and for batch normalization
    gamma, beta, moving mean and moving variance, each (after,)."""

    kernel: Float32s
    bias: Float32s
    normalization: tuple[Float32s, ...]  # empty, or four arrays
    activation: str

    def weigh(self, inputs: Float32s) -> Float32s:
        """Return z = Σ wᵢxᵢ + b, normalized where the layer does so: (n, after)."""
        z = inputs @ self.kernel + self.bias
        if not self.normalization:
            return z
        gamma, beta, mean, variance = self.normalization
        return gamma * (z - mean) / np.sqrt(variance + _EPSILON) + beta

    @property
    def slope(self) -> Float32s:
        """What one more in Σ wᵢxᵢ adds to z: (after,); 1 without normalization."""
        if not self.normalization:
            return np.ones_like(self.bias)
        gamma, _, _, variance = self.normalization
        return gamma / np.sqrt(variance + _EPSILON)

    def activate(self, z: Float32s) -> Float32s:
        """Return the activation of z: (n, after)."""
        return activate(self.activation, z)

    def derive(self, z: Float32s) -> Float32s:
        """Return ∂a/∂z at z: (n, after). Raises KeyError for softmax, which has none alone."""
        return ACTIVATIONS[self.activation].derivative(z)


class Trace(NamedTuple):
    """What a network computed on the way from pictures to answers.

    activations: the input first, as the network takes it: (n, 784), … , (n, 10). sums: z of each
    layer, normalized where the layer does so: (n, units), … , (n, 10); the last are the logits.
    """

    activations: list[Float32s]
    sums: list[Float32s]


class Stack:
    """Layers one after the other, and what they are trained for.

    layers: the first takes the example, its numbers in a row. loss: a name of `tasks.HEADS`.
    shape: of one example. input_scale: what the first layer takes for an input of 1.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        loss: str,
        shape: tuple[int, ...],
        input_scale: np.float32 = _ONE,
    ) -> None:
        self.layers, self.loss, self.shape = tuple(layers), loss, shape
        self.input_scale = input_scale

    def replaced(self, layers: Sequence[Layer]) -> Self:
        """Return the same with other layers, of the same shapes."""
        other = copy.copy(self)
        other.layers = tuple(layers)
        return other

    def predict(self, x: ArrayLike) -> Float32s:
        """Return what the outputs say: (n, outputs) float32.

        x: pictures (n, height, width) in [0, 1], or rows (n, features) scaled as for the training.
        Softmax rows sum to 1; sigmoid rows need not. Raises ValueError for another shape.
        """
        return self.forward(x)[-1]

    def forward(self, x: ArrayLike) -> list[Float32s]:
        """Return the activations of every layer, the input first: of MNIST (n, 784), …"""
        return self.trace(x).activations

    def trace(self, x: ArrayLike) -> Trace:
        """Return activations and sums of every layer; x as for `predict`.

        Raises ValueError for another shape.
        """
        inputs = np.asarray(x, dtype=np.float32)
        if inputs.shape[:1] + self.shape != inputs.shape:
            allowed = ", ".join(["n", *map(str, self.shape)])
            raise ValueError(f"x: shape {inputs.shape} arrived; allowed is ({allowed}).")
        trace = Trace([inputs.reshape(len(inputs), -1) * self.input_scale], [])
        for layer in self.layers:
            trace.sums.append(layer.weigh(trace.activations[-1]))
            trace.activations.append(layer.activate(trace.sums[-1]))
        return trace


class Network(Stack):
    """A trained (or growing) network.

    config: what it was built from. weights: the arrays of `keras.Model.get_weights()`, in order.
    Raises ValueError if their shapes are not the configuration's.
    """

    def __init__(self, config: TrainConfig, weights: Sequence[Any]) -> None:
        self.config, about = config, config.about
        # without scaling, it was trained on 0 … 255
        is_scaled = config.scale_pixels or about.kind != "pictures"
        scale = np.float32(1 if is_scaled else about.white)
        super().__init__(tuple(_make_layers(config, weights)), config.loss, about.shape, scale)

    def __repr__(self) -> str:
        """Read like the path through it."""
        return f"Network({self.config.title})"

    def decide(self, x: ArrayLike) -> NDArray[np.int64]:
        """Return the number of the class that the network takes each example for: (n,) int64."""
        outputs = self.predict(x)
        if outputs.shape[1] > 1:
            return outputs.argmax(axis=1)
        threshold = 0.5 if self.config.head.target == "bit" else 0.0
        return (outputs[:, 0] > threshold).astype(np.int64)


def _make_layers(config: TrainConfig, weights: Sequence[Any]) -> Iterator[Layer]:
    arrays = [np.asarray(array, dtype=np.float32) for array in weights]
    expected = [shape for shapes in _list_shapes(config) for shape in shapes]
    if [array.shape for array in arrays] != expected:
        raise ValueError(
            f"weights: shapes {[array.shape for array in arrays]} arrived; {config.title} has "
            f"{expected}."
        )
    names = [*(layer.activation for layer in config.hidden_layers), config.output_activation]
    for shapes, activation in zip(_list_shapes(config), names, strict=True):
        (kernel, bias, *normalization), arrays = arrays[: len(shapes)], arrays[len(shapes) :]
        yield Layer(kernel, bias, tuple(normalization), activation)


def _list_shapes(config: TrainConfig) -> list[list[tuple[int, ...]]]:
    """Return the shapes of each layer's arrays, in Keras's order."""
    vectors = [1 + 4 * layer.batch_normalization for layer in config.hidden_layers] + [1]
    return [
        [(before, after), *[(after,)] * count]
        for (before, after), count in zip(itertools.pairwise(config.widths), vectors, strict=True)
    ]
