"""A lock that goes round: trainings on one worker take turns, in the order in which they asked."""

import threading
from collections import deque
from types import TracebackType

__all__ = ["Turns"]


class Turns:
    """Held with `with`; `pass_on` lets whoever waits have a turn first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held = False
        self._waiting: deque[threading.Event] = deque()

    def __enter__(self) -> None:
        """Wait for a turn."""
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

    def pass_on(self) -> None:
        """Between two epochs: let the others have theirs, then go on."""
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
