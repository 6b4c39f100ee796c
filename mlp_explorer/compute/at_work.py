"""What the workers have in hand: tasks, and the turns that these belong to."""

import uuid
from collections import Counter

from mlp_explorer.compute.queue import FairQueue, Job, Turn
from mlp_explorer.compute.task import Task
from mlp_explorer.config import MemoryNeed

__all__ = ["AtWork"]


class AtWork:
    """Tasks by their key. Its owner's lock guards it."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}

    def begin(
        self, job: Job, worker: str, prefix: str, need: MemoryNeed, room_bytes: int
    ) -> list[Task]:
        """Return new tasks for the runs of a job, one turn at a worker; their keys begin so.

        need: of all of them. room_bytes: that a worker may come to at most; 0: not known.
        """
        turn = Turn(job, worker, need=need, room_bytes=room_bytes)
        wish = "stopped" if job.is_last else ""
        tasks = [
            Task(f"{prefix}-{uuid.uuid4().hex}", run_id, turn, wish=wish) for run_id in job.run_ids
        ]
        self._tasks |= {task.key: task for task in tasks}
        return tasks

    def get(self, key: str) -> Task | None:
        """Return the task of a key, None for one that has ended."""
        return self._tasks.get(key)

    def end(self, task: Task) -> bool:
        """Forget a task; tell whether it was still there."""
        return self._tasks.pop(task.key, None) is not None

    def list_tasks(self) -> list[Task]:
        """Return all tasks."""
        return list(self._tasks.values())

    def list_tasks_of(self, run_id: str) -> list[Task]:
        """Return a run's tasks that were not given up: one, or none."""
        return [t for t in self._tasks.values() if t.run_id == run_id and not t.given_up]

    def list_unheard(self, silent: set[str]) -> list[Task]:
        """Return the tasks on workers that do not answer, but for those that were given up."""
        return [t for t in self._tasks.values() if t.worker in silent and not t.given_up]

    def list_turns(self) -> list[Turn]:
        """Return the turns of all tasks."""
        return list(dict.fromkeys(task.turn for task in self._tasks.values()))

    def count_jobs(self) -> Counter[str]:
        """Return how many jobs each owner has at work."""
        return Counter(turn.job.owner for turn in self.list_turns())

    def find_due(self, queue: FairQueue, now_s: float, silent: set[str]) -> list[tuple[Task, bool]]:
        """Note which turns are to end now; return their tasks, and whether an epoch may end first.

        now_s: on the clock that `Turn` has its times of. silent: workers that hear nothing.
        """
        turns = [turn for turn in self.list_turns() if turn.worker not in silent]
        asked = dict.fromkeys(queue.find_due(turns, now_s), True)
        for turn in asked:
            turn.asked_s = now_s
        for turn in turns:
            if turn.has_lingered(now_s) and not turn.is_hurried:
                turn.is_hurried, asked[turn] = True, False
        return [(task, asked[task.turn]) for task in self.list_tasks() if task.turn in asked]

    def put_back(self, turn: Turn, queue: FairQueue) -> None:
        """Queue what of a turn is to go on, once none of its tasks is left: a race stays one."""
        if turn.back and not any(task.turn is turn for task in self._tasks.values()):
            back = tuple(run_id for run_id in turn.job.run_ids if run_id in turn.back)
            turn.back.clear()
            queue.put_back(turn.job._replace(run_ids=back), was_cut=turn.asked_s is None)

    def keep_from_going_back(self, run_id: str) -> None:
        """Let a run that waits for the others of its race wait no more."""
        for turn in self.list_turns():
            if run_id in turn.back:
                turn.back.remove(run_id)
