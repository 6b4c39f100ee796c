"""The styles beside these modules; and what components say."""

from pathlib import Path
from typing import Any

__all__ = ["read_count", "read_files", "write_key"]

_HERE = Path(__file__).parent


def read_files(*names: str) -> str:
    """Return the files one after the other, as one style."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def read_count(said: Any) -> int | None:
    """Return the whole number that a component has said, None for anything else."""
    return said if type(said) is int else None


def write_key(name: str) -> str:
    """Return a component's key: Streamlit 1.67 refuses “__”, which may be in a run's id."""
    return name.replace("__", "_.")
