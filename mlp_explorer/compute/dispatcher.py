"""Runs to workers, and what they say to the store.

One thread records events, in the order in which they come; others talk to workers. A lock guards
the queue and the tasks; nothing waits for a worker while it is held.
"""

import contextlib
import logging
import threading
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from mlp_explorer.compute.background import Background
from mlp_explorer.compute.cluster import Cluster, Ending, Said, Training, WorkerState, find_idle
from mlp_explorer.compute.need import find_lack
from mlp_explorer.compute.queue import FairQueue, Job
from mlp_explorer.compute.recorder import Recorder
from mlp_explorer.compute.task import Task, explain, explain_losses, judge, put_away
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import Checkpoint, RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted, WorkerLost
from mlp_explorer.runs import RunStore

__all__ = ["Dispatcher"]

_MOST_LOSSES = 3  # workers in a row that died before an epoch of a run was done: it has failed
_STATES = {"stopped": RunState.STOPPED, "paused": RunState.PAUSED}
_LOG = logging.getLogger(__name__)


class Dispatcher:
    """Gives each idle worker of a cluster a job, and is its `Listener`."""

    def __init__(self, store: RunStore, cluster: Cluster) -> None:
        self._store, self._cluster, self._background = store, cluster, Background()
        self._topic = f"mlp-explorer-{uuid.uuid4().hex}"  # the keys of all tasks begin with it
        self._lock = threading.RLock()  # of what follows
        self._queue = FairQueue()
        self._tasks: dict[str, Task] = {}  # by key
        self._workers: dict[str, WorkerState] = {}  # by address, as far as they are in sight
        self._checkpoints: dict[str, Checkpoint] = {}  # by run, where newer than the store's
        self._losses: Counter[str] = Counter()  # by run
        self._recorder = Recorder(self._take_events)
        self._closed = False

    def start(self) -> None:
        """Begin to listen to the cluster."""
        self._recorder.start()
        self._cluster.start(self._topic, self)

    def close(self) -> None:
        """End the cluster and the threads; runs that go on stay as they are in the store."""
        self._cluster.close()
        with self._lock:
            self._closed = True
        self._recorder.close()
        self._background.close()

    def add(self, owner: str, *run_ids: str) -> None:
        """Queue one run, or several that are to be trained side by side."""
        with self._lock:
            self._queue.add(Job(owner, run_ids))
            self._dispatch()

    def ask_to_end(self, run_id: str, wish: str) -> None:
        """Make a run end, "stopped" or "paused"; one that has not started has ended at once."""
        with self._lock:
            self._queue.remove(run_id)
            waits = self._store.get(run_id).state is RunState.QUEUED
            if waits:
                self._store.end(run_id, _STATES[wish])
                self._background.call(put_away, self._checkpoints, run_id, self._store)
            for task in self._tasks_of(run_id):
                task.wish, task.given_up = task.wish or wish, task.given_up or waits
                self._background.call(self._cluster.tell, task.worker, task.key, wish)

    def set_rate(self, run_id: str, rate: float) -> None:
        """Change a running run's learning rate."""
        with self._lock:
            for task in self._tasks_of(run_id):
                self._background.call(self._cluster.tell, task.worker, task.key, "", rate)

    def count_before(self, run_id: str) -> int:
        """Return how many jobs run or wait before this one."""
        with self._lock:
            if self._tasks_of(run_id):
                return 0
            running = self._count_jobs()
            return sum(running.values()) + self._queue.count_before(run_id, running)

    def see_workers(
        self, workers: Mapping[str, WorkerState] | None, ended: Mapping[str, int]
    ) -> None:
        """Take note of who is there; see `Listener`."""
        with self._lock:
            self._workers = dict(workers or {})
            for task in list(self._tasks.values()):
                if task.worker not in self._workers:
                    self._lose(task, workers is not None, ended.get(task.worker, 0))
            self._dispatch()

    def hear(self, said: Said) -> None:
        """Take an event from a worker; see `Listener`."""
        self._recorder.put(said)

    # --- from the queue to workers ----------------------------------------------------------

    def _dispatch(self) -> None:
        used = {task.worker for task in self._tasks.values()}
        for address in find_idle(self._workers, used, self._topic):
            job = self._queue.take(self._count_jobs())
            if job is None:
                return
            for run_id in job.run_ids:
                key = f"{self._topic}-{uuid.uuid4().hex}"
                room, checkpoint = self._workers[address].room_bytes, self._checkpoints.get(run_id)
                task = Task(key, run_id, job, address, room, checkpoint)
                self._tasks[key] = task
                self._background.call(self._start, task)

    def _count_jobs(self) -> Counter[str]:
        """Return how many jobs each owner has at work."""
        return Counter(job.owner for job in {task.job for task in self._tasks.values()})

    def _tasks_of(self, run_id: str) -> list[Task]:
        return [t for t in self._tasks.values() if t.run_id == run_id and not t.given_up]

    def _start(self, task: Task) -> None:
        try:
            start = task.checkpoint or self._store.load_checkpoint(task.run_id)
            config = self._store.get(task.run_id).config
            together = [self._store.get(run_id).config for run_id in task.job.run_ids]
            if lack := find_lack(together, task.room_bytes):
                problem = lack.to_text()
                return self._recorder.put(lambda: self._end(task, RunState.FAILED, problem))
            own = self._store.load_own_set(config.own_set) if config.own_set else None
            training = Training(task.key, task.worker, config, start, own, len(together) > 1)
            task.held = self._cluster.submit(training, lambda ending: self._finish(task, ending))
        except StoreError as error:
            problem = error.problems[0].to_text()
            self._recorder.put(lambda: self._end(task, RunState.FAILED, problem))
        except Exception as error:  # the worker is gone, or the line to it
            _LOG.info("run %s did not start: %s", task.run_id, error)
            with self._lock:
                self._workers.pop(task.worker, None)  # until it is seen again
                self._lose(task, by_death=False)

    # --- from workers to the store ----------------------------------------------------------

    def _take_events(self, messages: Sequence[Said]) -> None:
        with self._lock:
            kept = [(task, said) for said in messages if (task := self._find_task(said))]
            try:
                self._store.append_all(
                    [(task.run_id, said.event, said.time_s) for task, said in kept]
                )
            except StoreError as error:
                for task in {task for task, _ in kept}:
                    self._give_up(task, error)
                return
        for task, said in kept:
            if isinstance(said.event, EpochEnded):
                self._losses.pop(task.run_id, None)
            if isinstance(said.event, TrainingStarted | EpochEnded) and not task.fetching:
                task.fetching = True
                self._background.call(self._fetch, task)

    def _find_task(self, said: Said) -> Task | None:
        """Return whose event this is; a training that was given up, on a worker that was out of
        sight, is told to end."""
        task = self._tasks.get(said.key)
        if task is not None and not task.given_up:
            return task
        if isinstance(said.event, TrainingStarted):
            self._background.call(self._cluster.tell, said.worker, said.key, "stopped")
        return None

    def _fetch(self, task: Task) -> None:
        task.fetching = False  # what is reached from now on may not be in this reply
        try:
            task.fetch(self._cluster, self._store)
        except StoreError as error:
            self._give_up(task, error)
        except Exception as error:  # mostly a worker that is gone; the next epoch's weights follow
            _LOG.info("no weights of %s: %s", task.run_id, error)

    # --- the end of a task ------------------------------------------------------------------

    def _finish(self, task: Task, ending: Ending) -> None:
        """Take what a training leaves: its weights first, then, after its last event, its end."""
        if ending.error is not None:
            problem = explain(ending.error)
            return self._recorder.put(lambda: self._end(task, RunState.FAILED, problem))
        outcome = ending.outcome
        if outcome is None:
            return self._lose(task, by_death=False)
        try:
            if not task.given_up:
                task.finish(outcome, self._store)
        except StoreError as error:
            self._give_up(task, error)
        except Exception:  # our own fault; others must not wait for its worker
            _LOG.exception("the end of run %s was not taken", task.run_id)
            return self._lose(task, by_death=False)
        return self._recorder.put(lambda: self._end(task, *judge(outcome)))

    def _end(
        self, task: Task, state: RunState, problem: str = "", weights_epoch: int | None = None
    ) -> None:
        """Put the task's run into its final state, unless another attempt has it now."""
        with self._lock:
            if self._tasks.pop(task.key, None) is None:
                return
            if not task.given_up:
                self._checkpoints.pop(task.run_id, None)
                self._losses.pop(task.run_id, None)
                self._store.end(task.run_id, state, problem, weights_epoch)
            self._dispatch()

    def _lose(self, task: Task, by_death: bool, used_bytes: int = 0) -> None:
        """Put the run of a task that is gone back into the queue, with all that it has reached."""
        with self._lock:
            if self._closed or self._tasks.pop(task.key, None) is None or task.given_up:
                return
            run_id, record = task.run_id, self._store.get(task.run_id)
            if task.checkpoint:
                self._checkpoints[run_id] = task.checkpoint
            self._losses[run_id] += by_death
            if begun := record.state is RunState.RUNNING:
                with contextlib.suppress(StoreError):  # its next event will say so
                    self._store.append(run_id, WorkerLost(len(record.epochs) + 1, used_bytes))
            if task.wish:
                self._store.end(run_id, _STATES[task.wish])
            elif self._losses[run_id] >= _MOST_LOSSES:
                self._store.end(run_id, RunState.FAILED, explain_losses(begun, used_bytes))
            else:
                self._queue.add(Job(task.job.owner, (run_id,)), first=True)
            self._background.call(put_away, self._checkpoints, run_id, self._store)

    def _give_up(self, task: Task, error: StoreError) -> None:
        """Interrupt a run that cannot be kept any more; once it can, it may go on from here."""
        _LOG.error("run %s cannot be kept: %s", task.run_id, error)
        with self._lock:
            if task.given_up:
                return
            task.given_up = True
            if task.checkpoint:
                self._checkpoints[task.run_id] = task.checkpoint
            problem = error.problems[0].to_text()
            self._store.end(task.run_id, RunState.INTERRUPTED, problem)
            self._background.call(self._cluster.tell, task.worker, task.key, "stopped")
