"""How much memory a job may take on a machine where others train."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlp_explorer.compute.cluster import WorkerState
from mlp_explorer.compute.queue import Turn
from mlp_explorer.config import MemoryNeed

__all__ = ["Rooms", "Shortage"]


class Shortage(NamedTuple):
    """Why a run waits: what it needs is not free beside what trains on the machine. In bytes."""

    needed: int
    free: int


class Rooms(NamedTuple):
    """The memory of workers, by address, as they have said it, and of the turns that they have.

    A room is what a worker's process may come to, in bytes; 0: not known.
    """

    workers: Mapping[str, WorkerState]
    turns: Sequence[Turn]

    def measure_now(self, address: str) -> int:
        """Return a worker's room beside the others of its machine, which take all that theirs need,
        though they may not have taken it yet."""
        state = self.workers[address]
        promised = sum(
            max(0, turn.need.total - other.used_bytes) for turn, other in self._list_others(address)
        )
        return max(1, state.limit_room(state.free_bytes - promised)) if state.room_bytes else 0

    def measure_idle(self, address: str) -> int:
        """Return about the room that a worker has once nobody trains on its machine."""
        state = self.workers[address]
        given_back = sum(
            max(0, other.used_bytes - turn.need.base) for turn, other in self._list_others(address)
        )
        return state.limit_room(state.free_bytes + given_back) if state.room_bytes else 0

    def measure_most(self) -> int:
        """Return the largest room that any worker has once nobody trains; 0 if one is not known."""
        rooms = [self.measure_idle(at) for at, state in self.workers.items() if state.can_train]
        return max(rooms, default=0) if all(rooms) else 0

    def can_take(self, need: MemoryNeed, address: str) -> bool:
        """Tell whether a job is for this worker, now or later: not if only another has the room."""
        idle, most = self.measure_idle(address), self.measure_most()
        return not idle or need.total <= idle or bool(most and need.total > most)

    def find_shortage(self, need: MemoryNeed, address: str) -> Shortage | None:
        """Return why a job waits for others of the worker's machine, None if it does not: it fits,
        or never will."""
        now, most = self.measure_now(address), self.measure_most()
        if not now or need.total <= now or (most and need.total > most):
            return None
        return Shortage(need.total, now)

    def _list_others(self, address: str) -> Iterator[tuple[Turn, WorkerState]]:
        host = self.workers[address].host
        for turn in self.turns:
            other = self.workers.get(turn.worker)
            if turn.worker != address and other is not None and other.host == host:
                yield turn, other
