"""Who is next, and whose time is up: fair turns between people, whatever each has asked for.

Nothing here reads a clock: what time it is comes with each question, in seconds of any clock that
never goes back.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from mlp_explorer.config import MemoryNeed

__all__ = ["FairQueue", "Job", "SLICE_S", "Turn"]

_NO_NEED = MemoryNeed(0, 0, 0)
SLICE_S = 10.0  # of a turn while others wait; it ends with its epoch
_PATIENCE_S = 1.0  # with one that has had so much: then it ends within its epoch; else `SLICE_S`


class Job(NamedTuple):
    """What one worker trains at a time: a run, or the runs of a race."""

    owner: str
    run_ids: tuple[str, ...]
    is_new: bool = False  # it has had no turn, and its owner had nothing else when it was added
    is_last: bool = False  # its run was stopped between turns, and is only tested: a short one


@dataclass(eq=False)
class Turn:
    """A job in a worker's hands."""

    job: Job
    worker: str  # its address
    began_s: float | None = None  # when the first of its trainings began
    asked_s: float | None = None  # when it was asked to make room at the end of its epoch
    is_hurried: bool = False  # it was asked not to wait for that
    need: MemoryNeed = _NO_NEED  # that its worker comes to
    room_bytes: int = 0  # that a worker may come to at most; 0: not known
    back: list[str] = field(default_factory=list)  # runs that are to go on in another turn

    def begin(self, now_s: float) -> None:
        """Note that a training of it has begun."""
        self.began_s = now_s if self.began_s is None else self.began_s

    def had_s(self, now_s: float) -> float:
        """Return for how many seconds it has trained."""
        return 0.0 if self.began_s is None else now_s - self.began_s

    def has_lingered(self, now_s: float) -> bool:
        """Tell whether it was asked to make room long ago, and its epoch has not ended yet."""
        if self.asked_s is None:
            return False
        patience_s = _PATIENCE_S if self.had_s(self.asked_s) >= SLICE_S else SLICE_S
        return now_s - self.asked_s >= patience_s


class FairQueue:
    """Jobs that wait. A last one is next; else one of the owner who has the fewest at work; of
    these, a new one comes first, then that of the owner whose last turn is longest ago. Each
    owner's own jobs keep their order."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._past = _Past()

    def __len__(self) -> int:
        return len(self._jobs)

    def copy(self) -> "FairQueue":
        """Return one of its own, to play with."""
        other = FairQueue()
        other._jobs, other._past = list(self._jobs), self._past.copy()
        return other

    def list_jobs(self) -> list[Job]:
        """Return the jobs that wait, in no order that counts."""
        return list(self._jobs)

    def list_last(self) -> list[str]:
        """Return the runs that wait for their test only."""
        return [run_id for job in self._jobs if job.is_last for run_id in job.run_ids]

    def find_slice(self, job: Job) -> float:
        """Return how many seconds a turn of a job lasts as things stand, 0 for one epoch."""
        return _slice_s(job, self._jobs)

    def has_jobs_of(self, owner: str) -> bool:
        """Tell whether a job of an owner waits."""
        return any(job.owner == owner for job in self._jobs)

    def add(self, job: Job) -> None:
        """Add a job."""
        self._jobs.append(job)

    def put_back(self, job: Job, was_cut: bool = False) -> None:
        """Add a job that is not done, as the next one of its owner's.

        was_cut: its worker died; else it has had its turn, and other owners come first.
        """
        self._jobs.insert(0, job if was_cut else job._replace(is_new=False))
        if not was_cut:
            self._past.note(job.owner)

    def remove(self, run_id: str) -> bool:
        """Take a run out; tell whether it was waiting."""
        for index, job in enumerate(self._jobs):
            if run_id in job.run_ids:
                others = tuple(other for other in job.run_ids if other != run_id)
                self._jobs[index : index + 1] = [job._replace(run_ids=others)] if others else []
                return True
        return False

    def take(self, running: Mapping[str, int]) -> Job | None:
        """Take the next job out, None if nobody waits. running: how many jobs each owner has."""
        job = self.find_next(running)
        if job is not None:
            self.take_out(job)
        return job

    def find_next(
        self, running: Mapping[str, int], can_go: Callable[[Job], bool] = lambda job: True
    ) -> Job | None:
        """Return the next job of those that can go, None if there is none."""
        return self._past.choose(self._jobs, running, can_go)

    def take_out(self, job: Job) -> None:
        """Take a job out, as its turn has come."""
        self._jobs.remove(job)
        self._past.note(job.owner)

    def find_due(self, at_work: Sequence[Turn], now_s: float) -> list[Turn]:
        """Return the turns that are to end now, as others' jobs wait; no worker is idle.

        Only as many as there are jobs that would come next in their place. A new job's first turn
        is one epoch while other new ones wait, so that everybody soon sees the first one; any
        other is `SLICE_S` long.
        """
        jobs, past = list(self._jobs), self._past
        running = Counter(turn.job.owner for turn in at_work)
        due = []
        for turn in sorted(at_work, key=lambda turn: (turn.asked_s is None, -turn.had_s(now_s))):
            asked = turn.asked_s is not None
            had_s = turn.had_s(now_s)
            if not asked and (turn.began_s is None or had_s < _slice_s(turn.job, jobs)):
                continue
            back, later, others = turn.job._replace(is_new=False), past.copy(), running.copy()
            others[back.owner] -= 1
            later.note(back.owner)
            chosen = later.choose([back, *jobs], others)
            if chosen is None or not (asked or _is_for_another(chosen, back)):
                continue  # it would only give way to itself
            if not asked:
                due.append(turn)
            if chosen is not back:  # which nobody makes room for in the same moment
                jobs.remove(chosen)
            later.note(chosen.owner)
            others[chosen.owner] += 1
            past, running = later, others
        return due

    def count_before(self, run_id: str, running: Mapping[str, int]) -> int:
        """Return how many waiting jobs come before a run's, as things stand.

        As if every turn from now on were of somebody with nothing running, which is what they are
        where there is one worker.
        """
        jobs, past = list(self._jobs), self._past.copy()
        for place in range(len(jobs)):
            job = past.choose(jobs, running)
            if job is None or run_id in job.run_ids:
                return place
            jobs.remove(job)
            past.note(job.owner)
        return 0


class _Past:
    """Whose last turn was when."""

    def __init__(self, turns: Mapping[str, int] = MappingProxyType({})) -> None:
        self._turns = dict(turns)  # owner → number of the last turn

    def copy(self) -> "_Past":
        return _Past(self._turns)

    def note(self, owner: str) -> None:
        self._turns[owner] = max(self._turns.values(), default=0) + 1

    def choose(
        self,
        jobs: Sequence[Job],
        running: Mapping[str, int],
        can_go: Callable[[Job], bool] = lambda job: True,
    ) -> Job | None:
        def rank(job: Job) -> tuple[bool, int, bool, int]:
            n_running, last_turn = running.get(job.owner, 0), self._turns.get(job.owner, 0)
            return not job.is_last, n_running, not job.is_new, last_turn

        return min(_list_first(jobs, can_go), key=rank, default=None)


def _list_first(jobs: Sequence[Job], can_go: Callable[[Job], bool]) -> list[Job]:
    """Return each owner's first job that can go; a last one before the others."""
    first: dict[str, Job] = {}
    for job in sorted(jobs, key=lambda job: not job.is_last):
        if job.owner not in first and can_go(job):
            first[job.owner] = job
    return list(first.values())


def _slice_s(job: Job, waiting: Sequence[Job]) -> float:
    others = [other for other in waiting if _is_for_another(other, job)]
    if not others or job.is_last:
        return math.inf
    return 0.0 if job.is_new and any(other.is_new for other in others) else SLICE_S


def _is_for_another(other: Job, job: Job) -> bool:
    """Tell whether a job makes room for this other one: not for its own owner's, unless that was
    stopped and only has to be tested."""
    return other.owner != job.owner or other.is_last
