"""A short name for the content of arrays."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Arrays", "digest", "DIGEST_BYTES", "fingerprint"]

Arrays = Sequence[NDArray[Any]]
DIGEST_BYTES = 16


def digest(*parts: bytes | memoryview) -> bytes:
    """Return 16 bytes that are the same for the same content only (BLAKE2b, RFC 7693)."""
    whole = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        whole.update(part)
    return whole.digest()


def fingerprint(arrays: Arrays) -> str:
    """Return a text that is the same for the same shapes, dtypes and values only."""
    parts = (part for a in arrays for part in (f"{a.dtype} {a.shape}".encode(), _look_at(a)))
    return digest(*parts).hex()


def _look_at(array: NDArray[Any]) -> memoryview:
    """Return the bytes of an array; a copy only where they do not lie in order."""
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
