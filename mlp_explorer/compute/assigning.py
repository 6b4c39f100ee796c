"""Which worker gets which job. The dispatcher's lock guards it."""

from collections.abc import Mapping

from mlp_explorer.compute.at_work import AtWork
from mlp_explorer.compute.cluster import WorkerState, find_idle
from mlp_explorer.compute.queue import FairQueue, Job
from mlp_explorer.compute.rooms import Rooms, Shortage
from mlp_explorer.compute.task import Task
from mlp_explorer.config import MemoryNeed, estimate_memory
from mlp_explorer.runs import RunStore

__all__ = ["Assigner"]


class Assigner:
    """Takes jobs out of the queue for idle workers. A worker stays idle where what comes next needs
    memory that others of its machine have, or will have: so these others do not pass it for ever.
    """

    def __init__(self, store: RunStore, queue: FairQueue, at_work: AtWork, topic: str) -> None:
        self._store, self._queue, self._at_work, self._topic = store, queue, at_work, topic
        self._shortages: dict[str, Shortage] = {}  # by run

    def assign(self, workers: Mapping[str, WorkerState]) -> list[Task]:
        """Return new tasks for the idle ones of these workers."""
        self._shortages.clear()
        used = {turn.worker for turn in self._at_work.list_turns()}
        idle = find_idle(workers, used, self._topic) if len(self._queue) else []
        return [task for address in idle for task in self._occupy(workers, address)]

    def find_shortage(self, run_id: str) -> Shortage | None:
        """Return what memory a run waits for, None if for none."""
        return self._shortages.get(run_id)

    def _occupy(self, workers: Mapping[str, WorkerState], address: str) -> list[Task]:
        rooms = Rooms(workers, self._at_work.list_turns())
        running = self._at_work.count_jobs()
        job = self._queue.find_next(
            running, lambda job: rooms.can_take(self._measure(job), address)
        )
        if job is None:
            return []
        need = self._measure(job)
        if shortage := rooms.find_shortage(need, address):
            self._shortages |= dict.fromkeys(job.run_ids, shortage)
            return []
        self._queue.take_out(job)
        return self._at_work.begin(job, address, self._topic, need, rooms.measure_most())

    def _measure(self, job: Job) -> MemoryNeed:
        return estimate_memory(*(self._store.get(run_id).config for run_id in job.run_ids))
