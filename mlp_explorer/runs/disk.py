"""How much of the disk runs take, and how much they may."""

import contextlib
import os
from pathlib import Path

from mlp_explorer.errors import StoreError

__all__ = ["DISK_VARIABLE", "DiskMeter", "read_limit"]

DISK_VARIABLE = "MLP_EXPLORER_DISK"
_GB = 1e9
_DEFAULT_GB = 10.0


def read_limit() -> float:
    """Return how many bytes all runs may take together. Raises StoreError for a bad setting."""
    text = os.environ.get(DISK_VARIABLE, "").strip()
    try:
        limit = float(text) if text else _DEFAULT_GB
    except ValueError:
        limit = 0.0
    if not 0 < limit < float("inf"):
        raise StoreError("store.disk_setting", variable=DISK_VARIABLE, got=text[:40])
    return limit * _GB


class DiskMeter:
    """Weighs the folders of runs, each again only when a file of it has come or gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[int, int]] = {}  # run → its folder's time, bytes

    def measure(self) -> dict[str, int]:
        """Return how many bytes each run's files take, by its id. A file that two share counts
        twice. Raises StoreError."""
        try:
            with os.scandir(self._folder) as found:
                times = {each.name: each.stat().st_mtime_ns for each in found if each.is_dir()}
            known = self._known
            self._known = {
                name: known[name]
                if name in known and known[name][0] == time
                else (time, _weigh(self._folder / name))
                for name, time in times.items()
            }
        except OSError as error:
            reason = error.strerror or str(error)
            path = str(self._folder)
            raise StoreError("store.not_written", path=path, reason=reason) from error
        return {name: n_bytes for name, (_, n_bytes) in self._known.items()}


def _weigh(folder: Path) -> int:
    """Return the bytes of a folder's files; one that has just been replaced counts for nothing."""
    n_bytes = 0
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as found:
        for each in found:
            n_bytes += each.stat().st_size
    return n_bytes
