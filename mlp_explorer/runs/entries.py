"""The runs in memory: those that go on or are watched, and what was read lately."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from mlp_explorer.errors import RunNotFoundError, StoreError
from mlp_explorer.runs import rows
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.entry import Entry
from mlp_explorer.runs.record import RunRecord

__all__ = ["Entries"]

_MOST_CACHED = 64  # runs in memory besides those that go on or are watched


class Entries:
    """Runs by their ids, read from the database where they are not in memory.

    Its lock guards them: who changes one holds it until the rows say the same.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._entries: OrderedDict[str, Entry] = OrderedDict()  # what was used last is at the end

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, run_id: str) -> Entry:
        """Return a run. Raises RunNotFoundError, and StoreError if it cannot be read."""
        with self._database.lock:
            if run_id not in self._entries:
                with self._database.read() as connection:
                    record = _select_record(connection, run_id)
                    self._entries[run_id] = Entry(record, rows.next_number(connection, run_id))
                self._forget_old_ones()
            self._entries.move_to_end(run_id)
            return self._entries[run_id]

    def add(self, entry: Entry) -> None:
        """Add a run that has just been written."""
        self._entries[entry.record.id] = entry
        self._forget_old_ones()

    def update(self, changed: Mapping[str, Entry]) -> None:
        """Put changed runs in the places of what they were."""
        self._entries.update(changed)

    def forget(self, run_ids: Iterable[str]) -> None:
        """Leave out runs that are no more."""
        for run_id in run_ids:
            self._entries.pop(run_id, None)

    def _forget_old_ones(self) -> None:
        idle = [
            run_id
            for run_id, entry in self._entries.items()
            if not entry.listeners and not entry.record.state.is_active()
        ]
        for run_id in idle[:-_MOST_CACHED]:
            del self._entries[run_id]


def _select_record(connection: Connection, run_id: str) -> RunRecord:
    try:
        record = rows.select_record(connection, run_id)
    except (TypeError, ValueError) as error:
        raise StoreError("store.unreadable", id=run_id[:40], problem=error) from error
    if record is None:
        raise RunNotFoundError("store.no_run", id=run_id[:40])
    return record
