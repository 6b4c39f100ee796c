"""`train`: one configuration, one training, in this process."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import LOSSES, TrainConfig
from mlp_explorer.config.choices import CLASSES
from mlp_explorer.data import Split, prepare_split
from mlp_explorer.runs.events import Evaluated, Event, TrainingEnded
from mlp_explorer.runs.record import make_history
from mlp_explorer.training.callbacks import StopEarly, StopOnNaN, StopOnRequest, StreamEvents
from mlp_explorer.training.model import build_model

__all__ = ["train", "TrainResult"]

_TEST_BATCH = 2000


@dataclass(frozen=True, eq=False)
class TrainResult:
    """What a training leaves.

    history: `accuracy`, `loss` and, with validation, `val_accuracy`, `val_loss`; one float an
    epoch that was finished. reason: "completed", "stopped", "early_stopping" or "diverged".
    epoch: the one that the weights are of, from 1; with early stopping the best, else the last,
    cut short or not. weights: float32 arrays in Keras's order.
    """

    history: dict[str, list[float]]
    test_loss: float
    test_accuracy: float
    reason: str
    epoch: int
    model: keras.Model

    @property
    def weights(self) -> list[NDArray[np.float32]]:
        """The model's weights as arrays."""
        weights: list[NDArray[np.float32]] = self.model.get_weights()
        return weights


def train(
    config: TrainConfig,
    emit: Callable[[Event], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    keep_weights: Callable[[int, list[NDArray[np.float32]]], None] | None = None,
) -> TrainResult:
    """Train `config`'s network on MNIST and test it. No Dask, no Streamlit.

    emit: called with each event of `mlp_explorer.runs.events`, in this thread.
    should_stop: asked after every batch; true ends the training there.
    keep_weights: called with an epoch's number and weights, before its event and once with 0
    before the first step.
    """
    emit = emit or (lambda event: None)
    keep_weights = keep_weights or (lambda epoch, weights: None)
    split = prepare_split(config)
    model = build_model(config)
    stream = StreamEvents(emit, keep_weights, config.n_train, config.batch_size)
    stop = StopOnRequest(should_stop or (lambda: False))
    nan = StopOnNaN()
    early = _make_early_stopping(config)
    _fit(model, config, split, [stop, nan, stream, *early])
    reason = _find_reason(stop, nan, early)
    emit(TrainingEnded(reason, stream.epoch))
    loss, accuracy = model.evaluate(
        split.x_test, _encode(split.y_test, config), batch_size=_TEST_BATCH, verbose=0
    )
    emit(Evaluated(loss, accuracy))
    if not math.isfinite(loss):
        reason = "diverged"  # in the very last step, which no batch's loss has seen
    epoch = early[0].best_epoch + 1 if early and stream.epochs else stream.epoch
    return TrainResult(make_history(stream.epochs), loss, accuracy, reason, epoch, model)


def _fit(model: keras.Model, config: TrainConfig, split: Split, callbacks: list[Any]) -> None:
    validation = (split.x_validation, _encode(split.y_validation, config))
    model.fit(
        split.x_train,
        _encode(split.y_train, config),
        batch_size=config.batch_size,
        epochs=config.epochs,
        validation_data=validation if config.n_validation else None,
        validation_batch_size=min(config.batch_size, _TEST_BATCH) if config.n_validation else None,
        callbacks=callbacks,
        verbose=0,
    )


def _encode(digits: NDArray[np.uint8], config: TrainConfig) -> NDArray[Any]:
    """Return the targets as the loss wants them: (n,) class numbers, or (n, 10) float32."""
    return np.eye(CLASSES, dtype=np.float32)[digits] if LOSSES[config.loss].one_hot else digits


def _make_early_stopping(config: TrainConfig) -> list[StopEarly]:
    monitor = "val_loss" if config.n_validation else "loss"
    patience = config.early_stopping_patience
    return [StopEarly(monitor, patience)] if patience else []


def _find_reason(stop: StopOnRequest, nan: StopOnNaN, early: list[StopEarly]) -> str:
    if stop.stopped:
        return "stopped"
    if nan.diverged:
        return "diverged"
    return "early_stopping" if early and early[0].stopped_epoch else "completed"
