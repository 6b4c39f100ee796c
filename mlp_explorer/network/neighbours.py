"""Which images look alike to a network: those that its last hidden layer puts close together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.network import Network

__all__ = ["find_nearest", "Nearest", "read_features"]

_BATCH = 1000  # images at once: what it takes stays small beside the answer


class Nearest(NamedTuple):
    """places: (count,) rows of the images, the nearest first. distances: (count,) Euclidean."""

    places: NDArray[np.intp]
    distances: Float32s


def read_features(network: Network, images: NDArray[np.uint8]) -> NDArray[np.float16]:
    """Return what the last hidden layer makes of (n, 28, 28) uint8 images: (n, units) float16.

    Of a network without hidden layers, these are the pixels.
    """
    parts = [images[first : first + _BATCH] for first in range(0, len(images), _BATCH)]
    return np.concatenate([_read(network, part / np.float32(255)).astype("f2") for part in parts])


def find_nearest(
    network: Network, digit: Float32s, features: NDArray[np.float16], count: int = 10
) -> Nearest:
    """Find the images whose features are nearest to those of a digit, (28, 28) in [0, 1]."""
    own = _read(network, digit[np.newaxis])[0]
    squares = np.concatenate(
        [
            ((features[first : first + _BATCH].astype(np.float32) - own) ** 2).sum(axis=1)
            for first in range(0, len(features), _BATCH)
        ]
    )
    places = np.argsort(squares, kind="stable")[:count]
    return Nearest(places, np.sqrt(squares[places]))


def _read(network: Network, pictures: Float32s) -> Float32s:
    return network.forward(pictures)[-2]
