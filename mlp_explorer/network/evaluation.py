"""How a network does on many examples: which class it takes for which, which numbers it answers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.arrays import Float32s
from mlp_explorer.data import find_answer_scale
from mlp_explorer.network.network import Network

__all__ = ["answer_numbers", "count_confusion"]


def count_confusion(
    network: Network, examples: NDArray[Any], labels: NDArray[Any], batch: int = 2000
) -> NDArray[np.int64]:
    """Return how often each class got each answer: (classes, classes) int64, rows the right one.

    examples: pictures (n, height, width) uint8, or rows (n, features) scaled as for the training.
    labels: (n,) integers, the numbers of the right classes.
    batch: examples that are read at once; it changes memory and time, not the counts.
    Raises ValueError if there is not one label an example.
    """
    if labels.shape != examples.shape[:1]:
        raise ValueError(f"labels: shape {labels.shape} arrived; allowed is {examples.shape[:1]}.")
    about = network.config.about
    n_classes, white = len(about.classes), about.white if about.kind == "pictures" else 1.0
    counts = np.zeros(n_classes * n_classes, dtype=np.int64)
    for first in range(0, len(examples), batch):
        part = slice(first, first + batch)
        answers = network.decide(np.divide(examples[part], white, dtype=np.float32))
        # as int64, since 10 · 26 is already too much for the labels' uint8
        cells = n_classes * labels[part].astype(np.int64) + answers
        counts += np.bincount(cells, minlength=n_classes * n_classes)
    return counts.reshape(n_classes, n_classes)


def answer_numbers(network: Network, examples: NDArray[Any]) -> Float32s:
    """Return a network's answers in their own unit, (n,), where they are numbers.

    examples: (n, features) scaled as for the training.
    """
    scale = find_answer_scale(*network.config.data)
    return scale.undo(network.predict(examples))[:, 0]
