"""Surfaces to walk on: two well-known ones, and a slice through a network's own loss."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network import Network
from mlp_explorer.network.losses import compute_losses

__all__ = ["HIMMELBLAU", "ROSENBROCK", "slice_loss", "Surface"]

_POINTS, _REACH = 25, 1.0  # of a slice: along one side, and from the middle to the rim

Vector = NDArray[np.float64]


class Surface(NamedTuple):
    """A function of two numbers.

    height: of x and y, arrays of one shape. gradient: at a place (2,). x, y: the ranges to show.
    start: where the walk begins. lowest: places of the minima, none where they are not known.
    """

    height: Callable[[Vector, Vector], Vector]
    gradient: Callable[[Vector], Vector]
    x: tuple[float, float]
    y: tuple[float, float]
    start: tuple[float, float]
    lowest: tuple[tuple[float, float], ...]


# H. H. Rosenbrock, 1960: a curved valley that is easy to find and hard to follow
ROSENBROCK = Surface(
    lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    lambda p: np.array(
        [-2 * (1 - p[0]) - 400 * p[0] * (p[1] - p[0] ** 2), 200 * (p[1] - p[0] ** 2)]
    ),
    (-2.0, 2.0),
    (-1.0, 3.0),
    (-1.5, 2.0),
    ((1.0, 1.0),),
)

# D. M. Himmelblau, 1972: four valleys, and it depends on the way which one is reached
HIMMELBLAU = Surface(
    lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    lambda p: np.array(
        [
            4 * p[0] * (p[0] ** 2 + p[1] - 11) + 2 * (p[0] + p[1] ** 2 - 7),
            2 * (p[0] ** 2 + p[1] - 11) + 4 * p[1] * (p[0] + p[1] ** 2 - 7),
        ]
    ),
    (-5.0, 5.0),
    (-5.0, 5.0),
    (-0.5, -1.5),
    ((3.0, 2.0), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)),
)


def slice_loss(network: Network, examples: Float32s, answers: ArrayLike, seed: int = 0) -> Surface:
    """Return the loss around a network's weights, along two random directions.

    examples: as `Network.predict` takes them; their mean loss is computed at 25 × 25 places, and
    between them interpolated. (0, 0) is the network itself. The directions have the length of each
    kernel's own columns (Li et al., 2018, "Visualizing the loss landscape of neural nets"), so 1
    moves a neuron's weights by as much as they are.
    """
    rng, axis = np.random.default_rng(seed), np.linspace(-_REACH, _REACH, _POINTS)
    directions = [_draw_direction(network, rng) for _ in range(2)]
    heights = np.array(
        [[_measure(network, directions, (x, y), examples, answers) for x in axis] for y in axis]
    )
    step = axis[1] - axis[0]
    slope_y, slope_x = np.gradient(heights, step)

    def height(x: Vector, y: Vector) -> Vector:
        return _interpolate(heights, axis, x, y)

    def gradient(place: Vector) -> Vector:
        x, y = place[:1], place[1:]
        parts = [_interpolate(slopes, axis, x, y) for slopes in (slope_x, slope_y)]
        return np.concatenate(parts)

    worst = np.unravel_index(int(heights.argmax()), heights.shape)
    start = (0.8 * float(axis[worst[1]]), 0.8 * float(axis[worst[0]]))
    return Surface(height, gradient, (-_REACH, _REACH), (-_REACH, _REACH), start, ())


def _draw_direction(network: Network, rng: np.random.Generator) -> list[Float32s]:
    """Return a random matrix for each kernel, its columns as long as the kernel's."""
    matrices = []
    for layer in network.layers:
        noise = rng.normal(size=layer.kernel.shape).astype(np.float32)
        lengths = np.linalg.norm(noise, axis=0)
        matrices.append(noise * np.linalg.norm(layer.kernel, axis=0) / np.maximum(lengths, 1e-12))
    return matrices


def _measure(
    network: Network,
    directions: list[list[Float32s]],
    place: tuple[float, float],
    examples: Float32s,
    answers: ArrayLike,
) -> float:
    """Return the mean loss of the network moved to a place of the slice."""
    a = examples.reshape(len(examples), -1) * network.input_scale
    z = a
    for layer, one, other in zip(network.layers, *directions, strict=True):
        kernel = layer.kernel + np.float32(place[0]) * one + np.float32(place[1]) * other
        z = layer._replace(kernel=kernel).weigh(a)
        a = layer.activate(z)
    return float(compute_losses(network.config.loss, z, answers).mean())


def _interpolate(values: Vector, axis: Vector, x: Vector, y: Vector) -> Vector:
    """Return values between the points of a square grid; beyond its rim those of the rim."""
    count, step = len(axis), axis[1] - axis[0]
    places = [np.clip((np.asarray(p) - axis[0]) / step, 0, count - 1.000001) for p in (x, y)]
    (column, row), (right, down) = (
        [p.astype(int) for p in places],
        [p - p.astype(int) for p in places],
    )
    top = values[row, column] * (1 - right) + values[row, column + 1] * right
    bottom = values[row + 1, column] * (1 - right) + values[row + 1, column + 1] * right
    return np.asarray(top * (1 - down) + bottom * down)
