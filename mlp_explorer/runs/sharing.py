"""Files that somebody else has open: meanwhile Windows does not replace or remove them, and while
it does so, it does not open them."""

import time
from collections.abc import Callable
from typing import TypeVar

__all__ = ["retry_while_open"]

_PATIENCE_S = 5.0
_PAUSE_S = 0.02
_IN_USE = (5, 32)  # Windows' ERROR_ACCESS_DENIED and ERROR_SHARING_VIOLATION
_T = TypeVar("_T")


def retry_while_open(act: Callable[[], _T]) -> _T:
    """Return what `act` does to a file, as soon as nobody else is at it.

    Raises OSError, as `act` does, if that takes more than some seconds.
    """
    last_s = time.monotonic() + _PATIENCE_S
    while True:
        try:
            return act()
        except PermissionError as error:
            in_use = getattr(error, "winerror", None) in _IN_USE
            if not in_use or time.monotonic() > last_s:
                raise
        time.sleep(_PAUSE_S)
