"""How a network does on many images: which digit it takes for which."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config.choices import CLASSES
from mlp_explorer.network.network import Network

__all__ = ["count_confusion"]


def count_confusion(
    network: Network, images: NDArray[Any], digits: NDArray[Any], batch: int = 2000
) -> NDArray[np.int64]:
    """Return how often each digit got each answer: (10, 10) int64, rows the right digit.

    images: (n, 28, 28) uint8, 0 to 255. digits: (n,) integers, 0 to 9, the right answers.
    batch: images that are read at once; it changes memory and time, not the counts.
    Raises ValueError if there is not one digit an image.
    """
    if digits.shape != images.shape[:1]:
        raise ValueError(
            f"digits: shape {digits.shape} arrived; allowed is {images.shape[:1]}, one an image."
        )
    counts = np.zeros(CLASSES * CLASSES, dtype=np.int64)
    for first in range(0, len(images), batch):
        part = slice(first, first + batch)
        answers = _answer(network, images[part])
        # as int64, since 10 · 26 is already too much for the digits' uint8
        cells = CLASSES * digits[part].astype(np.int64) + answers
        counts += np.bincount(cells, minlength=CLASSES * CLASSES)
    return counts.reshape(CLASSES, CLASSES)


def _answer(network: Network, images: NDArray[Any]) -> NDArray[np.int64]:
    """Return the digit that the network takes each image for: (n,) int64."""
    return network.predict(np.divide(images, 255, dtype=np.float32)).argmax(axis=1)
