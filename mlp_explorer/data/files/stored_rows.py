"""An array in a file, read a block of rows at a time: little of it is in memory.

The file is one as NumPy writes it, `.npy`, or has the form of MNIST's own, IDX, as Yann LeCun
described it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.files.entries import Entry
from mlp_explorer.errors import DatasetError

__all__ = ["read_idx_header", "read_npy_header", "StoredRows"]

_BLOCK = 4_000_000  # bytes
_MOST_AT_ONCE = 300_000_000  # bytes
_NPY_HEADERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
_IDX_TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_MOST_IDX_AXES = 4


@dataclass(frozen=True)
class StoredRows:
    """An array that a file holds. start: the bytes before it. by_column: in Fortran's order."""

    entry: Entry
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    start: int
    by_column: bool = False

    def __post_init__(self) -> None:
        """Raise `DatasetError` where the file is shorter than the array."""
        if self.entry.size < self.start + self.n_bytes:
            raise DatasetError("dataset.damaged", name=self.entry.name)

    @property
    def name(self) -> str:
        """Return what it is called: the name of its file, without what says the file's kind."""
        return self.entry.name.removesuffix(".npy")

    @property
    def n_bytes(self) -> int:
        """Return how many bytes it takes."""
        return prod(self.shape) * self.dtype.itemsize

    def read_blocks(self) -> Iterator[NDArray[Any]]:
        """Give the rows in blocks of some megabytes, or of as many as cannot be told apart."""
        per_row = prod(self.shape[1:]) * self.dtype.itemsize
        rows = len(self) if self.by_column else max(1, _BLOCK // max(1, per_row))
        self._check_size(min(rows, len(self)) * per_row)
        with self.entry.open() as stream:
            stream.read(self.start)
            for first in range(0, len(self), rows):
                count = min(rows, len(self) - first)
                yield self._arrange(stream.read(count * per_row), count)

    def read_all(self) -> NDArray[Any]:
        """Return the whole array, of at most 300 MB."""
        self._check_size(self.n_bytes)
        return np.concatenate(list(self.read_blocks()) or [np.zeros(self.shape, self.dtype)])

    def __len__(self) -> int:
        return self.shape[0]

    def _check_size(self, n_bytes: int) -> None:
        if n_bytes > _MOST_AT_ONCE:
            most, got = _MOST_AT_ONCE / 1e9, n_bytes / 1e9
            raise DatasetError("dataset.large_file", name=self.entry.name, got=got, most=most)

    def _arrange(self, content: bytes, count: int) -> NDArray[Any]:
        try:
            numbers = np.frombuffer(content, self.dtype)
            shape = (count, *self.shape[1:])
            return numbers.reshape(shape[::-1]).T if self.by_column else numbers.reshape(shape)
        except ValueError as error:
            raise DatasetError("dataset.damaged", name=self.entry.name) from error


def read_npy_header(entry: Entry) -> StoredRows | None:
    """Return the array of a `.npy` file, not read yet; None where it holds objects, or one number.

    Objects are pickles, which can run any code, and so are never opened.
    """
    with entry.open() as stream:
        try:
            version = np.lib.format.read_magic(stream)
            shape, by_column, dtype = _NPY_HEADERS[version](stream)
        except Exception as error:  # of a damaged header NumPy raises what its tokenizer does
            raise DatasetError("dataset.damaged", name=entry.name) from error
        if dtype.hasobject or dtype.names or not dtype.itemsize or not shape or min(shape) < 0:
            return None
        return StoredRows(entry, shape, dtype, stream.tell(), by_column and len(shape) > 1)


def read_idx_header(entry: Entry, start: bytes) -> StoredRows | None:
    """Return the array of an IDX file, not read yet; None if it is none.

    start: the file's first bytes. They are two zeros, the kind of its numbers, how many axes it
    has, and the length of each.
    """
    if len(start) < 8 or start[:2] != b"\0\0":
        return None
    kind, n_axes = start[2], start[3]
    if kind not in _IDX_TYPES or not 1 <= n_axes <= _MOST_IDX_AXES or len(start) < 4 + 4 * n_axes:
        return None
    shape = struct.unpack_from(f">{n_axes}I", start, 4)
    return StoredRows(entry, shape, np.dtype(_IDX_TYPES[kind]), 4 + 4 * n_axes)
