"""Groups of arrays, and numbers about them, as the bytes of a file of HDF5 with a checksum.

The checksum is behind the end of what HDF5 reads, so other programs can open the files too. It is
compared first: HDF5's own checksums take some wrong numbers for right ones, and its library may
never come back from a damaged file. It works in memory, as it comes to harm on a full disk, too.
"""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import h5py
import hdf5plugin
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.messages.fingerprint import DIGEST_BYTES, Arrays, digest

__all__ = ["pack", "peek", "unpack"]

# the tutorial's weights: an eighth smaller in 2 ms, as with zstd in 5; HDF5's own gzip needs 20
_PACKING = hdf5plugin.Blosc(cname="lz4", clevel=5, shuffle=hdf5plugin.Blosc.BITSHUFFLE)


def pack(groups: Mapping[str, Arrays], about: Mapping[str, Any]) -> bytes:
    """Return the file.

    groups: arrays of any dtype and shape that has no 0 in it. about: what JSON can hold, and
    numbers of NumPy.
    """
    body = io.BytesIO()
    with h5py.File(body, "w", libver="latest") as file:
        file.attrs["about"] = json.dumps(dict(about), default=np.generic.item)
        for name, arrays in groups.items():
            group = file.create_group(name)
            for index, array in enumerate(arrays):
                options = {"chunks": array.shape, **_PACKING} if array.ndim else {}
                group.create_dataset(str(index), data=array, **options)
    return body.getvalue() + digest(body.getbuffer())


def unpack(content: bytes) -> tuple[dict[str, list[NDArray[Any]]], dict[str, Any]]:
    """Return groups and numbers as `pack` got them. Raises ValueError if the file is damaged."""
    with _open(content) as file:
        return {name: _get(file[name]) for name in file}, json.loads(file.attrs["about"])


def peek(content: bytes) -> dict[str, Any]:
    """Return the numbers alone, without unpacking arrays. Raises ValueError as `unpack` does."""
    with _open(content) as file:
        about: dict[str, Any] = json.loads(file.attrs["about"])
        return about


@contextmanager
def _open(content: bytes) -> Iterator[h5py.File]:
    body, checksum = content[:-DIGEST_BYTES], content[-DIGEST_BYTES:]
    if digest(body) != checksum:
        raise ValueError("the checksum is not that of the content")
    with h5py.File(io.BytesIO(body), "r") as file:
        yield file


def _get(group: h5py.Group) -> list[NDArray[Any]]:
    return [np.asarray(group[str(index)][()]) for index in range(len(group))]
