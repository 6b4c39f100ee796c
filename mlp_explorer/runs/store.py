"""The runs of this server, kept for good: what the ledger knows, and the files beside it."""

import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.runs import rows
from mlp_explorer.runs.artifacts import Artifacts
from mlp_explorer.runs.groups import make_id
from mlp_explorer.runs.ledger import Ledger
from mlp_explorer.runs.record import RunRecord
from mlp_explorer.runs.snapshots import SnapshotCache

__all__ = ["DATABASE_VARIABLE", "HOME_VARIABLE", "RunStore", "Snapshot"]

HOME_VARIABLE = "MLP_EXPLORER_HOME"
DATABASE_VARIABLE = "MLP_EXPLORER_DATABASE"
_DEFAULT_HOME = "~/.mlp-explorer"
_MOST_SNAPSHOT_BYTES = 100_000_000  # a run
_MOST_CACHED_BYTES = 64_000_000  # of weights in memory: 40 epochs of the tutorial's network
_BIN_S = 86_400  # what was thrown away can be brought back for so long

Weights = Sequence[NDArray[np.float32]]


class Snapshot(NamedTuple):
    """The weights of a network after an epoch; 0 is before the first."""

    epoch: int
    weights: list[NDArray[np.float32]]


class RunStore(Ledger):
    """Keeps runs below the folder `home`, which is made if it is not there.

    database: its address as SQLAlchemy reads it; empty for a file of SQLite in `home`. Only one
    store at a time may use a home. Every method raises StoreError, with a sentence, if what it
    needs cannot be read or written.
    """

    def __init__(self, home: Path, database: str = "") -> None:
        home = home.expanduser().absolute()
        _check_name(home)
        self._guard = _take(home)
        with ExitStack() as undo:  # of what was opened, if what comes after it fails
            undo.callback(self._guard.release)
            super().__init__(database or _address_of(home / "runs.db"))
            undo.callback(super().close)
            self._artifacts = Artifacts(home / "runs")
            self._cache = SnapshotCache(_MOST_CACHED_BYTES)
            self._snapshots: dict[str, list[int]] = {}  # run id → epochs, as far as looked for
            self._files = threading.Lock()
            self._recover()
            undo.pop_all()

    @classmethod
    def from_environment(cls) -> "RunStore":
        """Open the store that the environment names. Raises StoreError."""
        home = os.environ.get(HOME_VARIABLE, "").strip() or _DEFAULT_HOME
        return cls(Path(home), os.environ.get(DATABASE_VARIABLE, "").strip())

    def close(self) -> None:
        """Let go of the database and of the home."""
        super().close()
        self._guard.release()

    def branch(self, run_id: str, epoch: int, config: TrainConfig, owner: str = "") -> RunRecord:
        """Add a run that goes on from another's weights after an epoch, with a new optimizer.

        Its epochs up to there are copied. Raises RunNotFoundError, and StoreError if the weights
        of that epoch are not kept.
        """
        parent, weights = self.get(run_id), self._artifacts.read_snapshot(run_id, epoch)
        kept = parent.epochs[:epoch]
        record = RunRecord(
            make_id(), config, time.time(), owner=owner, parent_id=run_id, parent_epoch=epoch
        )
        elapsed_s = kept[-1].elapsed_s if kept else 0.0
        checkpoint = Checkpoint(epoch, weights, elapsed_s=elapsed_s)
        try:
            self._artifacts.copy_snapshots(run_id, record.id, epoch)
            self._artifacts.write_checkpoint(record.id, checkpoint)
            self._add(record, [(parent.created_s + event.elapsed_s, event) for event in kept])
        except StoreError:
            self._artifacts.delete(record.id)
            raise
        return record

    def save_snapshot(self, run_id: str, epoch: int, weights: Weights) -> None:
        """Keep the weights of an epoch, and tell the run's listeners.

        A run whose weights take over 100 MB keeps fewer epochs: some in between are dropped.
        """
        with self._files:
            self._artifacts.write_snapshot(run_id, epoch, weights)
            self._artifacts.thin_out(run_id, _MOST_SNAPSHOT_BYTES, wanted=epoch)
            self._snapshots[run_id] = self._artifacts.list_epochs(run_id)
        self._notify(run_id)

    def load_snapshot(self, run_id: str, epoch: int | None = None) -> Snapshot | None:
        """Return the weights of an epoch; without one, of the run's network as it is now.

        None before there are any. Raises RunNotFoundError.
        """
        epoch = self.snapshot_epoch(run_id) if epoch is None else epoch
        if epoch is None:
            return None
        weights = self._cache.get(
            (run_id, epoch),
            self._artifacts.stamp_snapshot(run_id, epoch),
            lambda: self._artifacts.read_snapshot(run_id, epoch),
        )
        return Snapshot(epoch, weights)

    def list_snapshots(self, run_id: str) -> list[int]:
        """Return the epochs whose weights are kept, ascending."""
        with self._files:
            if run_id not in self._snapshots:
                self._snapshots[run_id] = self._artifacts.list_epochs(run_id)
            return self._snapshots[run_id]

    def snapshot_epoch(self, run_id: str) -> int | None:
        """Return the epoch whose weights are the run's network, None before there are any.

        Raises RunNotFoundError.
        """
        chosen, epochs = self.get(run_id).weights_epoch, self.list_snapshots(run_id)
        return chosen if chosen in epochs else max(epochs, default=None)

    def save_checkpoint(self, run_id: str, checkpoint: Checkpoint) -> None:
        """Keep where the training stands."""
        self._artifacts.write_checkpoint(run_id, checkpoint)

    def load_checkpoint(self, run_id: str) -> Checkpoint | None:
        """Return where the training stands, None if it has not begun."""
        return self._artifacts.read_checkpoint(run_id)

    def save_model(self, run_id: str, config: TrainConfig, content: bytes) -> None:
        """Keep the trained model, a `.keras` file, and its configuration as JSON."""
        self._artifacts.write_config(run_id, config.model_dump_json(indent=1))
        self._artifacts.write_model(run_id, content)

    def find_model(self, run_id: str) -> Path | None:
        """Return the path of the run's `.keras` file, None where there is none."""
        return self._artifacts.find_model(run_id)

    def _recover(self) -> None:
        """Put right what an app that ended in the midst of work has left."""
        with self._write() as connection:
            rows.interrupt_running(connection)
            old = rows.delete_runs(connection, time.time() - _BIN_S)
        for run_id in old:
            self._artifacts.delete(run_id)


def _address_of(path: Path) -> str:
    return sa.URL.create("sqlite", database=str(path)).render_as_string()


def _check_name(home: Path) -> None:
    """Refuse a name that Python could not read as text: neither SQLite nor a page could show it."""
    try:
        str(home).encode()
    except UnicodeEncodeError:
        name = os.fsencode(home).decode(errors="replace")
        encoding = sys.getfilesystemencoding()
        raise StoreError(
            "store.letters", name=name, encoding=encoding, variable=HOME_VARIABLE
        ) from None


def _take(home: Path) -> FileLock:
    """Make the folder if need be, and lock it."""
    lock = FileLock(home / "lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError("store.another_app", home=str(home), variable=HOME_VARIABLE) from None
    except OSError as error:
        raise StoreError(
            "store.no_folder", home=str(home), reason=error.strerror, variable=HOME_VARIABLE
        ) from error
    return lock
