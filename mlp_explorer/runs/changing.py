"""What may go wrong while something is kept in files, or removed."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mlp_explorer.errors import StoreError

__all__ = ["changing", "flush"]


@contextlib.contextmanager
def changing(path: Path, what: str) -> Iterator[None]:
    """Have what the system refuses be a StoreError that names the path. what: "written" or
    "removed"."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"store.not_{what}", path=str(path), reason=reason) from error


def flush(file: Any) -> None:
    """Have an open file on the disk before it, or its folder, takes another one's place."""
    file.flush()
    os.fsync(file.fileno())
