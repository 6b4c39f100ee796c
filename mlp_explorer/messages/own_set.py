"""Own drawings as a training gets them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.messages.fingerprint import fingerprint

__all__ = ["OwnSet"]


class OwnSet(NamedTuple):
    """Drawings to train on, which never change: digits (n, 28, 28) uint8, labels (n,) uint8."""

    digits: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    @property
    def id(self) -> str:
        """16 hexadecimal digits, the same for the same drawings only."""
        return fingerprint(self)[:16]
