"""Who is next: fair turns between people, whatever each of them has asked for."""

import itertools
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["FairQueue", "Job"]


class Job(NamedTuple):
    """What one worker trains at a time: a run, or the runs of a race."""

    owner: str
    run_ids: tuple[str, ...]


class FairQueue:
    """Jobs that wait. The next one is of the owner who has the fewest running, and of these the one
    whose last turn is longest ago; each owner's own jobs keep their order."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._turns: dict[str, int] = {}  # owner → number of the last turn
        self._count = itertools.count(1)

    def __len__(self) -> int:
        return len(self._jobs)

    def add(self, job: Job, first: bool = False) -> None:
        """Add a job; first: before its owner's others, as its turn had come already."""
        self._jobs.insert(0 if first else len(self._jobs), job)

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
        job = _choose(self._jobs, running, self._turns)
        if job is not None:
            self._jobs.remove(job)
            self._turns[job.owner] = next(self._count)
        return job

    def count_before(self, run_id: str, running: Mapping[str, int]) -> int:
        """Return how many waiting jobs come before a run's, as things stand.

        As if every turn from now on were of somebody with nothing running, which is what they are
        where there is one worker.
        """
        jobs, turns = list(self._jobs), dict(self._turns)
        for place in range(len(jobs)):
            job = _choose(jobs, running, turns)
            if job is None or run_id in job.run_ids:
                return place
            jobs.remove(job)
            turns[job.owner] = max(turns.values(), default=0) + 1
        return 0


def _choose(jobs: list[Job], running: Mapping[str, int], turns: Mapping[str, int]) -> Job | None:
    waiting = Counter(running)
    return min(jobs, key=lambda job: (waiting[job.owner], turns.get(job.owner, 0)), default=None)
