"""Fetched datasets in the home folder: a folder each, four arrays, written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path

import numpy as np

from mlp_explorer.data.about import About
from mlp_explorer.data.sources.source import Parts
from mlp_explorer.errors import DatasetError
from mlp_explorer.home import find_home

__all__ = [
    "check_here",
    "forget_unfinished",
    "is_here",
    "is_kept",
    "keep",
    "load_kept",
    "make_workplace",
]

_UNFINISHED = "unfinished-"


def is_here(about: About) -> bool:
    """Tell whether a dataset can be loaded, as far as it needs to be fetched at all."""
    return not about.is_fetched or is_kept(about)


def check_here(about: About) -> None:
    """Raise DatasetError where a dataset is to be fetched first."""
    if not is_here(about):
        raise DatasetError("fetching.missing", dataset=about.key)


def is_kept(about: About) -> bool:
    """Tell whether a dataset's arrays are in the home folder, whole."""
    return all(
        _measure(_find_place(about.key) / f"{name}.npy") > n_bytes
        for name, n_bytes in _list_sizes(about).items()
    )


def load_kept(about: About) -> Parts:
    """Return the arrays, read-only; of what nobody looks at, nothing is in memory.

    Raises DatasetError where they are not here.
    """
    check_here(about)
    place = _find_place(about.key)
    try:
        return Parts(
            *(np.asarray(np.load(place / f"{name}.npy", mmap_mode="r")) for name in Parts._fields)
        )
    except (OSError, ValueError) as error:
        raise DatasetError("fetching.missing", dataset=about.key) from error


@contextmanager
def make_workplace() -> Iterator[Path]:
    """Give a folder beside the datasets for what is not finished, and throw it away at the end."""
    root = _find_root()
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=_UNFINISHED, dir=root, ignore_cleanup_errors=True
    ) as workplace:
        yield Path(workplace)


def keep(about: About, parts: Parts, workplace: Path) -> None:
    """Keep the arrays: they are all there at once. Raises OSError, as of a full disk."""
    folder = workplace / about.key
    folder.mkdir()
    for name, array in parts._asdict().items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(file, array)
            file.flush()
            os.fsync(file.fileno())
    if is_kept(about):  # somebody was faster
        return
    place = _find_place(about.key)
    if place.exists():  # what is left of an accident
        shutil.rmtree(place)
    folder.rename(place)


def forget_unfinished() -> None:
    """Throw away what a process has left that ended in the midst of fetching."""
    for left in _find_root().glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _find_root() -> Path:
    return find_home() / "datasets"


def _find_place(key: str) -> Path:
    return _find_root() / key


def _list_sizes(about: About) -> dict[str, int]:
    """Return how many bytes the numbers of each array are; its file has a header, too."""
    sizes = (about.n_train * prod(about.shape), about.n_train)
    return dict(
        zip(
            Parts._fields,
            (*sizes, about.n_test * prod(about.shape), about.n_test),
            strict=True,
        )
    )


def _measure(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
