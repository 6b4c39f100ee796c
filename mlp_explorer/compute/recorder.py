"""What workers say, taken in order by one thread, as much at once as has come."""

import itertools
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any

from mlp_explorer.compute.cluster import Said

__all__ = ["Recorder"]

_CLOSE_S = 5
_LOG = logging.getLogger(__name__)


class Recorder:
    """Calls `take` with lists of messages, and between them the steps that came between them."""

    def __init__(self, take: Callable[[list[Said]], None]) -> None:
        self._take = take
        self._inbox: queue.SimpleQueue[Said | Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="record", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End after what has come so far, and wait for that."""
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(_CLOSE_S)

    def put(self, item: Said | Callable[[], None]) -> None:
        """Add a message, or a step to do after all messages that have come."""
        self._inbox.put(item)

    def _work(self) -> None:
        going_on = True
        while going_on:
            items = [self._inbox.get()]
            while not self._inbox.empty():
                items.append(self._inbox.get())
            going_on = None not in items
            for are_steps, group in itertools.groupby(filter(None, items), key=callable):
                try:
                    self._do(are_steps, list(group))
                except Exception:  # our own fault; the next ones must not suffer for it
                    _LOG.exception("a message was not taken")

    def _do(self, are_steps: bool, items: list[Any]) -> None:
        if not are_steps:
            return self._take(items)
        for step in items:
            step()
        return None
