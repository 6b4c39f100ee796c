"""Test images, for whoever wants to see a digit without drawing it."""

import numpy as np

from mlp_explorer.data import load_dataset
from mlp_explorer.ui.sketch import Sketch, make_grey_picture

__all__ = ["find_specimen"]


def find_specimen(digit: int, turn: int) -> Sketch:
    """Return MNIST's test image number `turn` of a digit as a drawing; after the last, the first.

    digit: 0 to 9. turn: at least 0.
    """
    dataset = load_dataset()
    places = np.flatnonzero(np.asarray(dataset.y_test) == digit)
    return make_grey_picture(np.array(dataset.x_test[places[turn % len(places)]]))
