"""The folder in which everything is kept: which one it is, and that nobody else uses it."""

import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from mlp_explorer.errors import StoreError

__all__ = ["find_home", "HOME_VARIABLE", "take_home"]

HOME_VARIABLE = "MLP_EXPLORER_HOME"
_DEFAULT_HOME = "~/.mlp-explorer"


def find_home() -> Path:
    """Return the folder of the runs that the environment names."""
    home = os.environ.get(HOME_VARIABLE, "").strip() or _DEFAULT_HOME
    return Path(home).expanduser().absolute()


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
