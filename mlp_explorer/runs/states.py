"""The states of a run."""

from enum import StrEnum

__all__ = ["RunState"]


class RunState(StrEnum):
    """Where a run stands.

    queued → running → finished, stopped or failed. A queued run may be stopped before it starts;
    a running one whose worker has died is queued again.
    """

    QUEUED = "queued"  # waiting for a worker
    RUNNING = "running"  # a worker trains it
    FINISHED = "finished"  # all epochs done, or early stopping ended it
    STOPPED = "stopped"  # a person stopped it; its epochs stay
    FAILED = "failed"  # it could not go on; its epochs stay

    def is_finished(self) -> bool:
        """Tell whether nothing more will come."""
        return self not in (RunState.QUEUED, RunState.RUNNING)
