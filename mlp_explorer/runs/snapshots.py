"""A run's weights by epoch: in files, and what was read lately also in memory, as a drawing is
read again at every stroke."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.runs.artifacts import Artifacts

__all__ = ["MOST_CACHED_BYTES", "Snapshot", "SnapshotCache", "Snapshots"]

_MOST_SNAPSHOT_BYTES = 100_000_000  # a run
MOST_CACHED_BYTES = 64_000_000  # of weights in memory: 40 epochs of the tutorial's network
_CACHED_S = 300.0  # that weights are in memory which nobody reads

Weights = list[NDArray[np.float32]]
Key = tuple[str, int]  # run, epoch


class Snapshot(NamedTuple):
    """The weights of a network after an epoch; 0 is before the first."""

    epoch: int
    weights: Weights


class Snapshots:
    """Raises StoreError as `Artifacts` does. Thread-safe."""

    def __init__(self, artifacts: Artifacts) -> None:
        self._artifacts, self._cache = artifacts, SnapshotCache(MOST_CACHED_BYTES)
        self._epochs: dict[str, list[int]] = {}  # by run, as far as looked for
        self._lock = threading.Lock()  # of files and `_epochs`

    def save(self, run_id: str, epoch: int, weights: Sequence[NDArray[np.float32]]) -> None:
        """Keep the weights of an epoch; where they take over 100 MB, drop late ones."""
        with self._lock:
            self._artifacts.write_snapshot(run_id, epoch, weights)
            self._artifacts.thin_out(run_id, _MOST_SNAPSHOT_BYTES, wanted=epoch)
            self._epochs[run_id] = self._artifacts.list_epochs(run_id)

    def load(self, run_id: str, epoch: int) -> Snapshot:
        """Return the weights of an epoch that `list_epochs` names; they cannot be written to."""
        weights = self._cache.get(
            (run_id, epoch),
            self._artifacts.stamp_snapshot(run_id, epoch),
            lambda: self._artifacts.read_snapshot(run_id, epoch),
        )
        return Snapshot(epoch, weights)

    def list_epochs(self, run_id: str) -> list[int]:
        """Return the epochs whose weights are kept, ascending."""
        with self._lock:
            if run_id not in self._epochs:
                self._epochs[run_id] = self._artifacts.list_epochs(run_id)
            return self._epochs[run_id]

    def forget(self, run_id: str) -> None:
        """Remove all files of a run."""
        with self._lock:
            self._artifacts.delete(run_id)
            self._epochs.pop(run_id, None)


class SnapshotCache:
    """Those that were read lately, up to `most_bytes` together; the last one whatever its size.
    Thread-safe.

    What is kept is shared: its arrays cannot be written to. clock: seconds that never go back.
    """

    def __init__(self, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes, self._clock = most_bytes, clock
        self._kept: OrderedDict[Key, _Cached] = OrderedDict()  # the last one read is last
        self._lock = threading.Lock()

    def get(self, key: Key, stamp: object, read: Callable[[], Weights]) -> Weights:
        """Return the weights; `read` is called where they are not kept with this stamp.

        stamp: equal for the same file only: weights within an epoch are replaced by its end.
        """
        with self._lock:
            known = self._kept.get(key)
        if known is None or known.stamp != stamp:
            known = _Cached(stamp, read(), 0.0)
            for array in known.weights:
                array.flags.writeable = False
        with self._lock:
            self._kept[key] = known._replace(read_s=self._clock())
            self._kept.move_to_end(key)
            self._forget()
        return known.weights

    def _forget(self) -> None:
        sizes = {key: sum(a.nbytes for a in each.weights) for key, each in self._kept.items()}
        total, oldest_s = sum(sizes.values()), self._clock() - _CACHED_S
        for key in list(self._kept)[:-1]:
            if total <= self._most_bytes and self._kept[key].read_s >= oldest_s:
                return
            total -= sizes[key]
            del self._kept[key]


class _Cached(NamedTuple):
    stamp: object
    weights: Weights
    read_s: float  # when they were read last
