"""A run as everybody reads it: an unchanging record, and the next one from it and an event."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mlp_explorer.config import TrainConfig
from mlp_explorer.messages.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    Event,
    RateChanged,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.messages.history import make_history
from mlp_explorer.messages.states import RunState
from mlp_explorer.words import tell_score, write_title

__all__ = ["find_best", "Group", "make_id", "RunRecord", "RunSummary", "UnreadableRun"]


def make_id() -> str:
    """Return a new id that cannot be guessed, of a run or of what else is kept."""
    return secrets.token_urlsafe(9)


@dataclass(frozen=True)
class Group:
    """Runs that belong together, and the plan that they come from."""

    id: str
    kind: str  # "sweep", "race" or "repeat"
    name: str
    owner: str
    created_s: float  # seconds since 1970
    state: RunState = RunState.RUNNING
    plan: dict[str, Any] = field(default_factory=dict)  # as JSON can carry it


@dataclass(frozen=True)
class UnreadableRun:
    """A run that this version cannot read: kept by a newer one, or damaged."""

    id: str
    created_s: float  # seconds since 1970
    owner: str
    problem: str  # what is wrong, a sentence


@dataclass(frozen=True)
class RunSummary:
    """What a list says of a run."""

    id: str
    config: TrainConfig
    created_s: float  # seconds since 1970
    owner: str = ""  # of the browser that started it; empty: nobody's
    state: RunState = RunState.QUEUED
    name: str = ""  # a person's own for it
    starred: bool = False
    deleted_s: float | None = None  # when it was thrown away; it can still be brought back
    group_id: str | None = None
    parent_id: str | None = None  # the run that it was branched from
    parent_epoch: int | None = None  # after so many of that one's epochs
    problem: str = ""  # why it failed or was interrupted, as `Sentence.to_text` keeps it
    epochs_done: int = 0
    val_score: float | None = None  # of the epoch that its network is of
    test_score: float | None = None
    elapsed_s: float = 0.0  # of training
    learning_rate: float | None = None  # as changed on the way; None: the configuration's

    @property
    def network(self) -> str:
        """`784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001`, or `adam 0.001 → 0.01` where its
        learning rate was changed on the way."""
        return write_title(self.config, self.learning_rate)

    @property
    def label(self) -> str:
        """Its own name, else its network."""
        return self.name or self.network

    @property
    def title(self) -> str:
        """Its label and, where it has been tested, how well: `… · adam 0.001 · 92.4 %`."""
        if self.test_score is None or self.state is RunState.FAILED:
            return self.label
        metric = self.config.metric
        return f"{self.label} · {tell_score(self.test_score, metric.name, metric.form)}"


@dataclass(frozen=True)
class RunRecord:
    """All that is known of a run at one moment, its weights aside."""

    id: str
    config: TrainConfig
    created_s: float  # seconds since 1970
    state: RunState = RunState.QUEUED
    epochs: tuple[EpochEnded, ...] = ()
    ended: TrainingEnded | None = None
    test: Evaluated | None = None
    problem: str = ""  # why it failed or was interrupted, as `Sentence.to_text` keeps it
    restarts: int = 0  # how often another worker has gone on with it, as its own had died
    started: TrainingStarted | None = field(default=None, repr=False)
    owner: str = ""
    name: str = ""  # a person's own for it
    starred: bool = False
    deleted_s: float | None = None
    group_id: str | None = None
    parent_id: str | None = None
    parent_epoch: int | None = None
    learning_rate: float | None = None  # as changed on the way; None: the configuration's
    weights_epoch: int | None = None  # whose weights are its network; None: the newest ones
    # whole epochs of the attempt that goes on: after a worker's death, fewer than have been shown,
    # which stay until they are trained again, to the same numbers
    reached: int = field(default=0, repr=False, compare=False)

    @property
    def history(self) -> dict[str, list[Any]]:
        """Score and loss of its epochs, as `make_history` returns them."""
        return make_history(self.epochs)

    @property
    def kept(self) -> EpochEnded | None:
        """The epoch whose weights are its network, so which the test is of too; None before one."""
        newest = self.epochs[-1] if self.epochs else None
        return next((each for each in self.epochs if each.epoch == self.weights_epoch), newest)

    @property
    def early_epoch(self) -> int | None:
        """The epoch whose weights are its network, where that is one before its last."""
        kept, last = self.weights_epoch, self.epochs[-1].epoch if self.epochs else 0
        return kept if kept is not None and 0 < kept < last else None

    @property
    def summary(self) -> RunSummary:
        """What a list says of it."""
        kept = self.kept
        return RunSummary(
            self.id,
            self.config,
            self.created_s,
            self.owner,
            self.state,
            self.name,
            self.starred,
            self.deleted_s,
            self.group_id,
            self.parent_id,
            self.parent_epoch,
            self.problem,
            len(self.epochs),
            kept.val_score if kept else None,
            self.test.test_score if self.test else None,
            self.epochs[-1].elapsed_s if self.epochs else 0.0,
            self.learning_rate,
        )

    @property
    def title(self) -> str:
        """`784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001 · 92.4 %`, or its own name."""
        return self.summary.title

    def after(self, event: Event) -> "RunRecord":
        """Return the record as it is after `event`."""
        match event:
            case TrainingStarted():
                begun = replace(self, reached=event.epoch, ended=None, test=None)
                return replace(begun, state=RunState.RUNNING, started=event, weights_epoch=None)
            case EpochEnded():
                before, after = self.epochs[: event.epoch - 1], self.epochs[event.epoch :]
                return replace(self, epochs=(*before, event, *after), reached=event.epoch)
            case TrainingEnded("yielded"):
                return replace(self, ended=event)  # what was shown before is trained again later
            case TrainingEnded():
                return replace(self, epochs=self.epochs[: self.reached], ended=event)
            case Evaluated():
                return replace(self, test=event)
            case RateChanged():
                return replace(self, learning_rate=event.learning_rate)
            case WorkerLost():
                return replace(self, state=RunState.QUEUED, restarts=self.restarts + 1)
            case BatchEnded():
                return self


def find_best(runs: Sequence[RunSummary], dataset: str) -> RunSummary | None:
    """Return the one that has the best score in the test of a dataset, of several the first one;
    runs that have failed are none."""
    of_dataset = [run for run in reversed(runs) if run.config.dataset == dataset]
    ended = [run for run in of_dataset if run.state is not RunState.FAILED]
    tested = [run for run in ended if run.test_score is not None]
    return max(tested, key=lambda run: run.config.metric.rank(run.test_score or 0.0), default=None)
