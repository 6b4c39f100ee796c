"""The home folder, where all that is kept lies: runs, keys, fetched datasets."""

import os
from pathlib import Path

__all__ = ["find_home", "HOME_VARIABLE"]

HOME_VARIABLE = "MLP_EXPLORER_HOME"
_DEFAULT_HOME = "~/.mlp-explorer"


def find_home() -> Path:
    """Return the folder that the environment names; it need not be there yet."""
    home = os.environ.get(HOME_VARIABLE, "").strip() or _DEFAULT_HOME
    return Path(home).expanduser().absolute()
