"""What a configuration trains on and validates on."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.data.dataset import load_dataset

__all__ = ["prepare_split", "scale_pixels", "Split"]

Floats = NDArray[np.float32]


class Split(NamedTuple):
    """Training, validation and test images (n, 28, 28) float32, and digits (n,) uint8."""

    x_train: Floats
    y_train: NDArray[np.uint8]
    x_validation: Floats
    y_validation: NDArray[np.uint8]
    x_test: Floats
    y_test: NDArray[np.uint8]


def scale_pixels(images: NDArray[np.uint8], scale: bool = True) -> Floats:
    """Return uint8 images as float32: in [0, 1] if `scale`, else as they are, in [0, 255]."""
    return np.divide(images, 255.0 if scale else 1.0, dtype=np.float32)


def prepare_split(config: TrainConfig) -> Split:
    """Return MNIST's first `training_images` images, cut as Keras's `validation_split` cuts them.

    The last share validates and never trains; the test images are always all of them. The arrays
    are views of ones that later calls share.
    """
    dataset = load_dataset("mnist")
    images, x_test = _scale_all(config.scale_pixels)
    digits, cut, end = dataset.y_train, config.n_train, config.n_train + config.n_validation
    return Split(
        images[:cut], digits[:cut], images[cut:end], digits[cut:end], x_test, dataset.y_test
    )


@lru_cache(maxsize=1)  # 220 MB: one run after another mostly wants the same
def _scale_all(scale: bool) -> tuple[Floats, Floats]:
    dataset = load_dataset("mnist")
    return scale_pixels(dataset.x_train, scale), scale_pixels(dataset.x_test, scale)
