"""What workers are told while they train: that a person wants a run to end, another learning rate,
or that others' turn has come. The dispatcher's lock guards it; nothing here waits for a worker."""

from mlp_explorer.compute.at_work import AtWork
from mlp_explorer.compute.background import Background
from mlp_explorer.compute.cluster import Cluster
from mlp_explorer.compute.ends import ASKED_FOR, Ends
from mlp_explorer.compute.queue import FairQueue, Job
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore

__all__ = ["Wishes"]


class Wishes:
    """Tells workers in the background; what waits for one is changed at once."""

    def __init__(
        self,
        store: RunStore,
        queue: FairQueue,
        at_work: AtWork,
        ends: Ends,
        cluster: Cluster,
        background: Background,
    ) -> None:
        self._store, self._queue, self._at_work, self._ends = store, queue, at_work, ends
        self._cluster, self._background = cluster, background

    def ask_to_end(self, run_id: str, wish: str, can_train: bool) -> None:
        """Make a run end, "stopped" or "paused"; one that has not started has ended at once.

        One that has, and is stopped while it waits for its turn, has a last turn, in which it is
        tested; can_train: there is somebody who could do so.
        """
        tasks = self._at_work.list_tasks_of(run_id)
        if any(task.turn.job.is_last for task in tasks):
            return  # it ends already
        self._queue.remove(run_id)
        self._at_work.keep_from_going_back(run_id)
        record = self._store.get(run_id)
        waits = record.state is RunState.QUEUED
        for task in tasks:
            task.wish, task.given_up = task.wish or wish, task.given_up or waits
            self._background.call(self._cluster.tell, task.worker, task.key, wish)
        if waits and wish == "stopped" and record.started and can_train:
            self._queue.add(Job(record.owner, (run_id,), is_last=True))
        elif waits:
            self._store.end(run_id, ASKED_FOR[wish])
            self._background.call(self._ends.put_away, run_id)

    def is_ending(self, run_id: str) -> bool:
        """Tell whether a run that was stopped waits for its test."""
        tasks = self._at_work.list_tasks_of(run_id)
        return run_id in self._queue.list_last() or any(task.turn.job.is_last for task in tasks)

    def set_rate(self, run_id: str, rate: float) -> None:
        """Change a running run's learning rate."""
        for task in self._at_work.list_tasks_of(run_id):
            self._background.call(self._cluster.tell, task.worker, task.key, "", rate)

    def ask_for_room(self, now_s: float, silent: set[str]) -> None:
        """Ask those that have had their time to let others have the worker.

        now_s: on the clock that turns are measured by. silent: workers that hear nothing.
        """
        if len(self._queue):
            tell = self._cluster.tell
            for task, at_end in self._at_work.find_due(self._queue, now_s, silent):
                self._background.call(tell, task.worker, task.key, "yielded", None, at_end)

    def give_up_last_turns(self) -> None:
        """Stop the runs that wait for their last turn as they stand: the next app would train them
        further."""
        for run_id in self._queue.list_last():
            self._store.end(run_id, RunState.STOPPED)
