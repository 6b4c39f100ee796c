"""What kind of file system a folder is on: over a network, SQLite's write-ahead log is not safe."""

import re
from pathlib import Path

__all__ = ["find_network", "read_kind"]

_MOUNTS = Path("/proc/self/mounts")  # Linux; elsewhere nothing is known
_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ncpfs|lustre|ceph|beegfs|fuse\.(sshfs|glusterfs)")


def find_network(folder: Path) -> str:
    """Return the kind of the file system, such as "nfs4", where it is one over a network; else
    nothing, as where it cannot be known."""
    kind = read_kind(folder, _MOUNTS)
    return kind if _NETWORK.fullmatch(kind) else ""


def read_kind(folder: Path, mounts: Path) -> str:
    """Return the kind of file system that a list of mounts has for a folder; nothing where there is
    no such list."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    places = [(_unescape(place), kind) for _, place, kind, *_ in map(str.split, lines)]
    over = [(len(place), kind) for place, kind in places if folder.resolve().is_relative_to(place)]
    # of several at one place, the last one covers the others: `max` returns the first
    return max(reversed(over), key=lambda each: each[0], default=(0, ""))[1]


def _unescape(place: str) -> str:
    """Return a path whose blanks and the like are octal numbers there."""
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), place)
