"""A run in a worker's hands, and how what it reaches gets into the store."""

import logging
import threading
import time
from dataclasses import dataclass, field

from mlp_explorer.compute.cluster import Cluster, News, Outcome, Training
from mlp_explorer.compute.need import find_lack
from mlp_explorer.compute.queue import Turn
from mlp_explorer.errors import MLPExplorerError, Sentence
from mlp_explorer.messages import HELD, Checkpoint, RunState
from mlp_explorer.runs import RunStore

__all__ = ["explain", "explain_losses", "judge", "Task"]

_LOG = logging.getLogger(__name__)
_CHECKPOINT_SHARE = 0.02  # of the time, at most, for writing checkpoints; the newest is in memory


@dataclass(eq=False)
class Task:
    """One attempt to train a run. No two attempts share a key."""

    key: str
    run_id: str
    turn: Turn  # of its job
    checkpoint: Checkpoint | None = None  # the newest one that is known
    wish: str = ""  # how a person wants it to end: "stopped", "paused"
    given_up: bool = False  # its run has ended, and may have another task: it says nothing any more
    fetching: bool = False
    held: object = None  # by which the cluster knows that the training is wanted
    _due_s: float = 0.0  # when the next checkpoint is to be written
    _arrived: int = 0  # number of the newest snapshot that is in the store
    _ended: bool = False  # nothing comes after the checkpoint that is known
    _files: threading.Lock = field(default_factory=threading.Lock)

    @property
    def worker(self) -> str:
        """Address of the worker that has it in hand."""
        return self.turn.worker

    @property
    def is_kept(self) -> bool:
        """Whether the store has all that it has reached, as it has ended."""
        return self._ended

    def find_lack(self, store: RunStore) -> str:
        """Return what the record keeps where its worker has too little memory for its job."""
        together = [store.get(run_id).config for run_id in self.turn.job.run_ids]
        lack = find_lack(together, self.turn.room_bytes)
        return lack.to_text() if lack else ""

    def prepare(self, store: RunStore) -> Training:
        """Return what its worker is to be given. Raises StoreError."""
        start = self.checkpoint or store.load_checkpoint(self.run_id)
        config = store.get(self.run_id).config
        own = store.load_own_set(config.own_set) if config.own_set else None
        data = store.load_data(config.dataset) if config.about.is_own else None
        beside_others = len(self.turn.job.run_ids) > 1
        is_last = self.turn.job.is_last
        return Training(self.key, self.worker, config, start, own, data, beside_others, is_last)

    def fetch(self, cluster: Cluster, store: RunStore) -> None:
        """Bring what the training has reached into the store. Raises EngineError, StoreError."""
        news = cluster.fetch_news(self.worker, self.key, self._arrived)
        if news is not None:
            self._keep(news, store)

    def finish(self, outcome: Outcome, store: RunStore) -> None:
        """Bring a training's end into the store. Raises StoreError."""
        if outcome.news.checkpoint is None:
            return  # it had not begun
        self._keep(outcome.news, store, last=True)
        if outcome.reason not in HELD:
            store.save_snapshot(self.run_id, outcome.epoch, outcome.weights)
            store.save_model(self.run_id, store.get(self.run_id).config, outcome.model)

    def _keep(self, news: News, store: RunStore, last: bool = False) -> None:
        with self._files:
            for epoch, weights in news.newer_than(self._arrived):
                store.save_snapshot(self.run_id, epoch, weights)
            self._arrived = max(self._arrived, news.number)
            if not self._ended:  # news from before the end may come after it
                self._advance(news.checkpoint)
                self._ended = last
            now_s = time.monotonic()
            if self.checkpoint and (last or now_s >= self._due_s):
                store.save_checkpoint(self.run_id, self.checkpoint)
                took_s = time.monotonic() - now_s
                self._due_s = now_s + took_s / _CHECKPOINT_SHARE

    def _advance(self, checkpoint: Checkpoint | None) -> None:
        """Take the checkpoint, unless a later one has overtaken it on the way."""
        here = self.checkpoint
        if checkpoint and (
            here is None or (checkpoint.epoch, checkpoint.step) >= (here.epoch, here.step)
        ):
            self.checkpoint = checkpoint


def judge(outcome: Outcome) -> tuple[RunState, str, int | None]:
    """Return the state that a training ends in, what was wrong, and the epoch of its weights."""
    match outcome.reason:
        case "diverged":
            return RunState.FAILED, Sentence("reading.diverged").to_text(), outcome.epoch
        case "paused":
            return RunState.PAUSED, "", None
        case "yielded":
            return RunState.QUEUED, "", None
        case "stopped":
            return RunState.STOPPED, "", outcome.epoch
        case _:
            return RunState.FINISHED, "", outcome.epoch


def explain(error: BaseException | None) -> str:
    """Return what the record keeps of a training that raised this; the terminal gets the rest."""
    if isinstance(error, MLPExplorerError):  # on purpose: a worker lacks a dataset, say
        return error.problems[0].to_text()
    _LOG.error("a training failed", exc_info=error)
    values = {"kind": type(error).__name__, "text": str(error)[:200]}
    return Sentence("training_failed", values).to_text()


def explain_losses(begun: bool, used_bytes: int) -> str:
    """Return what the record keeps of a run whose worker died each time.

    begun: at last, the training itself had begun. used_bytes: of memory, if the worker was ended
    for that.
    """
    name = ("out_of_memory" if used_bytes else "died") + ("" if begun else "_unstarted")
    return Sentence(f"loss.{name}", {"used": used_bytes / 1e9}).to_text()
