"""Files of pictures, from wherever people have them, as one dataset."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.dataset import Dataset
from mlp_explorer.data.files.arrays import read_arrays
from mlp_explorer.data.files.brought import Brought, Part, PictureChoices
from mlp_explorer.data.files.classes import number_classes
from mlp_explorer.data.files.entries import Entries
from mlp_explorer.data.files.folders import read_folders
from mlp_explorer.data.files.pixel_table import read_pixel_tables
from mlp_explorer.data.own import Examples, make_own_dataset
from mlp_explorer.errors import Sentence

__all__ = [
    "PictureChoices",
    "read_all_pictures",
    "read_pictures",
    "UnlabelledPictures",
]

_LIGHT = 0.6  # of white: paper is at least so light
_NEAR = 0.1  # of white: so alike is paper
_SAMPLE = 2000


class UnlabelledPictures(NamedTuple):
    """Pictures (n, height, width) uint8, white ink on black, and what there is to say of them."""

    pictures: NDArray[np.uint8]
    notes: tuple[Sentence, ...]


def read_pictures(
    entries: Entries,
    choices: PictureChoices = PictureChoices(),  # noqa: B008 (frozen)
) -> Dataset | None:
    """Return the pictures in files as a dataset; None where these are no files of pictures.

    Arrays (`.npz`, `.npy`, IDX), tables of pixels, and pictures in folders, also in a zip or a
    gzip. Pictures are (n, height, width) uint8, white ink on black, up to 64 × 64; those that are
    brought into MNIST's form have 28 × 28. `about.notes` say what was understood and left out.
    Raises `DatasetError` for what cannot be read, or cannot be learned from.
    """
    brought = _read(entries, choices, has_answers=True)
    return _make_dataset(brought) if brought else None


def read_all_pictures(
    entries: Entries,
    choices: PictureChoices = PictureChoices(),  # noqa: B008 (frozen)
) -> UnlabelledPictures | None:
    """Return all pictures in files, for a network to say what they are; None where there are none.

    They are read as `read_pictures` does it; answers, folders and parts do not count.
    """
    brought = _read(entries, choices, has_answers=False)
    if brought is None:
        return None
    return UnlabelledPictures(brought.parts["train"].pictures, tuple(brought.said))


def _read(entries: Entries, choices: PictureChoices, has_answers: bool) -> Brought | None:
    brought = (
        read_arrays(entries.found, has_answers)
        or read_folders(entries, choices, has_answers)
        or read_pixel_tables(entries.found, choices, has_answers)
    )
    if brought is None:
        return None
    if entries.n_system:
        brought.said.append(Sentence("pictures.left_system", {"count": entries.n_system}))
    _turn(brought, choices)
    _invert(brought, choices)
    return brought


def _turn(brought: Brought, choices: PictureChoices) -> None:
    """Mirror pictures at their diagonal, where that is wished, or all of them are EMNIST's."""
    wished = choices.transposed
    if brought.is_emnist if wished is None else wished:
        for key, part in brought.parts.items():
            upright = np.ascontiguousarray(part.pictures.swapaxes(1, 2))
            brought.parts[key] = Part(upright, part.labels)
        brought.said.append(Sentence("pictures.turned"))


def _invert(brought: Brought, choices: PictureChoices) -> None:
    """Make white ink of dark ink, where that is wished, or the set shows paper that is light."""
    if brought.is_inked:
        return
    wished = choices.inverted
    pictures = next(iter(brought.parts.values())).pictures
    if _is_on_light_paper(pictures) if wished is None else wished:
        for part in brought.parts.values():
            np.subtract(255, part.pictures, out=part.pictures)
        brought.said.append(Sentence("pictures.inverted"))


def _is_on_light_paper(pictures: NDArray[np.uint8]) -> bool:
    """Tell whether the rims of a set of pictures are light, and mostly alike."""
    some = pictures[:: -(-len(pictures) // _SAMPLE)]
    rims = [some[:, 0], some[:, -1], some[:, :, 0], some[:, :, -1]]
    rim = np.concatenate([each.ravel() for each in rims]).astype(np.float32) / 255
    paper = float(np.median(rim))
    return paper >= _LIGHT and float(np.mean(np.abs(rim - paper) <= _NEAR)) >= 0.5


def _make_dataset(brought: Brought) -> Dataset:
    labels = {key: part.labels for key, part in brought.parts.items()}
    answers, classes = number_classes(labels, brought.names)
    parts = {
        key: _keep_known(part.pictures, answers[key], brought.said)
        for key, part in brought.parts.items()
    }
    test = parts.get("test")
    if test and not len(test[1]):
        test = None
    return make_own_dataset(
        parts["train"],
        test=test,
        validation=parts.get("validation"),
        classes=classes,
        notes=brought.said,
    )


def _keep_known(
    pictures: NDArray[np.uint8], numbers: NDArray[np.int64], said: list[Sentence]
) -> Examples:
    """Return the pictures of classes that can be learned, with their numbers as bytes."""
    known = numbers >= 0
    if not known.all():
        said.append(Sentence("pictures.left_unknown", {"count": int((~known).sum())}))
        pictures, numbers = pictures[known], numbers[known]
    return pictures, numbers.astype(np.uint8)
