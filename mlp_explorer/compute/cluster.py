"""The seam between who decides what is trained and who trains it.

`Dispatcher` knows a `Cluster` and is its `Listener`. Dask's is in `compute/dask/`; the tests have
one of their own.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.compute.status import EngineStatus
from mlp_explorer.config import TrainConfig
from mlp_explorer.data import Dataset
from mlp_explorer.messages import Checkpoint, Event, OwnSet, event_from_dict, event_to_dict

__all__ = [
    "Cluster",
    "Ending",
    "find_idle",
    "find_silent",
    "Listener",
    "News",
    "Outcome",
    "Said",
    "Training",
    "WorkerState",
]

Weights = list[NDArray[np.float32]]


class Training(NamedTuple):
    """What a worker is given."""

    key: str  # of this attempt to train a run; begins with the cluster's topic
    worker: str  # address of the one that trains it, and of no other
    config: TrainConfig
    start: Checkpoint | None  # from where it goes on
    own: OwnSet | None  # drawings to train on
    data: Dataset | None  # own data to train on: a worker elsewhere does not have it
    beside_others: bool  # the worker takes its next one at once; they take turns epoch by epoch
    is_last: bool  # it takes no step: it is tested and saved as it stands, and has been stopped


class Said(NamedTuple):
    """An event of a training on its way to the app."""

    key: str
    worker: str
    time_s: float  # when, seconds since 1970
    event: Event

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return self._asdict() | {"event": event_to_dict(self.event)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Said":
        """Return what `to_dict` wrote. Raises KeyError or TypeError for others."""
        return cls(**values | {"event": event_from_dict(values["event"])})


class News(NamedTuple):
    """What a training has reached of which nobody has said yet that it has arrived."""

    snapshots: list[tuple[int, Weights]]  # whole epochs and their weights, ascending
    checkpoint: Checkpoint | None
    number: int = 0  # of the newest one of all its snapshots, from 1

    def newer_than(self, number: int) -> list[tuple[int, Weights]]:
        """Return the snapshots after that number."""
        return self.snapshots[max(0, number - self.number + len(self.snapshots)) :]


class Outcome(NamedTuple):
    """What a training leaves."""

    reason: str  # as in `TrainResult`
    epoch: int
    weights: Weights
    news: News  # what nobody has fetched yet, and where it stands at its end
    model: bytes  # a `.keras` file; empty where the training is not at its end


class Ending(NamedTuple):
    """How a training has ended. Neither: it is gone, with its worker or the line to it."""

    outcome: Outcome | None = None
    error: BaseException | None = None  # what it raised


class WorkerState(NamedTuple):
    """How a worker is."""

    warm: bool  # TensorFlow and the data are loaded
    keys: tuple[str, ...] = ()  # of the trainings that it has in hand
    paused: bool = False  # by Dask, which gives it no task then
    problem: str = ""  # why it cannot train at all
    host: str = ""  # name of its machine, whose memory it shares with others there
    used_bytes: int = 0  # by its process
    free_bytes: int = 0  # of its machine; both 0: not known
    limit_bytes: int = 0  # at which its process is ended; 0: none
    card: str = ""  # name of the graphics card that it computes on; empty: on its processors
    card_unused: str = ""  # why not on the card that is there, a code
    silent: bool = False  # it is there, and does not answer

    @property
    def can_train(self) -> bool:
        """Tell whether it trains, or will once it is warm."""
        return not (self.paused or self.problem or self.silent)

    @property
    def room_bytes(self) -> int:
        """What its process may come to as things stand; 0: not known."""
        return self.limit_room(self.free_bytes)

    def limit_room(self, free_bytes: int) -> int:
        """Return what its process may come to where so much more could be had."""
        room = self.used_bytes + free_bytes
        return min(room, self.limit_bytes) if self.limit_bytes else room


def find_idle(workers: Mapping[str, WorkerState], used: set[str], prefix: str) -> list[str]:
    """Return workers that nobody uses, another app on their scheduler included; warm ones first,
    of these the ones with most memory.

    used: those that we use. prefix: of our own keys; a key that has just ended may still be listed.
    """
    idle = [
        address
        for address, state in workers.items()
        if state.can_train
        and address not in used
        and all(key.startswith(prefix) for key in state.keys)
    ]
    return sorted(idle, key=lambda at: (not workers[at].warm, -workers[at].room_bytes))


def find_silent(workers: Mapping[str, WorkerState]) -> set[str]:
    """Return the workers that do not answer."""
    return {address for address, state in workers.items() if state.silent}


class Listener(Protocol):
    """Who hears what happens on a cluster."""

    def hear(self, said: Said) -> None:
        """Take an event. It is called in the cluster's own thread, so it is quick."""

    def see_workers(
        self, workers: Mapping[str, WorkerState] | None, ended: Mapping[str, int]
    ) -> None:
        """Take note of all workers that are there, by address; None when the line is lost.

        ended: those that were ended for the memory that they used, address → bytes.
        """


class Cluster(Protocol):
    """Workers somewhere, and the line to them. Methods that talk to a worker wait for the network,
    but not for ever; they raise EngineError if there is no line, or no answer from that address."""

    @property
    def status(self) -> EngineStatus:
        """How it is."""

    def start(self, topic: str, listener: Listener) -> None:
        """Begin to connect, in the background, and tell the listener from now on. topic: of what
        is ours where several apps share the workers; the keys of all our trainings begin with it.
        """

    def close(self) -> None:
        """End the line, and what was started for it."""

    def submit(self, training: Training, done: Callable[[Ending], None]) -> object:
        """Send a training to its worker; `done` is called once, in another thread, when it ends.

        Returns what is to be held: who lets go of it has given the training up.
        """

    def tell(
        self,
        worker: str,
        key: str,
        wish: str = "",
        rate: float | None = None,
        at_epoch_end: bool = False,
    ) -> None:
        """Make a training end at its next batch or epoch's end, "stopped", "paused" or "yielded";
        or change its learning rate. Where it has ended, nothing happens."""

    def fetch_news(self, worker: str, key: str, arrived: int) -> News | None:
        """Return what the training has reached after what has arrived, by the number of the news
        that it came with; None if it has ended. A reply that is lost costs nothing."""
