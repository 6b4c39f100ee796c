"""The runs of this server, kept for good: the front of the database's parts and of the files."""

import functools
import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.data import Dataset
from mlp_explorer.data.lending import OWN_DATA
from mlp_explorer.errors import StoreError
from mlp_explorer.home import HOME_VARIABLE, find_home
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.runs.artifacts import Artifacts
from mlp_explorer.runs.database import Database
from mlp_explorer.runs.disk import DISK_VARIABLE, DiskMeter, read_limit
from mlp_explorer.runs.drawings import Drawings
from mlp_explorer.runs.groups import Groups
from mlp_explorer.runs.home import take_home
from mlp_explorer.runs.named_drawings import NamedDrawings
from mlp_explorer.runs.nicknames import Nicknames
from mlp_explorer.runs.own_data import KeptData, OwnData
from mlp_explorer.runs.record import RunRecord, make_id
from mlp_explorer.runs.runs import Runs
from mlp_explorer.runs.snapshots import Snapshot, Snapshots

__all__ = ["DATABASE_VARIABLE", "find_home", "HOME_VARIABLE", "RunStore"]

DATABASE_VARIABLE = "MLP_EXPLORER_DATABASE"
_BIN_S = 86_400  # what was thrown away can be brought back for so long

Array = NDArray[np.float32]
_Part = TypeVar("_Part")
_Given = ParamSpec("_Given")
_Returned = TypeVar("_Returned")


def _front(
    name: str, method: Callable[Concatenate[_Part, _Given], _Returned]
) -> Callable[Concatenate["RunStore", _Given], _Returned]:
    """Return a method of the store that is this method of the part of that name."""

    @functools.wraps(method)
    def call(store: "RunStore", /, *args: _Given.args, **named: _Given.kwargs) -> _Returned:
        return method(getattr(store, name), *args, **named)

    return call


class RunStore:
    """Keeps runs below the folder `home`, which is made if it is not there.

    database: its address as SQLAlchemy reads it; empty for a file of SQLite in `home`. Only one
    store at a time may use a home. Every method raises StoreError, with a sentence, if what it
    needs cannot be read or written.
    """

    def __init__(self, home: Path, database: str = "") -> None:
        home = home.expanduser().absolute()
        self._guard = take_home(home)
        with ExitStack() as undo:  # of what was opened, if what comes after it fails
            undo.callback(self._guard.release)
            self._database = Database(database or _address_of(home / "runs.db"))
            undo.callback(self._database.close)
            if database:  # else it is in the home, which is ours
                self._database.claim()
            self._runs, self._groups = Runs(self._database), Groups(self._database)
            self._drawings = Drawings(self._database)
            self._named_drawings = NamedDrawings(self._database)
            self._nicknames = Nicknames(self._database)
            self._artifacts = Artifacts(home / "runs")
            self._snapshots = Snapshots(self._artifacts)
            self._own_data = OwnData(self._database, home / "data")
            self._meter, self.disk_limit = DiskMeter(home / "runs"), read_limit()  # bytes
            self._data_meter = DiskMeter(home / "data")
            self._recover()
            OWN_DATA.add(self._own_data)
            undo.pop_all()

    @classmethod
    def from_environment(cls) -> Self:
        """Open the store that the environment names. Raises StoreError."""
        return cls(find_home(), os.environ.get(DATABASE_VARIABLE, "").strip())

    def close(self) -> None:
        """Let go of the database and of the home."""
        OWN_DATA.remove(self._own_data)
        self._database.close()
        self._guard.release()

    get = _front("_runs", Runs.get)
    list_runs = _front("_runs", Runs.list_runs)
    list_unreadable = _front("_runs", Runs.list_unreadable)
    change = _front("_runs", Runs.change)
    end = _front("_runs", Runs.end)
    append = _front("_runs", Runs.append)
    append_all = _front("_runs", Runs.append_all)
    read_events = _front("_runs", Runs.read_events)
    read_newer_events = _front("_runs", Runs.read_newer_events)
    listen = _front("_runs", Runs.listen)

    create_group = _front("_groups", Groups.create)
    change_group = _front("_groups", Groups.change)
    get_group = _front("_groups", Groups.get)
    list_groups = _front("_groups", Groups.list_groups)

    add_drawings = _front("_drawings", Drawings.add)
    list_drawings = _front("_drawings", Drawings.list_drawings)
    change_label = _front("_drawings", Drawings.change_label)
    delete_drawings = _front("_drawings", Drawings.delete)
    save_own_set = _front("_drawings", Drawings.save_set)
    load_own_set = _front("_drawings", Drawings.load_set)

    list_data = _front("_own_data", OwnData.list_kept)
    require_data = _front("_own_data", OwnData.require)
    load_data = _front("_own_data", OwnData.load_checked)
    share_data = _front("_own_data", OwnData.share)
    throw_data_away = _front("_own_data", OwnData.throw_away)

    add_named_drawing = _front("_named_drawings", NamedDrawings.add)
    delete_last_named = _front("_named_drawings", NamedDrawings.delete_last)
    count_drawn = _front("_named_drawings", NamedDrawings.count)
    load_drawn = _front("_named_drawings", NamedDrawings.load)

    change_nickname = _front("_nicknames", Nicknames.change)
    list_people = _front("_nicknames", Nicknames.list_people)
    find_owner = _front("_nicknames", Nicknames.find_owner)

    stamp_snapshot = _front("_artifacts", Artifacts.stamp_snapshot)
    list_snapshots = _front("_snapshots", Snapshots.list_epochs)
    save_checkpoint = _front("_artifacts", Artifacts.write_checkpoint)
    load_checkpoint = _front("_artifacts", Artifacts.read_checkpoint)
    find_model = _front("_artifacts", Artifacts.find_model)

    def create(
        self, config: TrainConfig, owner: str = "", group_id: str | None = None
    ) -> RunRecord:
        """Add a queued run, as `Runs.create` does, if there is room on the disk, and its data."""
        self._check_room()
        self._check_data(config, owner)
        return self._runs.create(config, owner, group_id)

    def queue(self, run_id: str, config: TrainConfig) -> RunRecord:
        """Let a run go on, as `Runs.queue` does, if there is room on the disk, and its data."""
        self._check_room()
        self._check_data(config, self.get(run_id).owner)
        return self._runs.queue(run_id, config)

    def measure_disk(self) -> dict[str, int]:
        """Return how many bytes the files of each run take, by its id; of those in the bin, too."""
        return self._meter.measure()

    def branch(self, run_id: str, epoch: int, config: TrainConfig, owner: str = "") -> RunRecord:
        """Add a run that goes on from another's weights after an epoch, with a new optimizer.

        Its epochs up to there are copied. Raises RunNotFoundError, and StoreError if the weights
        of that epoch are not kept, its data is not, or there is no room on the disk.
        """
        self._check_room()
        self._check_data(config, owner)
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
            self._runs.add(record, [(parent.created_s + event.elapsed_s, event) for event in kept])
        except StoreError:
            self._artifacts.delete(record.id)
            raise
        return record

    def save_snapshot(self, run_id: str, epoch: int, weights: Sequence[Array]) -> None:
        """Keep the weights of an epoch, and tell the run's listeners.

        A run whose weights take over 100 MB keeps fewer epochs: of the late ones, some are dropped.
        """
        self._snapshots.save(run_id, epoch, weights)
        self._runs.notify(run_id)

    def load_snapshot(self, run_id: str, epoch: int | None = None) -> Snapshot | None:
        """Return the weights of an epoch; without one, of the run's network as it is now.

        None before there are any. Raises RunNotFoundError.
        """
        epoch = self.snapshot_epoch(run_id) if epoch is None else epoch
        return None if epoch is None else self._snapshots.load(run_id, epoch)

    def snapshot_epoch(self, run_id: str) -> int | None:
        """Return the epoch whose weights are the run's network, None before there are any.

        Raises RunNotFoundError.
        """
        chosen, epochs = self.get(run_id).weights_epoch, self.list_snapshots(run_id)
        return chosen if chosen in epochs else max(epochs, default=None)

    def save_model(self, run_id: str, config: TrainConfig, content: bytes) -> None:
        """Keep the trained model, a `.keras` file, and its configuration as JSON."""
        self._artifacts.write_config(run_id, config.model_dump_json(indent=1))
        self._artifacts.write_model(run_id, content)

    def keep_data(
        self, owner: str, dataset: Dataset, title: str, is_shared: bool = False
    ) -> KeptData:
        """Keep own data, as `OwnData.keep` does, if there is room on the disk."""
        self._check_room(sum(array.nbytes for array in dataset[:4]))
        return self._own_data.keep(owner, dataset, title, is_shared)

    def tidy(self, before_s: float | None = None) -> None:
        """Remove what was thrown away before that time, seconds since 1970, and what only that has
        referred to; and surplus points of what was read. None: a day ago."""
        before_s = time.time() - _BIN_S if before_s is None else before_s
        for run_id in self._runs.delete_old(before_s):
            self._snapshots.forget(run_id)
        self._groups.delete_unused(before_s)
        self._drawings.delete_unused_sets(before_s)
        self._own_data.tidy()
        self._runs.thin()

    def _check_data(self, config: TrainConfig, owner: str) -> None:
        if config.about.is_own:
            self.require_data(owner, config.dataset)

    def _check_room(self, n_bytes: int = 1) -> None:
        """Raise StoreError unless there is room for so many bytes beside all that is kept."""
        meters = (self._meter, self._data_meter)
        used = sum(sum(meter.measure().values()) for meter in meters)
        if used + n_bytes > self.disk_limit:
            limits = {"used": used / 1e9, "most": self.disk_limit / 1e9}
            raise StoreError("store.no_room", **limits, variable=DISK_VARIABLE)

    def _recover(self) -> None:
        """Put right what an app that ended in the midst of work has left."""
        self._groups.interrupt()
        self._runs.interrupt()


def _address_of(path: Path) -> str:
    return sa.URL.create("sqlite", database=str(path)).render_as_string()
