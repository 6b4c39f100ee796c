"""Records and events in the database; what was read lately stays in memory.

What memory says is in the database before anybody is told of it.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages.events import EpochEnded, Event
from mlp_explorer.messages.states import RunState
from mlp_explorer.runs import rows
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.entries import Entries
from mlp_explorer.runs.entry import Entry, Numbered
from mlp_explorer.runs.record import RunRecord, RunSummary, UnreadableRun, make_id
from mlp_explorer.runs.thinning import find_dispensable

__all__ = ["Runs"]

_MOST_AT_ONCE = 500  # events that are removed in one transaction
_LOG = logging.getLogger(__name__)


class Runs:
    """Thread-safe: the engine's threads append, pages and routes read.

    Every method raises StoreError, with a sentence, if the database cannot be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries = Entries(database)
        self._surplus: dict[str, list[int]] = {}  # numbers of events that are to go, by run

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
            events = [(number, *each) for number, each in enumerate(epochs)]
            self._entries.add(Entry(record, len(epochs), events))

    def get(self, run_id: str) -> RunRecord:
        """Return the run's record. Raises RunNotFoundError."""
        return self._entries[run_id].record

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
        """Let an inactive run go on, so configured, out of the bin too. Raises RunNotFoundError."""

        def go_on(record: RunRecord) -> RunRecord:
            if record.state.is_active():
                return record
            return replace(record, state=RunState.QUEUED, config=config, problem="", deleted_s=None)

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
            entry = self._entries[run_id]
            entry.record = come_to_an_end(entry.record)
            entry.notify()

    # --- events -----------------------------------------------------------------------------

    def append(self, run_id: str, event: Event, time_s: float | None = None) -> None:
        """Add what the training said at a time in seconds since 1970, and tell the listeners; a run
        that is not active stays. Raises RunNotFoundError."""
        self.append_all([(run_id, event, time.time() if time_s is None else time_s)])

    def append_all(self, messages: Sequence[tuple[str, Event, float]]) -> None:
        """Add many at once, all or none: (run id, event, seconds since 1970) each."""
        with self._database.lock:
            added: dict[str, list[Numbered]] = {}
            for run_id, event, time_s in messages:
                if self.get(run_id).state.is_active():
                    self._load_events(run_id)
                    events = added.setdefault(run_id, [])
                    events.append((self._entries[run_id].next_number + len(events), time_s, event))
            with self._database.write() as connection:
                changed = {each: self._write(connection, each, added[each]) for each in added}
            self._entries.update(changed)
        for run_id in added:
            self._entries[run_id].notify()

    def _write(self, connection: Connection, run_id: str, added: Sequence[Numbered]) -> Entry:
        """Write a run's new events; return the run as it is with them."""
        before = self._entries[run_id]
        record, kept = before.record, [*self._load_events(run_id), *added]
        for number, time_s, event in added:
            rows.insert_event(connection, run_id, number, time_s, event)
            record = record.after(event)
        if any(isinstance(event, EpochEnded) for _, _, event in added):
            dropped = find_dispensable((number, event) for number, _, event in kept)
            rows.delete_events(connection, run_id, dropped)
            kept = [each for each in kept if each[0] not in dropped]
        if len(record.epochs) < len(before.record.epochs):
            rows.cut_epochs(connection, run_id, len(record.epochs))
        if record is not before.record:
            rows.update_run(connection, record)
        number = before.next_number + len(added)
        return replace(before, record=record, next_number=number, events=kept)

    def read_events(self, run_id: str) -> list[tuple[float, Event]]:
        """Return (seconds since 1970, event) in order. Raises RunNotFoundError.

        Points within epochs that have ended are there in part, see `thinning.py`.
        """
        return self.read_newer_events(run_id, 0)[0]

    def read_newer_events(self, run_id: str, start: int) -> tuple[list[tuple[float, Event]], int]:
        """Return what there is of the events from number `start` on, and the next one's number.

        Raises RunNotFoundError.
        """
        with self._database.lock:
            self._load_events(run_id)
            entry = self._entries[run_id]
            return entry.find_newer(start), entry.next_number

    def _load_events(self, run_id: str) -> list[Numbered]:
        entry = self._entries[run_id]
        if entry.events is None:
            with self._database.read() as connection:
                events = rows.select_events(connection, run_id)
            # versions before kept all; who reads does not wait until they are gone
            dropped = find_dispensable((number, event) for number, _, event in events)
            entry.events = [each for each in events if each[0] not in dropped]
            if dropped:
                self._surplus[run_id] = sorted(dropped)
        return entry.events

    def listen(self, run_id: str, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` after each change, in the changing thread, until the returned function
        is called. Raises RunNotFoundError."""
        with self._database.lock:
            listeners = self._entries[run_id].listeners
            listeners.add(listener)
        return lambda: listeners.discard(listener)

    def notify(self, run_id: str) -> None:
        """Tell a run's listeners. Raises RunNotFoundError."""
        self._entries[run_id].notify()

    def interrupt(self) -> None:
        """Mark what an app that is no more has left running."""
        with self._database.write() as connection:
            rows.interrupt_running(connection)

    def delete_old(self, before_s: float) -> list[str]:
        """Remove what was thrown away before that time, seconds since 1970; return the ids."""
        with self._database.lock:
            with self._database.write() as connection:
                ids = rows.delete_runs(connection, before_s)
            self._entries.forget(ids)
        return ids

    def thin(self) -> None:
        """Remove the points that nobody needs of runs that were read, a few at a time: whoever else
        needs the database has it in between."""
        while self._surplus:
            with self._database.lock:
                run_id, numbers = next(iter(self._surplus.items()))
                with self._database.write() as connection:
                    rows.delete_events(connection, run_id, numbers[:_MOST_AT_ONCE])
                del numbers[:_MOST_AT_ONCE]
                if not numbers:
                    del self._surplus[run_id]

    # --- memory -----------------------------------------------------------------------------

    def _update(self, run_id: str, change: Callable[[RunRecord], RunRecord]) -> RunRecord:
        with self._database.lock:
            entry = self._entries[run_id]
            record = change(entry.record)
            if record == entry.record:
                return record
            with self._database.write() as connection:
                rows.update_run(connection, record)
            entry.record = record
        entry.notify()
        return record
