"""Random distortions of digits: what another hand might have written.

A distortion looks up each pixel of the new image at another place of the old one: moved, turned,
stretched, slanted, and bent by a smooth random field (Simard, Steinkraus and Platt, 2003). This
is the reference in NumPy, and the preview; `mlp_explorer.training.augmentation` computes the same
inside the training.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s

__all__ = ["displacement_fields", "distort", "N_DRAWS", "N_FIELDS", "Strength", "STRENGTHS"]

SIDE = 28
CENTRE = (SIDE - 1) / 2
N_DRAWS = 8  # random numbers an image: shift x, y; rotation; stretch x, y; slant; field x, y
N_FIELDS = 1024
_SMOOTHNESS_PX = 4.0  # standard deviation of the Gaussian that smooths a field
_KNOTS = 7  # a side: noise at 7 × 7 points is as good as at 784, once it is smoothed


class Strength(NamedTuple):
    """The most that a distortion does, either way."""

    shift_px: float = 0.0
    rotation: float = 0.0  # radians
    stretch: float = 0.0  # share of the size, each axis by itself
    slant: float = 0.0  # tangent of the angle
    bend_px: float = 0.0  # standard deviation of the elastic field


STRENGTHS = {
    "shift": Strength(1.5),
    "affine": Strength(1.5, 0.13, 0.1, 0.13),
    "elastic": Strength(1.5, 0.13, 0.1, 0.13, 0.8),
}


@cache
def displacement_fields() -> Float32s:
    """Return the smooth random fields, always the same: (1024, 784) float32, spread 1.

    A pair of them, one for x and one for y, bends an image: a million pairs, for a lookup each.
    """
    knots = np.linspace(0, SIDE - 1, _KNOTS)
    near = np.exp(-((np.arange(SIDE)[:, None] - knots) ** 2) / (2 * _SMOOTHNESS_PX**2))
    smooth = np.einsum("yk,xl->yxkl", near, near).reshape(SIDE * SIDE, _KNOTS * _KNOTS)
    smooth /= np.linalg.norm(smooth, axis=1, keepdims=True)
    noise = np.random.default_rng(0).normal(size=(N_FIELDS, _KNOTS * _KNOTS))
    fields: Float32s = (noise @ smooth.T).astype(np.float32)
    return fields


def distort(images: NDArray[np.uint8], draws: Float32s, kind: str) -> Float32s:
    """Return the images distorted: (n, 28, 28) uint8 → (n, 28, 28) float32 in [0, 255].

    draws: (n, 8) float32, uniform in [0, 1): all the randomness. kind: a key of `STRENGTHS`.
    Between pixels it interpolates bilinearly; beyond the border lies the border's own pixel.
    """
    x, y = _sources(draws, STRENGTHS[kind])
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    right_share, low_share = x - left, y - top
    image = np.arange(len(images))[:, None]
    upper = (
        images[image, top, left] * (1 - right_share) + images[image, top, left + 1] * right_share
    )
    lower = (
        images[image, top + 1, left] * (1 - right_share)
        + images[image, top + 1, left + 1] * right_share
    )
    new: Float32s = (upper * (1 - low_share) + lower * low_share).astype(np.float32)
    return new.reshape(-1, SIDE, SIDE)


def _sources(draws: Float32s, strength: Strength) -> tuple[Float32s, Float32s]:
    """Return where each new pixel comes from: x and y, (n, 784) each, within the image."""
    rows, columns = np.divmod(np.arange(SIDE * SIDE, dtype=np.float32), SIDE)
    x, y = columns - np.float32(CENTRE), rows - np.float32(CENTRE)
    either_way = (2 * draws - 1)[:, :, None]  # in [-1, 1)
    angle = either_way[:, 2] * strength.rotation
    wide = x * (1 + either_way[:, 3] * strength.stretch) + y * either_way[:, 5] * strength.slant
    high = y * (1 + either_way[:, 4] * strength.stretch)
    new_x = np.cos(angle) * wide - np.sin(angle) * high + either_way[:, 0] * strength.shift_px
    new_y = np.sin(angle) * wide + np.cos(angle) * high + either_way[:, 1] * strength.shift_px
    if strength.bend_px:
        fields = displacement_fields() * np.float32(strength.bend_px)
        new_x = new_x + fields[(draws[:, 6] * N_FIELDS).astype(int)]
        new_y = new_y + fields[(draws[:, 7] * N_FIELDS).astype(int)]
    return _within(new_x), _within(new_y)


def _within(offsets: Float32s) -> Float32s:
    # a little less than the last pixel, so that there is always one to the right and below
    places: Float32s = np.clip(offsets + np.float32(CENTRE), 0, SIDE - 1.001)
    return places
