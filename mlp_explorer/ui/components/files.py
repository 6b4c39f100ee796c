"""The files beside these modules: scripts and styles of the components."""

from pathlib import Path

__all__ = ["read_files"]

_HERE = Path(__file__).parent


def read_files(*names: str) -> str:
    """Return the files one after the other, as one script or style."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
