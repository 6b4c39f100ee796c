"""A lock that goes round: who has waited longest is next (first in, first out)."""

import threading
from collections import deque
from types import TracebackType

__all__ = ["FairLock"]


class FairLock:
    """Held with `with`; `yield_to_others` lets whoever waits have it first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        """Acquire the lock."""
        called = threading.Event()
        with self._lock:
            if not self._held:
                self._held = True
                return
            self._waiting.append(called)
        called.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hand over to the one that has waited longest."""
        self._hand_over()

    def yield_to_others(self) -> None:
        """Release the lock, and acquire it again behind all who wait by now."""
        called = threading.Event()
        with self._lock:
            if not self._waiting:
                return
            self._waiting.append(called)
        self._hand_over()
        called.wait()

    def _hand_over(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False
