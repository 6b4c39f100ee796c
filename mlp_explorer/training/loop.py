"""`train`: one configuration, one training, in this process."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.events import Evaluated, Event, TrainingEnded
from mlp_explorer.runs.record import make_history
from mlp_explorer.training.callbacks import StopEarly, StopOnNaN, StopOnRequest, StreamEvents
from mlp_explorer.training.fit import evaluate, fit
from mlp_explorer.training.model import build_model, list_slots
from mlp_explorer.training.pool import ProgramPool

__all__ = ["train", "TrainResult"]

_POOL = ProgramPool()  # a cache: what it holds changes no result


@dataclass(frozen=True, eq=False)
class TrainResult:
    """What a training leaves.

    history: `accuracy`, `loss` and, with validation, `val_accuracy`, `val_loss`; one float an
    epoch that was finished. reason: "completed", "stopped", "early_stopping" or "diverged".
    epoch: the one that the weights are of, from 1; with early stopping the best, else the last,
    cut short or not. weights: float32 arrays in Keras's order. precision: "float32" or
    "mixed_bfloat16", as used.
    """

    config: TrainConfig
    history: dict[str, list[float]]
    test_loss: float
    test_accuracy: float
    reason: str
    epoch: int
    precision: str
    weights: list[NDArray[np.float32]]
    optimizer_state: list[NDArray[np.float32]]

    @cached_property
    def model(self) -> keras.Model:
        """The trained model, float32 and nobody else's, with its optimizer: `fit` can go on."""
        model = build_model(self.config)
        model.set_weights(self.weights)
        model.optimizer.build(model.trainable_variables)
        for variable, value in zip(list_slots(model), self.optimizer_state, strict=True):
            variable.assign(value)
        return model


def train(
    config: TrainConfig,
    emit: Callable[[Event], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    keep_weights: Callable[[int, list[NDArray[np.float32]]], None] | None = None,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> TrainResult:
    """Train `config`'s network on MNIST and test it. No Dask, no Streamlit.

    emit: called with each event of `mlp_explorer.runs.events`, in this thread.
    should_stop: asked about four times a second; true ends the training there.
    keep_weights: called with an epoch's number and weights, before its event and once with 0
    before the first step.
    callbacks: Keras's own or yours, called after ours; batches as with `steps_per_execution`.
    """
    stop, nan = StopOnRequest(should_stop or (lambda: False)), StopOnNaN()
    stream = StreamEvents(emit or _ignore, keep_weights or _ignore, config)
    early = _make_early_stopping(config)
    with _POOL.lend(config) as program:
        fit(program, config, [stop, nan, stream, *early, *callbacks])
        reason = _find_reason(stop, nan, program.model.stop_training)
        stream.emit(TrainingEnded(reason, stream.epoch))
        loss, accuracy = evaluate(program)
        stream.emit(Evaluated(loss, accuracy))
        return TrainResult(
            config,
            make_history(stream.epochs),
            loss,
            accuracy,
            # the very last step's own overflow is in no batch's loss
            reason if math.isfinite(loss) else "diverged",
            early[0].best_epoch + 1 if early and stream.epochs else stream.epoch,
            program.shape.precision,
            program.model.get_weights(),
            [variable.numpy() for variable in list_slots(program.model)],
        )


def _ignore(*_: Any) -> None:
    pass


def _make_early_stopping(config: TrainConfig) -> list[StopEarly]:
    monitor = "val_loss" if config.n_validation else "loss"
    patience = config.early_stopping_patience
    return [StopEarly(monitor, patience)] if patience else []


def _find_reason(stop: StopOnRequest, nan: StopOnNaN, ended_early: bool) -> str:
    if stop.stopped:
        return "stopped"
    if nan.diverged:
        return "diverged"
    # any other callback that stops a training judges it too
    return "early_stopping" if ended_early else "completed"
