"""The states of a run."""

from enum import StrEnum

__all__ = ["RunState"]


class RunState(StrEnum):
    """Where a run stands.

    A run is queued, then running, until it is finished, stopped or failed; while others wait it is
    queued again between its turns. A person may pause it;
    when the app or its disk gives up in the midst of it, it is interrupted. When a worker dies, its
    run is queued again and goes on from its last epoch. From everything but queued and running, a
    person may let it go on: then it is queued again.
    """

    QUEUED = "queued"  # waiting for a worker, or for its next turn
    RUNNING = "running"  # a worker trains it
    PAUSED = "paused"  # a person holds it, at a step that is kept
    FINISHED = "finished"  # all epochs done, or early stopping ended it
    STOPPED = "stopped"  # a person stopped it; its epochs stay
    FAILED = "failed"  # it could not go on; its epochs stay
    INTERRUPTED = "interrupted"  # the app ended in the midst of it, or could not keep it any more

    def is_active(self) -> bool:
        """Tell whether more will come by itself."""
        return self in (RunState.QUEUED, RunState.RUNNING)

    def is_finished(self) -> bool:
        """Tell whether the training has come to its end."""
        return self in (RunState.FINISHED, RunState.STOPPED, RunState.FAILED)
