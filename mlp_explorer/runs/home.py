"""The home folder is this app's alone."""

import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from mlp_explorer.errors import StoreError
from mlp_explorer.home import HOME_VARIABLE

__all__ = ["take_home"]


def take_home(home: Path) -> FileLock:
    """Make the folder if need be, and lock it. Raises StoreError."""
    _check_name(home)
    lock = FileLock(home / "lock", thread_local=False)  # who lets go of it may be another thread
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError("store.another_app", home=str(home), variable=HOME_VARIABLE) from None
    except OSError as error:
        raise StoreError(
            "store.no_folder", home=str(home), reason=error.strerror, variable=HOME_VARIABLE
        ) from error
    return lock


def _check_name(home: Path) -> None:
    """Refuse a name that Python could not read as text: neither SQLite nor a page could show it."""
    try:
        str(home).encode()
    except UnicodeEncodeError:
        name = os.fsencode(home).decode(errors="replace")
        encoding = sys.getfilesystemencoding()
        raise StoreError(
            "store.letters", name=name, encoding=encoding, variable=HOME_VARIABLE
        ) from None
