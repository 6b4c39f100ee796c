"""What people have drawn and named, as a dataset."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.dataset import Dataset
from mlp_explorer.data.files.classes import MOST_CLASSES
from mlp_explorer.data.files.names import sort_names
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.errors import DatasetError

__all__ = ["make_drawn_dataset"]


def make_drawn_dataset(names: Sequence[str], pictures: NDArray[np.uint8]) -> Dataset:
    """Return drawings as a dataset whose classes are their names.

    names: (n,). pictures: (n, 28, 28), 0 for none to 255 for full ink. Raises DatasetError for
    fewer than two names or more than a hundred, and for too few drawings.
    """
    classes = sort_names(sorted(set(names)))
    if len(classes) < 2:
        raise DatasetError("dataset.one_name", count=len(classes))
    if len(classes) > MOST_CLASSES:
        shown = ", ".join(classes[:3])
        raise DatasetError(
            "pictures.many_classes", got=len(classes), names=shown, most=MOST_CLASSES
        )
    places = {name: place for place, name in enumerate(classes)}
    answers = np.array([places[name] for name in names], np.uint8)
    return make_own_dataset((pictures, answers), classes=classes)
