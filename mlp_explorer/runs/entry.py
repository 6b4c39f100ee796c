"""A run in memory: its record, its events, and who listens."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

from mlp_explorer.messages.events import Event
from mlp_explorer.runs.record import RunRecord

__all__ = ["Entry", "Numbered"]

Numbered = tuple[int, float, Event]  # its number, when it was said in seconds since 1970, it


@dataclass
class Entry:
    """A run in memory."""

    record: RunRecord
    next_number: int  # of its next event
    events: list[Numbered] | None = None  # by their numbers, some may be missing; None: not read
    listeners: set[Callable[[], object]] = field(default_factory=set)

    def notify(self) -> None:
        """Tell the listeners that something has changed."""
        for listener in tuple(self.listeners):
            listener()

    def find_newer(self, start: int) -> list[tuple[float, Event]]:
        """Return what there is of the events from number `start` on, as (seconds, event)."""
        events = self.events or []
        first = bisect_left(events, start, key=itemgetter(0))
        return [(time_s, event) for _, time_s, event in events[first:]]
