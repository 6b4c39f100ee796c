"""The files of a run: snapshots of its weights by epoch, its newest checkpoint, its Keras model.

A folder a run. Every file is written beside its place and then moved there, so it is whole or not
there at all. Arrays are packed with a checksum, so damage is noticed when a file is read.
"""

import contextlib
import os
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.errors import StoreError
from mlp_explorer.messages.checkpoint import Best, Checkpoint
from mlp_explorer.messages.fingerprint import Arrays, fingerprint
from mlp_explorer.runs.changing import changing, flush
from mlp_explorer.runs.packing import pack, peek, unpack
from mlp_explorer.runs.sharing import retry_while_open

__all__ = ["Artifacts"]

_CHECKPOINT, _MODEL, _CONFIG = "checkpoint.h5", "model.keras", "config.json"
_PART = "part"  # what is being written; one name for all, so a killed process leaves one at most
_SNAPSHOT = re.compile(r"epoch-(\d+)\.h5")
_NUMBERS = ("epoch", "step", "loss_sum", "score_sum", "elapsed_s", "learning_rate")


class Artifacts:
    """The files of all runs, below one folder. Thread-safe; only one process may write.

    Every method raises StoreError, with a sentence, if the disk is full, the folder cannot be
    read or written, or a file is missing or damaged. What was kept before stays as it is then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = threading.RLock()
        with changing(folder, "written"):
            folder.mkdir(parents=True, exist_ok=True)

    def write_snapshot(self, run_id: str, epoch: int, weights: Arrays) -> None:
        """Keep the weights of an epoch; 0 is before the first."""
        self._write(self._snapshot(run_id, epoch), pack({"weights": weights}, {}))

    def read_snapshot(self, run_id: str, epoch: int) -> list[NDArray[np.float32]]:
        """Return the weights of an epoch that `list_epochs` names."""
        with _reading(path := self._snapshot(run_id, epoch)):
            return unpack(retry_while_open(path.read_bytes))[0]["weights"]

    def stamp_snapshot(self, run_id: str, epoch: int) -> tuple[int, ...]:
        """Return what is another one when the file of an epoch's weights is another one."""
        with _reading(path := self._snapshot(run_id, epoch)):
            status = path.stat()
            return status.st_mtime_ns, status.st_size, status.st_ino

    def list_epochs(self, run_id: str) -> list[int]:
        """Return the epochs whose weights are kept, ascending."""
        return sorted(self._snapshot_bytes(run_id))

    def thin_out(self, run_id: str, most_bytes: int, wanted: int | None = None) -> None:
        """Drop snapshots, late ones rather than early ones, where most is learned, until the others
        take no more than `most_bytes`.

        The first and the newest one stay, that of the checkpoint's epoch, and that of `wanted`.
        """
        with self._writing:
            n_bytes = self._snapshot_bytes(run_id)
            if sum(n_bytes.values()) <= most_bytes:
                return
            fixed = {self._checkpoint_epoch(run_id), wanted}
            while sum(n_bytes.values()) > most_bytes:
                epoch = _find_dispensable(sorted(n_bytes), fixed)
                if epoch is None:
                    return
                self._remove(self._snapshot(run_id, epoch))
                del n_bytes[epoch]

    def copy_snapshots(self, from_id: str, to_id: str, last_epoch: int) -> None:
        """Give a run that has none yet another's snapshots up to that epoch: all, or none."""
        with self._writing, contextlib.ExitStack() as undo:
            for epoch in self.list_epochs(from_id):
                if epoch <= last_epoch:
                    target = self._snapshot(to_id, epoch)
                    undo.callback(self._remove, target)
                    self._link(self._snapshot(from_id, epoch), target)
            undo.pop_all()

    def write_checkpoint(self, run_id: str, checkpoint: Checkpoint) -> None:
        """Keep where the training stands, in place of what was kept before.

        At an epoch's end its snapshot is to be written first: the weights are not kept twice.
        """
        about = {name: getattr(checkpoint, name) for name in _NUMBERS}
        about |= {"fingerprint": None, "best": None}
        groups = {"slots": checkpoint.slots}
        if self._has_snapshot_of(run_id, checkpoint):
            about["fingerprint"] = fingerprint(checkpoint.weights)
        else:
            groups["weights"] = checkpoint.weights
        if best := checkpoint.best:
            about["best"] = {"value": best.value, "epoch": best.epoch, "wait": best.wait}
            groups["best"] = best.weights
        self._write(self._folder / run_id / _CHECKPOINT, pack(groups, about))

    def read_checkpoint(self, run_id: str) -> Checkpoint | None:
        """Return where the training stands, None if nothing has been kept."""
        with _reading(path := self._folder / run_id / _CHECKPOINT):
            if not path.exists():
                return None
            groups, about = unpack(retry_while_open(path.read_bytes))
            about.setdefault("score_sum", about.get("hits"))  # as it was called in 2026
            numbers = {name: about[name] for name in _NUMBERS}
            best = Best(**about["best"], weights=groups["best"]) if about["best"] else None
            if about["fingerprint"] is None:
                weights = groups["weights"]
            else:
                weights = self._read_weights(run_id, about["epoch"], about["fingerprint"])
            return Checkpoint(weights=weights, slots=groups["slots"], best=best, **numbers)

    def write_model(self, run_id: str, content: bytes) -> None:
        """Keep the trained model as a `.keras` file."""
        self._write(self._folder / run_id / _MODEL, content)

    def find_model(self, run_id: str) -> Path | None:
        """Return the path of the `.keras` file, None where there is none."""
        with _reading(path := self._folder / run_id / _MODEL):
            return path if path.exists() else None

    def write_config(self, run_id: str, content: str) -> None:
        """Keep the configuration, as JSON, for whoever finds the folder without the database."""
        self._write(self._folder / run_id / _CONFIG, content.encode())

    def measure(self, run_id: str) -> int:
        """Return how many bytes the run's files take."""
        return sum(self._file_bytes(run_id).values())

    def delete(self, run_id: str) -> None:
        """Remove all files of a run; do nothing if there are none."""
        with self._writing, changing(path := self._folder / run_id, "removed"):
            if path.exists():
                retry_while_open(lambda: shutil.rmtree(path))

    def _snapshot(self, run_id: str, epoch: int) -> Path:
        return self._folder / run_id / f"epoch-{epoch:04d}.h5"

    def _snapshot_bytes(self, run_id: str) -> dict[int, int]:
        files = self._file_bytes(run_id).items()
        return {int(found[1]): size for name, size in files if (found := _SNAPSHOT.fullmatch(name))}

    def _file_bytes(self, run_id: str) -> dict[str, int]:
        """Return the run's files: name → bytes. What is half-written does not count."""
        with self._writing, _reading(folder := self._folder / run_id):
            paths = folder.iterdir() if folder.exists() else ()
            return {path.name: path.stat().st_size for path in paths if path.name != _PART}

    def _has_snapshot_of(self, run_id: str, checkpoint: Checkpoint) -> bool:
        if checkpoint.step:
            return False
        try:
            kept = self.read_snapshot(run_id, checkpoint.epoch)
        except StoreError:
            return False
        return fingerprint(kept) == fingerprint(checkpoint.weights)

    def _read_weights(self, run_id: str, epoch: int, expected: str) -> list[NDArray[np.float32]]:
        weights = self.read_snapshot(run_id, epoch)
        if fingerprint(weights) != expected:
            raise StoreError("store.replaced", epoch=epoch)
        return weights

    def _checkpoint_epoch(self, run_id: str) -> int | None:
        path = self._folder / run_id / _CHECKPOINT
        with contextlib.suppress(StoreError), _reading(path):
            return int(peek(path.read_bytes())["epoch"])
        return None  # missing or damaged: nothing can go on from it

    def _write(self, path: Path, content: bytes) -> None:
        part = path.with_name(_PART)
        with self._writing, changing(path, "written"):
            try:
                path.parent.mkdir(exist_ok=True)  # not what is above, if somebody has removed it
                with part.open("wb") as file:
                    file.write(content)
                    flush(file)
                retry_while_open(lambda: part.replace(path))
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def _link(self, source: Path, target: Path) -> None:
        with changing(target, "written"):
            target.parent.mkdir(exist_ok=True)
        try:
            os.link(source, target)
        except OSError:  # not every file system can
            with _reading(source):
                content = source.read_bytes()
            self._write(target, content)

    def _remove(self, path: Path) -> None:
        with changing(path, "removed"):
            retry_while_open(lambda: path.unlink(missing_ok=True))


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except (OSError, KeyError, ValueError) as error:
        raise _explain(path, error) from error


def _explain(path: Path, error: Exception) -> StoreError:
    if isinstance(error, FileNotFoundError):
        return StoreError("store.part_missing", path=str(path))
    reason = getattr(error, "strerror", None)  # only the system's errors have one
    code = "store.part_out_of_reach" if reason else "store.part_damaged"
    return StoreError(code, path=str(path), reason=reason)


def _find_dispensable(epochs: Sequence[int], fixed: set[int | None]) -> int | None:
    """Return the epoch whose neighbours are nearest to each other, for how late they are; None if
    all have to stay. What stays is 0, 1, 2, 4, 8, …, or as near to that as there is room for."""
    inner = zip(epochs, epochs[1:], epochs[2:], strict=False)
    gaps = {e: (after + 1) / (before + 1) for before, e, after in inner if e not in fixed}
    return min(gaps, key=gaps.__getitem__, default=None)
