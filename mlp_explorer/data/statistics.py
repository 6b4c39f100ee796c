"""What can be said of a dataset before anything is trained on it."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["count_classes", "mean_images"]


def count_classes(labels: NDArray[np.uint8], n_classes: int = 10) -> NDArray[np.int64]:
    """Return how often each class occurs: (n_classes,) int64. labels: (n,), from 0."""
    return np.bincount(labels, minlength=n_classes)


def mean_images(
    images: NDArray[np.uint8], labels: NDArray[np.uint8], n_classes: int = 10
) -> NDArray[np.float32]:
    """Return the mean image of each class: (n_classes, height, width) float32 in [0, 255].

    images: (n, height, width). A class that does not occur gives a black image.
    """
    means = np.zeros((n_classes, *images.shape[1:]), dtype=np.float32)
    for label in np.unique(labels):
        # uint32 sums are exact and a tenth of the memory of a float64 copy
        members = images[labels == label]
        means[label] = members.sum(axis=0, dtype=np.uint32) / len(members)
    return means
