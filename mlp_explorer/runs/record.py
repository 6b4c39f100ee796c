"""A run as everybody reads it: an unchanging record, and the next one from it and an event."""

from dataclasses import dataclass, field, replace
from typing import Any

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    Event,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.runs.states import RunState

__all__ = ["METRICS", "RunRecord"]

METRICS = ("accuracy", "loss", "val_accuracy", "val_loss")


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
    restarts: int = 0  # how often it was begun again after its worker died
    started: TrainingStarted | None = field(default=None, repr=False)

    @property
    def history(self) -> dict[str, list[Any]]:
        """Accuracy and loss by epoch, named as in Keras; without validation, two lists less."""
        lists = {name: [getattr(epoch, name) for epoch in self.epochs] for name in METRICS}
        return {name: values for name, values in lists.items() if None not in values[:1]}

    @property
    def title(self) -> str:
        """`784 → 256 sigmoid → 128 sigmoid → 10 · adam 0.001 · 92.4 %`."""
        accuracy = f" · {self.test.test_accuracy:.1%}".replace("%", " %") if self.test else ""
        return self.config.title + accuracy

    def after(self, event: Event) -> "RunRecord":
        """Return the record as it is after `event`."""
        match event:
            case TrainingStarted():
                again = self.state is RunState.RUNNING
                return replace(
                    self,
                    state=RunState.RUNNING,
                    epochs=(),
                    started=event,
                    restarts=self.restarts + again,
                )
            case EpochEnded():
                return replace(self, epochs=(*self.epochs, event))
            case TrainingEnded():
                return replace(self, ended=event)
            case Evaluated():
                return replace(self, test=event)
            case WorkerLost():
                return replace(self, state=RunState.QUEUED, restarts=self.restarts + 1)
            case BatchEnded():
                return self
