"""How much memory is free: on the machine, or in the container that this process is in."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

__all__ = ["list_group_room", "read_free_memory"]

_MEMBERSHIPS = Path("/proc/self/cgroup")  # Linux only
_GROUPS = Path("/sys/fs/cgroup")


class _Files(NamedTuple):
    """Where a control group says what it may use and what it uses."""

    limits: tuple[str, ...]
    used: str
    cache: str  # in `memory.stat`: pages of files that are given back when they are wanted


_V1 = _Files(("memory.limit_in_bytes",), "memory.usage_in_bytes", "total_inactive_file")
_V2 = _Files(("memory.max", "memory.high"), "memory.current", "inactive_file")


def read_free_memory() -> int:
    """Return the bytes that can still be had without swapping, on Linux, macOS and Windows."""
    free = [psutil.virtual_memory().available]
    if _MEMBERSHIPS.exists():
        free += list_group_room(_MEMBERSHIPS.read_text(encoding="utf-8"), _GROUPS)
    return max(0, min(free))


def list_group_room(memberships: str, root: Path) -> list[int]:
    """Return the bytes that are left to each limited control group above a process.

    memberships: the text of /proc/self/cgroup. root: where the groups are mounted, those of
    version 1 below `memory`. In a container its own group may be mounted there, under no name.
    """
    room = []
    for line in memberships.splitlines():
        _, controllers, name = line.split(":", 2)
        if not controllers:
            room += [_measure(folder, _V2) for folder in _walk_up(root, name)]
        elif "memory" in controllers.split(","):
            room += [_measure(folder, _V1) for folder in _walk_up(root / "memory", name)]
    return [left for left in room if left is not None]


def _walk_up(root: Path, name: str) -> Iterator[Path]:
    folder = root / name.strip("/")
    yield folder
    while folder != root:
        folder = folder.parent
        yield folder


def _measure(folder: Path, files: _Files) -> int | None:
    """Return what is left to one group, None if it is not limited or not there."""
    limits = [int(text) for name in files.limits if (text := _read(folder / name)).isdigit()]
    used = _read(folder / files.used)
    if not (limits and used):
        return None
    stat = dict(line.split() for line in _read(folder / "memory.stat").splitlines())
    return min(limits) - int(used) + int(stat.get(files.cache, 0))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
