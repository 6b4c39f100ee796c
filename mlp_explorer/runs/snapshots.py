"""Weights that were read lately, in memory: a drawing is read again at every stroke."""

import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["SnapshotCache"]

Weights = list[NDArray[np.float32]]
Key = tuple[str, int]  # run, epoch


class SnapshotCache:
    """The newest ones, up to `most_bytes` together; the last one whatever its size. Thread-safe.

    What is kept is shared: its arrays cannot be written to.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Key, tuple[object, Weights]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, stamp: object, read: Callable[[], Weights]) -> Weights:
        """Return the weights; `read` is called where they are not kept with this stamp.

        stamp: equal for the same file only: weights within an epoch are replaced by its end.
        """
        with self._lock:
            known = self._kept.get(key)
            if known is not None and known[0] == stamp:
                self._kept.move_to_end(key)
                return known[1]
        weights = read()
        for array in weights:
            array.flags.writeable = False
        with self._lock:
            self._kept[key] = (stamp, weights)
            self._kept.move_to_end(key)
            self._forget()
        return weights

    def _forget(self) -> None:
        sizes = {key: sum(a.nbytes for a in each) for key, (_, each) in self._kept.items()}
        total = sum(sizes.values())
        for key in list(self._kept)[:-1]:
            if total <= self._most_bytes:
                return
            total -= sizes[key]
            del self._kept[key]
