"""What becomes of a run when one of its tasks is over. The dispatcher's lock guards it."""

import contextlib
from collections import Counter

from mlp_explorer.compute.task import Task, explain_losses
from mlp_explorer.errors import Sentence, StoreError
from mlp_explorer.messages import Checkpoint, RunState
from mlp_explorer.messages.events import WorkerLost
from mlp_explorer.runs import RunStore

__all__ = ["ASKED_FOR", "Ends"]

ASKED_FOR = {"stopped": RunState.STOPPED, "paused": RunState.PAUSED}  # by a person's wish
_MOST_LOSSES = 3  # workers in a row that died before an epoch of a run was done: it has failed


class Ends:
    """Puts runs into their states in the store; those that are to go on come back with their turn.

    Remembers of a run, until its end, what its next task needs.
    """

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._checkpoints: dict[str, Checkpoint] = {}  # by run, where newer than the store's
        self._losses: Counter[str] = Counter()  # by run

    def find_checkpoint(self, run_id: str) -> Checkpoint | None:
        """Return where a run stands, None if nothing is known that the store has not."""
        return self._checkpoints.get(run_id)

    def note_epoch(self, run_id: str) -> None:
        """Note that a worker has trained an epoch of a run."""
        self._losses.pop(run_id, None)

    def end(self, task: Task, state: RunState, problem: str, weights_epoch: int | None) -> None:
        """Take the state in which a task has left its run; queued: until its next turn."""
        run_id = task.run_id
        if state is RunState.QUEUED and task.wish:  # the wish came while the turn ended
            state = ASKED_FOR[task.wish]
        if state is not RunState.QUEUED or task.is_kept:
            self._checkpoints.pop(run_id, None)
        self._losses.pop(run_id, None)
        self._store.end(run_id, state, problem, weights_epoch)
        if state is RunState.QUEUED:
            task.turn.back.append(run_id)

    def lose(self, task: Task, by_death: bool, used_bytes: int) -> None:
        """Let a run go on elsewhere, with all that it has reached.

        by_death: of its worker. used_bytes: of memory, if that was ended for it.
        """
        run_id, record = task.run_id, self._store.get(task.run_id)
        self._keep(task)
        self._losses[run_id] += by_death
        if begun := record.state is RunState.RUNNING:
            with contextlib.suppress(StoreError):  # its next event will say so
                self._store.append(run_id, WorkerLost(len(record.epochs) + 1, used_bytes))
        if task.wish:
            self._store.end(run_id, ASKED_FOR[task.wish])
        elif self._losses[run_id] >= _MOST_LOSSES:
            self._store.end(run_id, RunState.FAILED, explain_losses(begun, used_bytes))
        else:
            task.turn.back.append(run_id)

    def put_away(self, run_id: str) -> None:
        """Keep where a run stands that has ended on the disk, and no more in memory.

        Raises StoreError; it stays in memory then.
        """
        checkpoint = self._checkpoints.get(run_id)
        if checkpoint is None or self._store.get(run_id).state.is_active():
            return  # it goes on from there
        self._store.save_checkpoint(run_id, checkpoint)
        if self._checkpoints.get(run_id) is checkpoint:
            del self._checkpoints[run_id]

    def leave(self, task: Task) -> None:
        """End a run as a person has wished, on a worker that does not answer."""
        self._keep(task)
        self._store.end(task.run_id, ASKED_FOR[task.wish], Sentence("silent").to_text())

    def interrupt(self, task: Task, error: StoreError) -> None:
        """Interrupt a run that cannot be kept any more; once it can, it may go on from here."""
        self._keep(task)
        problem = error.problems[0].to_text()
        self._store.end(task.run_id, RunState.INTERRUPTED, problem)

    def _keep(self, task: Task) -> None:
        if task.checkpoint:
            self._checkpoints[task.run_id] = task.checkpoint
