"""Records and events in the database; what was read lately stays in memory.

What memory says is in the database before anybody is told of it.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import RunNotFoundError, StoreError
from mlp_explorer.messages.events import Event
from mlp_explorer.messages.states import RunState
from mlp_explorer.runs import rows
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.record import RunRecord, RunSummary, UnreadableRun, make_id

__all__ = ["Runs"]

_MOST_CACHED = 64  # runs in memory besides those that go on or are watched
_LOG = logging.getLogger(__name__)


@dataclass
class _Entry:
    """A run in memory."""

    record: RunRecord
    n_events: int
    events: list[tuple[float, Event]] | None = None  # None: not read yet
    listeners: set[Callable[[], object]] = field(default_factory=set)

    def notify(self) -> None:
        for listener in tuple(self.listeners):
            listener()


class Runs:
    """Thread-safe: the engine's threads append, pages and routes read.

    Every method raises StoreError, with a sentence, if the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries: OrderedDict[str, _Entry] = OrderedDict()  # the database's lock guards them

    def create(
        self, config: TrainConfig, owner: str = "", group_id: str | None = None
    ) -> RunRecord:
        """Add a queued run. Its id cannot be guessed.

        owner: who may change it, see `ui/owner.py`; empty: nobody but the host.
        """
        record = RunRecord(make_id(), config, time.time(), owner=owner, group_id=group_id)
        self.add(record)
        return record

    def add(self, record: RunRecord, epochs: Sequence[tuple[float, Event]] = ()) -> None:
        """Add a run, with epochs that it takes over from another: (seconds since 1970, event)."""
        for _, epoch in epochs:
            record = record.after(epoch)
        with self._database.lock:
            with self._database.write() as connection:
                rows.insert_run(connection, record)
                for number, (time_s, epoch) in enumerate(epochs):
                    rows.insert_event(connection, record.id, number, time_s, epoch)
            self._entries[record.id] = _Entry(record, len(epochs))
            self._forget_old_ones()

    def get(self, run_id: str) -> RunRecord:
        """Return the run's record. Raises RunNotFoundError."""
        return self._entry(run_id).record

    def list_runs(self, /, *, deleted: bool = False, **wanted: Any) -> list[RunSummary]:
        """Return runs, the newest first; deleted: those thrown away, instead of the others.

        wanted: `id`, `owner`, `group_id` or `state`, and the value that it must have, or a list.
        """
        with self._database.read() as connection:
            return rows.select_summaries(connection, deleted=deleted, **wanted)

    def list_unreadable(self, /, **wanted: Any) -> list[UnreadableRun]:
        """Return the runs that `list_runs` leaves out, as this version cannot read them."""
        with self._database.read() as connection:
            return rows.select_unreadable(connection, **wanted)

    def change(self, /, run_id: str, **values: Any) -> RunRecord:
        """Change fields of a run's record, and return it. Raises RunNotFoundError."""
        return self._update(run_id, lambda record: replace(record, **values))

    def queue(self, run_id: str, config: TrainConfig) -> RunRecord:
        """Let a run that is not active go on, with this configuration. Raises RunNotFoundError."""

        def go_on(record: RunRecord) -> RunRecord:
            if record.state.is_active():
                return record
            return replace(record, state=RunState.QUEUED, config=config, problem="")

        return self._update(run_id, go_on)

    def end(
        self, run_id: str, state: RunState, problem: str = "", weights_epoch: int | None = None
    ) -> None:
        """Put an active run into a state that is not. Raises RunNotFoundError.

        weights_epoch: whose weights are its network from now on. What cannot be written is in
        memory all the same, so that the page hears of it; after a restart it is “interrupted”.
        """

        def come_to_an_end(record: RunRecord) -> RunRecord:
            if not record.state.is_active():
                return record
            return replace(record, state=state, problem=problem, weights_epoch=weights_epoch)

        try:
            self._update(run_id, come_to_an_end)
        except StoreError as error:
            _LOG.error("the end of run %s is not kept: %s", run_id, error)
            entry = self._entry(run_id)
            entry.record = come_to_an_end(entry.record)
            entry.notify()

    # --- events -----------------------------------------------------------------------------

    def append(self, run_id: str, event: Event, time_s: float | None = None) -> None:
        """Add what the training said, and tell the listeners; a run that is not active stays.

        time_s: when it was said, seconds since 1970. Raises RunNotFoundError.
        """
        self.append_all([(run_id, event, time.time() if time_s is None else time_s)])

    def append_all(self, messages: Sequence[tuple[str, Event, float]]) -> None:
        """Add many at once, all or none: (run id, event, seconds since 1970) each."""
        with self._database.lock:
            added: dict[str, list[tuple[float, Event]]] = {}
            for run_id, event, time_s in messages:
                if self.get(run_id).state.is_active():
                    added.setdefault(run_id, []).append((time_s, event))
            after = {run_id: self.get(run_id) for run_id in added}
            with self._database.write() as connection:
                for run_id, events in added.items():
                    first = self._entry(run_id).n_events
                    for number, (time_s, event) in enumerate(events, first):
                        rows.insert_event(connection, run_id, number, time_s, event)
                        after[run_id] = after[run_id].after(event)
                    if after[run_id] is not self.get(run_id):
                        rows.update_run(connection, after[run_id])
            for run_id, events in added.items():
                entry = self._entry(run_id)
                entry.record = after[run_id]
                entry.n_events += len(events)
                if entry.events is not None:
                    entry.events.extend(events)
        for run_id in added:
            self._entry(run_id).notify()

    def read_events(self, run_id: str, start: int = 0) -> list[tuple[float, Event]]:
        """Return (seconds since 1970, event) from number `start` on. Raises RunNotFoundError."""
        with self._database.lock:
            entry = self._entry(run_id)
            if entry.events is None:
                with self._database.read() as connection:
                    entry.events = rows.select_events(connection, run_id)
            return entry.events[start:]

    def listen(self, run_id: str, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` after each change, in the changing thread, until the returned function
        is called. Raises RunNotFoundError."""
        with self._database.lock:
            listeners = self._entry(run_id).listeners
            listeners.add(listener)
        return lambda: listeners.discard(listener)

    def notify(self, run_id: str) -> None:
        """Tell a run's listeners. Raises RunNotFoundError."""
        self._entry(run_id).notify()

    def recover(self, before_s: float) -> list[str]:
        """Put right what an app that is no more has left; return the ids of the runs that are gone:
        those thrown away before that time, seconds since 1970."""
        with self._database.write() as connection:
            rows.interrupt_running(connection)
            return rows.delete_runs(connection, before_s)

    # --- memory -----------------------------------------------------------------------------

    def _update(self, run_id: str, change: Callable[[RunRecord], RunRecord]) -> RunRecord:
        with self._database.lock:
            entry = self._entry(run_id)
            record = change(entry.record)
            if record == entry.record:
                return record
            with self._database.write() as connection:
                rows.update_run(connection, record)
            entry.record = record
        entry.notify()
        return record

    def _entry(self, run_id: str) -> _Entry:
        with self._database.lock:
            if run_id not in self._entries:
                with self._database.read() as connection:
                    record = _select_record(connection, run_id)
                    if record is None:
                        raise RunNotFoundError("store.no_run", id=run_id[:40])
                    self._entries[run_id] = _Entry(record, rows.count_events(connection, run_id))
                self._forget_old_ones()
            self._entries.move_to_end(run_id)
            return self._entries[run_id]

    def _forget_old_ones(self) -> None:
        idle = [
            run_id
            for run_id, entry in self._entries.items()
            if not entry.listeners and not entry.record.state.is_active()
        ]
        for run_id in idle[:-_MOST_CACHED]:
            del self._entries[run_id]


def _select_record(connection: Connection, run_id: str) -> RunRecord | None:
    try:
        return rows.select_record(connection, run_id)
    except (TypeError, ValueError) as error:
        raise StoreError("store.unreadable", id=run_id[:40], problem=error) from error
