"""`mlp_explorer.data.distortion` inside the graph: every image new in every epoch.

Compiled by XLA into one pass over the batch: 2 µs an image on two cores, for affine and elastic
alike (measured; the same as separate TensorFlow operations takes 15 µs). XLA's own random numbers
cost 66 ns each, so an epoch's few are drawn outside, and the smooth fields come from a table.
"""

from functools import partial
from typing import Any

import numpy as np
import tensorflow as tf

from mlp_explorer.data.distortion import N_FIELDS, SIDE, STRENGTHS, displacement_fields

__all__ = ["augment"]

_LAST = SIDE - 1.001
_ROWS, _COLUMNS = (axis.astype(np.float32) for axis in np.divmod(np.arange(SIDE * SIDE), SIDE))
_CENTRE = np.float32((SIDE - 1) / 2)


@partial(tf.function, jit_compile=True)
def augment(images: tf.Tensor, draws: tf.Tensor, kind: str) -> tf.Tensor:
    """Return the images distorted: (n, 28, 28) uint8, (n, 8) → (n, 28, 28) float32, [0, 255]."""
    x, y = _sources(draws, kind)
    left, top = tf.floor(x), tf.floor(y)
    at = tf.cast(top * SIDE + left, tf.int32)
    pixels = tf.reshape(images, (-1, SIDE * SIDE))

    def look_up(offset: int) -> tf.Tensor:
        return tf.cast(tf.gather(pixels, at + offset, batch_dims=1), tf.float32)

    upper = _blend(look_up(0), look_up(1), x - left)
    lower = _blend(look_up(SIDE), look_up(SIDE + 1), x - left)
    return tf.reshape(_blend(upper, lower, y - top), (-1, SIDE, SIDE))


def _blend(one: tf.Tensor, other: tf.Tensor, share: tf.Tensor) -> tf.Tensor:
    return one + share * (other - one)


def _sources(draws: tf.Tensor, kind: str) -> tuple[Any, Any]:
    strength = STRENGTHS[kind]
    either_way = [2 * draws[:, i, None] - 1 for i in range(6)]
    x, y = _COLUMNS - _CENTRE, _ROWS - _CENTRE
    angle = either_way[2] * strength.rotation
    wide = x * (1 + either_way[3] * strength.stretch) + y * (either_way[5] * strength.slant)
    high = y * (1 + either_way[4] * strength.stretch)
    new_x = tf.cos(angle) * wide - tf.sin(angle) * high + either_way[0] * strength.shift_px
    new_y = tf.sin(angle) * wide + tf.cos(angle) * high + either_way[1] * strength.shift_px
    if strength.bend_px:
        fields = tf.constant(displacement_fields() * np.float32(strength.bend_px))
        new_x += tf.gather(fields, tf.cast(draws[:, 6] * N_FIELDS, tf.int32))
        new_y += tf.gather(fields, tf.cast(draws[:, 7] * N_FIELDS, tf.int32))
    return tuple(tf.clip_by_value(new + _CENTRE, 0.0, _LAST) for new in (new_x, new_y))
