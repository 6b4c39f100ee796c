"""A run as everybody reads it: an unchanging record, and the next one from it and an event."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    Event,
    RateChanged,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.runs.states import RunState

__all__ = ["make_history", "RunRecord"]

_METRICS = ("accuracy", "loss", "val_accuracy", "val_loss")


def make_history(epochs: Sequence[EpochEnded]) -> dict[str, list[Any]]:
    """Return accuracy and loss by epoch, named as in Keras; without validation, two lists less."""
    lists = {name: [getattr(epoch, name) for epoch in epochs] for name in _METRICS}
    return {name: values for name, values in lists.items() if None not in values[:1]}


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
    problem: str = ""  # why it failed, a sentence
    restarts: int = 0  # how often it was begun again, as its worker had died
    started: TrainingStarted | None = field(default=None, repr=False)

    @property
    def history(self) -> dict[str, list[Any]]:
        """Accuracy and loss of its epochs, as `make_history` returns them."""
        return make_history(self.epochs)

    @property
    def title(self) -> str:
        """`784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001 · 92.4 %`."""
        if self.test is None or self.state is RunState.FAILED:
            return self.config.title
        return f"{self.config.title} · {self.test.test_accuracy:.1%}".replace("%", " %")

    def after(self, event: Event) -> "RunRecord":
        """Return the record as it is after `event`."""
        match event:
            case TrainingStarted():
                restarts = self.restarts + (self.started is not None)
                kept = replace(self, epochs=self.epochs[: event.epoch], ended=None, test=None)
                return replace(kept, state=RunState.RUNNING, started=event, restarts=restarts)
            case EpochEnded():
                return replace(self, epochs=(*self.epochs, event))
            case TrainingEnded():
                return replace(self, ended=event)
            case Evaluated():
                return replace(self, test=event)
            case WorkerLost():
                return replace(self, state=RunState.QUEUED)
            case BatchEnded() | RateChanged():
                return self
