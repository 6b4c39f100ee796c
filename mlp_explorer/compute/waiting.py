"""How long who waits will wait: the queue, played through with what turns are likely to take."""

import contextlib
import itertools
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from mlp_explorer.compute.at_work import AtWork
from mlp_explorer.compute.queue import FairQueue, Job, Turn
from mlp_explorer.compute.rooms import Shortage
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.runs import RunRecord, RunStore

__all__ = ["estimate_waits", "find_needs", "Need", "Outlook", "Place", "round_wait", "Wait"]

_CHANGE_S = 0.5  # from one job's last step to the next one's first
_UNKNOWN_S = 1.0  # an epoch, while none has been measured
_KEPT_S = 1.0  # that an outlook holds: many pages ask for it
_MOST_TURNS = 2000  # that are played through: what comes after them is far away


class Need(NamedTuple):
    """What a run still needs a worker for, in seconds: an epoch of it, and all that are left."""

    epoch_s: float
    left_s: float


_LAST = Need(1.0, 1.0)  # of a run that is only tested


class _Play(NamedTuple):
    """A job at work, in a game of what will come."""

    until_s: float  # from now, when it makes room
    number: int  # of two that do so at once, the first
    job: Job


def estimate_waits(
    queue: FairQueue, at_work: Sequence[Turn], needs: Mapping[str, Need], now_s: float
) -> dict[str, float]:
    """Return in how many seconds each run that waits will begin, as things stand.

    queue: stays as it is. needs: of all runs that wait or are at work. A run is left out where
    nobody is at work, or where it is too far away to tell.
    """
    queue = queue.copy()
    jobs = [*queue.list_jobs(), *(turn.job for turn in at_work)]
    left = {job.run_ids: sum(needs[run_id].left_s for run_id in job.run_ids) for job in jobs}
    waiting = {run_id for job in queue.list_jobs() for run_id in job.run_ids}
    waits: dict[str, float] = {}

    def begin(job: Job, start_s: float, had_s: float = 0.0) -> _Play:
        epoch_s = max(needs[run_id].epoch_s for run_id in job.run_ids)
        slice_s = max(epoch_s, queue.find_slice(job) - had_s)
        lasts_s = min(slice_s, left[job.run_ids])
        left[job.run_ids] -= lasts_s
        return _Play(start_s + lasts_s, next(numbers), job)

    numbers = itertools.count()
    plays = [begin(turn.job, 0.0, turn.had_s(now_s)) for turn in at_work]
    for _ in range(_MOST_TURNS):
        if not (plays and waiting):
            break
        ended = min(plays)
        plays.remove(ended)
        if left[ended.job.run_ids] > 0:
            queue.put_back(ended.job)
        chosen = queue.take(Counter(play.job.owner for play in plays))
        if chosen is not None:
            waits |= dict.fromkeys(waiting.intersection(chosen.run_ids), ended.until_s)
            waiting.difference_update(chosen.run_ids)
            plays.append(begin(chosen, ended.until_s + _CHANGE_S))
    return waits


def find_needs(runs: Sequence[RunRecord]) -> dict[str, Need]:
    """Return what each run still needs, by its id.

    An epoch takes what those of its own have taken; where it has none yet, as long as one of the
    others would with its number of parameters and images.
    """
    measured = {run.id: _measure_epoch(run) for run in runs if run.epochs}
    pace = min((measured[run.id] / _work(run) for run in runs if run.epochs), default=None)
    needs = {}
    for run in runs:
        guess = _UNKNOWN_S if pace is None else pace * _work(run)
        epoch_s = measured.get(run.id, guess)
        needs[run.id] = Need(epoch_s, epoch_s * max(0, run.config.epochs - len(run.epochs)))
    return needs


def _measure_epoch(run: RunRecord) -> float:
    """Return the mean over its epochs but the first, which may have been compiled."""
    first, last = run.epochs[0], run.epochs[-1]
    if first is last:
        return first.elapsed_s / first.epoch
    return (last.elapsed_s - first.elapsed_s) / (last.epoch - first.epoch)


def _work(run: RunRecord) -> int:
    return run.config.n_train * sum(run.config.layer_parameters)


def round_wait(seconds: float) -> int:
    """Return about so many seconds, as exactly as they can be known: in steps of 5, 15 or 60."""
    step = 5 if seconds < 60 else 15 if seconds < 300 else 60
    return max(step, round(seconds / step) * step)


class Place(NamedTuple):
    """Where a run stands that waits for a worker, or has one."""

    run_id: str
    is_at_work: bool
    seconds: float | None  # at work: of this turn so far; else: until it begins, None: unknown


class Wait(NamedTuple):
    """What a run waits for."""

    before: int = 0  # jobs that run or wait before it
    seconds: int | None = None  # about, until it begins; None: unknown
    shortage: Shortage | None = None  # of memory, on a machine where others train
    is_last: bool = False  # it was stopped, and is only tested and saved


class Outlook:
    """How long each run will wait, looked at anew each second at most. The dispatcher's lock
    guards it."""

    def __init__(
        self, store: RunStore, queue: FairQueue, at_work: AtWork, clock: Callable[[], float]
    ) -> None:
        self._store, self._queue, self._at_work, self._clock = store, queue, at_work, clock
        self._places: list[Place] = []
        self._until_s = -1.0

    def count_before(self, run_id: str) -> int:
        """Return how many jobs run or wait before this one."""
        if self._at_work.list_tasks_of(run_id):
            return 0
        running = self._at_work.count_jobs()
        return sum(running.values()) + self._queue.count_before(run_id, running)

    def list_places(self) -> list[Place]:
        """Return the runs at work, then those that wait, who begins first before the others.

        Raises StoreError.
        """
        now_s = self._clock()
        if now_s >= self._until_s:
            self._places = self._look(now_s)
            self._until_s = now_s + _KEPT_S
        return self._places

    def _look(self, now_s: float) -> list[Place]:
        turns, jobs = self._at_work.list_turns(), self._queue.list_jobs()
        ids = [run_id for job in [*(turn.job for turn in turns), *jobs] for run_id in job.run_ids]
        needs = dict.fromkeys(ids, Need(0.0, 0.0)) | find_needs(self._find_runs(ids))
        needs |= dict.fromkeys(self._queue.list_last(), _LAST)
        waits = estimate_waits(self._queue, turns, needs, now_s)
        at_work = [
            Place(task.run_id, True, task.turn.had_s(now_s)) for task in self._at_work.list_tasks()
        ]
        waiting = [run_id for job in jobs for run_id in job.run_ids]
        waiting.sort(key=lambda run_id: waits.get(run_id, math.inf))
        return [*at_work, *(Place(run_id, False, waits.get(run_id)) for run_id in waiting)]

    def _find_runs(self, ids: Sequence[str]) -> list[RunRecord]:
        """Return those of these runs that were not thrown away meanwhile."""
        runs = []
        for run_id in ids:
            with contextlib.suppress(RunNotFoundError):
                runs.append(self._store.get(run_id))
        return runs
