"""Runs to workers, and what they say to the store.

One thread records events, in the order in which they come; others talk to workers. A lock guards
the queue and the tasks; nothing waits for a worker while it is held.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence

from mlp_explorer.compute.assigning import Assigner
from mlp_explorer.compute.at_work import AtWork
from mlp_explorer.compute.background import Background
from mlp_explorer.compute.cluster import Cluster, Ending, Said, WorkerState, find_silent
from mlp_explorer.compute.ends import Ends
from mlp_explorer.compute.queue import FairQueue, Job
from mlp_explorer.compute.recorder import Recorder
from mlp_explorer.compute.rooms import Shortage
from mlp_explorer.compute.task import Task, explain, judge
from mlp_explorer.compute.waiting import Outlook, Place
from mlp_explorer.compute.wishes import Wishes
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted
from mlp_explorer.runs import RunStore

__all__ = ["Dispatcher"]

_LOG = logging.getLogger(__name__)


class Dispatcher:
    """Gives each idle worker of a cluster a job, and is its `Listener`.

    clock: seconds that never go back, by which turns are measured.
    """

    def __init__(self, store: RunStore, cluster: Cluster, clock: Callable[[], float]) -> None:
        self._store, self._cluster, self._background = store, cluster, Background()
        self._clock = clock
        self._topic = f"mlp-explorer-{uuid.uuid4().hex}"  # the keys of all tasks begin with it
        self._lock = threading.RLock()  # of what follows
        self._queue = FairQueue()
        self._at_work = AtWork()
        self._workers: dict[str, WorkerState] = {}  # by address, as far as they are in sight
        self._assigner = Assigner(store, self._queue, self._at_work, self._topic)
        self._ends = Ends(store)
        self._wishes = Wishes(
            store, self._queue, self._at_work, self._ends, cluster, self._background
        )
        self._outlook = Outlook(store, self._queue, self._at_work, clock)
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
            self._wishes.give_up_last_turns()
        self._recorder.close()
        self._background.close()

    def add(self, owner: str, *run_ids: str) -> None:
        """Queue one run, or several that are to be trained side by side."""
        with self._lock:
            is_new = not (self._queue.has_jobs_of(owner) or self._at_work.count_jobs()[owner])
            self._queue.add(Job(owner, run_ids, is_new))
            self._dispatch()

    def ask_to_end(self, run_id: str, wish: str) -> None:
        """Make a run end, "stopped" or "paused", see `Wishes`."""
        with self._lock:
            can_train = any(state.can_train for state in self._workers.values())
            self._wishes.ask_to_end(run_id, wish, can_train)
            self._leave_silent_ones()
            self._dispatch()

    def set_rate(self, run_id: str, rate: float) -> None:
        """Change a running run's learning rate."""
        with self._lock:
            self._wishes.set_rate(run_id, rate)

    def count_before(self, run_id: str) -> int:
        """Return how many jobs run or wait before this one."""
        with self._lock:
            return self._outlook.count_before(run_id)

    def find_reason(self, run_id: str) -> tuple[Shortage | None, bool]:
        """Return what memory a run waits for, if so; and whether only for its test."""
        with self._lock:
            return self._assigner.find_shortage(run_id), self._wishes.is_ending(run_id)

    def list_places(self) -> list[Place]:
        """Return the runs at work and those that wait, in the order in which they come."""
        with self._lock:
            return self._outlook.list_places()

    def see_workers(
        self, workers: Mapping[str, WorkerState] | None, ended: Mapping[str, int]
    ) -> None:
        """Take note of who is there; see `Listener`."""
        with self._lock:
            self._workers = dict(workers or {})
            for task in self._at_work.list_tasks():
                if task.worker not in self._workers:
                    self._lose(task, workers is not None, ended.get(task.worker, 0))
            self._leave_silent_ones()
            self._dispatch()

    def hear(self, said: Said) -> None:
        """Take an event from a worker; see `Listener`."""
        self._recorder.put(said)

    # --- from the queue to workers ----------------------------------------------------------

    def _dispatch(self) -> None:
        for task in self._assigner.assign(self._workers):
            task.checkpoint = self._ends.find_checkpoint(task.run_id)
            self._background.call(self._start, task)
        self._wishes.ask_for_room(self._clock(), find_silent(self._workers))

    def _leave_silent_ones(self) -> None:
        """Give up what a person has ended on a worker that does not answer; what has not begun on
        one goes elsewhere. What they say of it later is told apart by the task's key."""
        for task in self._at_work.list_unheard(find_silent(self._workers)):
            if task.wish:
                task.given_up = True
                self._ends.leave(task)
            elif task.turn.began_s is None:
                self._lose(task, by_death=False)

    def _start(self, task: Task) -> None:
        try:
            if lack := task.find_lack(self._store):
                return self._recorder.put(lambda: self._end(task, RunState.FAILED, lack))
            training = task.prepare(self._store)
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
            rows = [(task.run_id, said.event, said.time_s) for task, said in kept]
            try:
                self._store.append_all(rows)
            except StoreError as error:
                for task in {task for task, _ in kept}:
                    self._give_up(task, error)
                return
            self._note_turns(kept)
        for task, said in kept:
            if isinstance(said.event, TrainingStarted | EpochEnded) and not task.fetching:
                task.fetching = True
                self._background.call(self._fetch, task)

    def _note_turns(self, kept: Sequence[tuple[Task, Said]]) -> None:
        for task, said in kept:
            if isinstance(said.event, TrainingStarted):
                task.turn.begin(self._clock())
            if isinstance(said.event, EpochEnded):
                self._ends.note_epoch(task.run_id)
        self._wishes.ask_for_room(self._clock(), find_silent(self._workers))

    def _find_task(self, said: Said) -> Task | None:
        """Return whose event this is; a training that was given up unheard is told to end."""
        task = self._at_work.get(said.key)
        if task is not None and not task.given_up:
            return task
        if isinstance(said.event, TrainingStarted | EpochEnded):
            self._background.call(self._cluster.tell, said.worker, said.key, "stopped")
        return None

    def _fetch(self, task: Task) -> None:
        task.fetching = False  # what is reached from now on may not be in this reply
        try:
            task.fetch(self._cluster, self._store)
        except StoreError as error:
            self._give_up(task, error)

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
        """Put the task's run into its final state, or back into the queue until its next turn."""
        with self._lock:
            if not self._at_work.end(task):
                return
            if not task.given_up:
                self._ends.end(task, state, problem, weights_epoch)
            self._at_work.put_back(task.turn, self._queue)
            self._dispatch()

    def _lose(self, task: Task, by_death: bool, used_bytes: int = 0) -> None:
        """Put the run of a task that is gone back into the queue, with all that it has reached."""
        with self._lock:
            if self._closed or not self._at_work.end(task):
                return
            if not task.given_up:
                self._ends.lose(task, by_death, used_bytes)
                self._background.call(self._ends.put_away, task.run_id)
            self._at_work.put_back(task.turn, self._queue)

    def _give_up(self, task: Task, error: StoreError) -> None:
        """Let a run that cannot be kept any more train no longer."""
        _LOG.error("run %s cannot be kept: %s", task.run_id, error)
        with self._lock:
            if task.given_up:
                return
            task.given_up = True
            self._ends.interrupt(task, error)
            self._background.call(self._cluster.tell, task.worker, task.key, "stopped")
