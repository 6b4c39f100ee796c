"""The runs of this server: their records, their events, and the newest weights of each.

Thread-safe: the engine's threads append, pages and routes read. Records and events are kept in
memory; weights in files of one folder, so that a class full of runs costs no memory.
"""

import itertools
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.runs.events import Event
from mlp_explorer.runs.record import RunRecord
from mlp_explorer.runs.states import RunState

__all__ = ["RunStore", "Snapshot"]

Weights = Sequence[NDArray[np.float32]]


class Snapshot(NamedTuple):
    """The weights of a network after an epoch; 0 is before the first."""

    epoch: int
    weights: list[NDArray[np.float32]]


@dataclass
class _Entry:
    record: RunRecord
    events: list[tuple[float, Event]] = field(default_factory=list)  # seconds since 1970, event
    snapshot_epoch: int | None = None
    complete: bool = False  # the snapshot is the last one
    listeners: set[Callable[[], object]] = field(default_factory=set)


class RunStore:
    """Keeps runs. `folder` holds the weights, one file a run, and must exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, _Entry] = {}
        self._lock = threading.RLock()

    def create(self, config: TrainConfig) -> RunRecord:
        """Add a queued run. Its id cannot be guessed: knowing it is the right to see the run."""
        record = RunRecord(secrets.token_urlsafe(9), config, time.time())
        with self._lock:
            self._entries[record.id] = _Entry(record)
        return record

    def get(self, run_id: str) -> RunRecord:
        """Return the run's record. Raises RunNotFoundError."""
        return self._entry(run_id).record

    def append(self, run_id: str, event: Event, time_s: float | None = None) -> None:
        """Add what the training said, and tell the listeners. A run that has ended stays as it is.

        time_s: when it was said, seconds since 1970. Raises RunNotFoundError.
        """
        with self._lock:
            entry = self._entry(run_id)
            if entry.record.state.is_finished():
                return
            entry.record = entry.record.after(event)
            entry.events.append((time.time() if time_s is None else time_s, event))
        self._notify(entry)

    def end(self, run_id: str, state: RunState, problem: str = "") -> None:
        """Put the run into a final state, once. Raises RunNotFoundError."""
        with self._lock:
            entry = self._entry(run_id)
            if entry.record.state.is_finished():
                return
            entry.record = replace(entry.record, state=state, problem=problem)
        self._notify(entry)

    def read_events(self, run_id: str, start: int = 0) -> list[tuple[float, Event]]:
        """Return (seconds since 1970, event) from number `start` on. Raises RunNotFoundError."""
        with self._lock:
            return self._entry(run_id).events[start:]

    def listen(self, run_id: str, listener: Callable[[], object]) -> Callable[[], None]:
        """Call `listener` after each change, in the changing thread, until the returned function
        is called. Raises RunNotFoundError."""
        entry = self._entry(run_id)
        with self._lock:
            entry.listeners.add(listener)
        return lambda: entry.listeners.discard(listener)

    def save_snapshot(self, run_id: str, epoch: int, weights: Weights, last: bool = False) -> None:
        """Keep these weights as the run's newest, written whole or not at all.

        last: nothing replaces them any more, not even what another thread is still writing.
        """
        entry, path = self._entry(run_id), self._path(run_id)
        part = path.with_suffix(f".{threading.get_ident()}.part")
        with part.open("wb") as file:
            np.savez(file, *weights)
        with self._lock:
            if entry.complete:
                return part.unlink()
            part.replace(path)
            entry.snapshot_epoch, entry.complete = epoch, last
        return self._notify(entry)

    def load_snapshot(self, run_id: str) -> Snapshot | None:
        """Return the run's newest weights, None before there are any. Raises RunNotFoundError."""
        with self._lock:
            entry = self._entry(run_id)
            if entry.snapshot_epoch is None:
                return None
            with np.load(self._path(run_id)) as arrays:
                weights = [arrays[f"arr_{i}"] for i in range(len(arrays.files))]
            return Snapshot(entry.snapshot_epoch, weights)

    def snapshot_epoch(self, run_id: str) -> int | None:
        """Return the epoch of the newest weights, None before there are any."""
        return self._entry(run_id).snapshot_epoch

    def queue_place(self, run_id: str) -> int:
        """Return how many earlier runs have not ended yet, the running ones among them."""
        with self._lock:
            self._entry(run_id)
            earlier = itertools.takewhile(lambda item: item[0] != run_id, self._entries.items())
            return sum(not entry.record.state.is_finished() for _, entry in earlier)

    def _entry(self, run_id: str) -> _Entry:
        try:
            return self._entries[run_id]
        except KeyError:
            raise RunNotFoundError(
                f"No run “{run_id[:40]}” is kept here. Runs last until the server is restarted."
            ) from None

    def _path(self, run_id: str) -> Path:
        return self._folder / f"{run_id}.npz"

    def _notify(self, entry: _Entry) -> None:
        with self._lock:
            listeners = list(entry.listeners)
        for listener in listeners:
            listener()
