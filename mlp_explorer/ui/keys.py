"""Secrets of this server, a file each in the home folder, that no other account can read."""

import logging
import os
import re
import secrets
import stat
from pathlib import Path

from filelock import FileLock

from mlp_explorer.words import APP

__all__ = ["load_key"]

_KEY = re.compile(r"[\w-]{43}", re.ASCII)  # 32 bytes, as they stand in an address
_PATIENCE_S = 10  # with a process that makes the same secret
_LOG = logging.getLogger(__name__)


def load_key(folder: Path, name: str) -> str:
    """Return the secret of that name, made at the first time: letters, digits, `_` and `-`.

    Processes that make it at once get the same. A damaged one is made anew. Where the folder cannot
    be written, the secret is this process's alone, and the terminal says so.
    """
    path = folder / f"{name}.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _read(path) or _make(path)
    except OSError as error:
        _LOG.warning("%s", APP["no_key"].format(path=path, reason=error.strerror or error))
        return secrets.token_urlsafe(32)


def _read(path: Path) -> str | None:
    """Return the secret; None where there is none, or nothing whole. Raises OSError."""
    try:
        text = path.read_bytes().decode("ascii", "replace").strip()
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
    except FileNotFoundError:
        return None
    return text if _KEY.fullmatch(text) else None


def _make(path: Path) -> str:
    with FileLock(path.with_suffix(".lock"), timeout=_PATIENCE_S):
        return _read(path) or _write(path)


def _write(path: Path) -> str:
    """Keep a new secret, written beside its place and then moved there: it is whole."""
    key, part = secrets.token_urlsafe(32), path.with_suffix(".part")
    part.unlink(missing_ok=True)  # of a process that was killed here
    with open(part, "x", encoding="ascii", opener=_open_private) as file:
        file.write(key)
    part.replace(path)
    return key


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
