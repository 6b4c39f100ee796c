"""Which parts of a drawing speak for an answer: three measures, each a picture of numbers.

All take a picture, (height, width) float32 in [0, 1], such as a digit of (28, 28), and a question's
direction (outputs,), see `gradients.ask`; the score is `direction · logits`. All return as many
float32, in units of the score: what is positive speaks for the answer, what is negative against it.
"""

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.gradients import differentiate, differentiate_input
from mlp_explorer.network.network import Network

__all__ = ["compute_gradient", "compute_score", "integrate_gradients", "occlude"]

_STEPS = 64
_PATCH = 5

Picture = NDArray[np.float32]


def compute_score(network: Network, pictures: Float32s, direction: Float32s) -> Float32s:
    """Return `direction · logits` of n pictures, or rows of a table: (n,) float32."""
    return network.trace(pictures).sums[-1] @ direction


def compute_gradient(network: Network, digit: Picture, direction: Float32s) -> Picture:
    """Return the score's gradient: what a little more ink would change, pixel by pixel.

    Simonyan et al., 2013, "Deep inside convolutional networks", without taking absolute values.
    """
    trace = network.trace(digit[np.newaxis])
    return _shape(differentiate(network, trace, direction)[0] * network.input_scale, digit)


def integrate_gradients(
    network: Network, digit: Picture, direction: Float32s, steps: int = _STEPS
) -> Picture:
    """Return each pixel's share of the score, compared with an empty picture.

    Gradients along the straight line from black to the digit, averaged (midpoint rule) and times
    the pixel: they sum to score(digit) − score(black), up to the error of so many steps.
    Sundararajan et al., 2017, "Axiomatic attribution for deep networks".
    """
    shares = (np.arange(steps, dtype=np.float32) + 0.5) / steps
    trace = network.trace(shares[:, np.newaxis, np.newaxis] * digit)
    last = len(network.layers) - 1
    directions = np.broadcast_to(direction, trace.sums[-1].shape)
    mean = differentiate_input(network, trace, last, directions).mean(axis=0)
    return _shape(mean, digit) * digit


def occlude(network: Network, digit: Picture, direction: Float32s, patch: int = _PATCH) -> Picture:
    """Return how much of the score is lost when a square around each pixel is wiped.

    patch: the square's side, odd. Zeiler and Fergus, 2014, "Visualizing and understanding
    convolutional networks". Where there is no ink to wipe, it is 0.
    """
    half = patch // 2
    ink = np.lib.stride_tricks.sliding_window_view(np.pad(digit, half), (patch, patch))
    lost = np.zeros(digit.shape, np.float32)
    places = np.argwhere(ink.max(axis=(2, 3)) > 0)
    if not len(places):
        return lost
    pictures = np.repeat(digit[np.newaxis], len(places), axis=0)
    for picture, (row, column) in zip(pictures, places, strict=True):
        picture[max(0, row - half) : row + half + 1, max(0, column - half) : column + half + 1] = 0
    scores = compute_score(network, pictures, direction)
    lost[tuple(places.T)] = compute_score(network, digit[np.newaxis], direction)[0] - scores
    return lost


def _shape(flat: Float32s, like: Picture) -> Picture:
    return np.asarray(flat.reshape(like.shape), np.float32)
