"""The files of own data: a folder a dataset, by its key, with an array a file.

A folder is written beside its place and then moved there, so it is whole or not there at all. The
arrays are mapped into memory, not read: a process has as much of them as it looks at.
"""

import contextlib
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data import About, Dataset
from mlp_explorer.data.own import name_content
from mlp_explorer.data.sources.source import Parts
from mlp_explorer.errors import Sentence, StoreError
from mlp_explorer.runs.changing import changing, flush
from mlp_explorer.runs.sharing import retry_while_open

__all__ = ["OwnFiles"]

_ABOUT, _PART = "about.json", "part"  # what is known of it; the folder that is being written
_TUPLES = ("shape", "classes", "features")
_VERSION = 1  # of `about.json`: another one where a reader of today would go wrong


class OwnFiles:
    """The files of all own data, below one folder. Thread-safe; only one process may write.

    Every method raises StoreError, with a sentence, if the disk is full, the folder cannot be read
    or written, or a file is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = threading.RLock()
        with changing(folder, "written"):
            folder.mkdir(parents=True, exist_ok=True)

    def write(self, dataset: Dataset) -> None:
        """Keep a dataset; nothing where it is there and whole."""
        part, whole = self._folder / _PART, self._folder / dataset.about.key
        with self._writing, changing(whole, "written"):
            with contextlib.suppress(StoreError):
                self.check(dataset.about.key)
                return
            shutil.rmtree(part, ignore_errors=True)  # of a process that was killed
            try:
                part.mkdir()
                for name, array in zip(Dataset._fields, dataset[:4], strict=False):
                    with (part / f"{name}.npy").open("wb") as file:
                        np.save(file, array, allow_pickle=False)
                        flush(file)
                with (part / _ABOUT).open("w", encoding="utf-8") as file:
                    file.write(_write_about(dataset.about))
                    flush(file)
                if whole.exists():  # and damaged
                    retry_while_open(lambda: shutil.rmtree(whole))
                retry_while_open(lambda: part.replace(whole))
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise

    def read(self, key: str) -> Dataset:
        """Return a dataset, its arrays read-only and mapped into memory."""
        with _reading(key):
            about = self.read_about(key)
            arrays = [self._map(key, name) for name in Dataset._fields[:4]]
            shapes = [array.shape for array in arrays]
            examples = [(count, *about.shape) for count in (about.n_train, about.n_test)]
            if shapes != [examples[0], examples[0][:1], examples[1], examples[1][:1]]:
                raise ValueError(shapes)
            return Dataset(*Parts(*arrays), about)

    def read_about(self, key: str) -> About:
        """Return what is known of a dataset, without its arrays."""
        with _reading(key):
            return _read_about((self._folder / key / _ABOUT).read_text(encoding="utf-8"))

    def check(self, key: str) -> Dataset:
        """Return a dataset, once all of it was read and found to be what its key says."""
        dataset = self.read(key)
        if name_content(dataset).about.key != key:
            raise StoreError("store.data_damaged", key=key)
        return dataset

    def delete(self, key: str) -> None:
        """Remove a dataset; nothing where there is none."""
        path = self._folder / key
        with self._writing, changing(path, "removed"):
            if path.exists():
                retry_while_open(lambda: shutil.rmtree(path))

    def list_keys(self) -> list[str]:
        """Return the keys of what is there, whole or not."""
        with changing(self._folder, "written"):
            return [each.name for each in self._folder.iterdir() if each.name != _PART]

    def _map(self, key: str, name: str) -> NDArray[Any]:
        path = self._folder / key / f"{name}.npy"
        # as a plain array: what is copied or sent of it must not know of the file
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _write_about(about: About) -> str:
    notes = [note.to_text() for note in about.notes]
    values = {name: value for name, value in asdict(about).items() if name not in ("notes",)}
    return json.dumps({"version": _VERSION, **values, "notes": notes}, ensure_ascii=False, indent=1)


def _read_about(text: str) -> About:
    values = json.loads(text)
    if values.pop("version") != _VERSION:
        raise ValueError("another version has written it")
    values |= {name: tuple(values[name]) for name in _TUPLES}
    return About(**values | {"notes": tuple(map(Sentence.from_text, values["notes"]))})


@contextlib.contextmanager
def _reading(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError("dataset.gone", key=key) from error
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise StoreError("store.data_damaged", key=key) from error
