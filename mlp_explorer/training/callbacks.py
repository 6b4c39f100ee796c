"""Keras callbacks that say what happens, and that end a training at once."""

import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.runs.events import BatchEnded, EpochEnded, Event, TrainingStarted
from mlp_explorer.training.precision import find_precision

__all__ = ["StopEarly", "StopOnNaN", "StopOnRequest", "StreamEvents"]

Emit = Callable[[Event], None]
KeepWeights = Callable[[int, list[NDArray[np.float32]]], None]


class StreamEvents(keras.callbacks.Callback):
    """Emits the start, a point after each call of several steps, and each whole epoch.

    emit: called in the training thread with each event. keep_weights: called before it with the
    epoch's number and weights, and with 0 before the first step.
    `epochs` keeps the epochs; an epoch that was cut short is not among them.
    """

    def __init__(self, emit: Emit, keep_weights: KeepWeights, config: TrainConfig) -> None:
        super().__init__()
        self.emit, self._keep_weights, self._config = emit, keep_weights, config
        self.epochs: list[EpochEnded] = []
        self.epoch = 0  # the one that runs, from 1

    def on_train_begin(self, logs: Any = None) -> None:
        """Say that it starts."""
        self.epochs.clear()
        self._keep_weights(0, self.model.get_weights())
        self._start_s = time.perf_counter()
        config = self._config
        self.emit(TrainingStarted(config.steps_per_epoch, config.n_train, find_precision(config)))

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Note when the epoch starts."""
        self.epoch = epoch + 1
        self._clock_s, self._clock_images = time.perf_counter(), 0
        self._images_per_s = 0.0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Emit a point, unless the epoch's own event is about to follow."""
        self._measure_speed(batch + 1)
        if batch + 1 == self._config.steps_per_epoch:
            return
        logs = logs or {}
        self.emit(
            BatchEnded(
                self.epoch,
                batch + 1,
                float(logs["loss"]),
                float(logs["accuracy"]),
                self._images_per_s,
            )
        )

    def _measure_speed(self, steps: int) -> None:
        now = time.perf_counter()
        seen = min(steps * self._config.batch_size, self._config.n_train)
        if steps == 1 and self.epoch == 1 and self._config.steps_per_epoch > 1:
            # this step may have been compiled first: the clock starts after it
            self._clock_s, self._clock_images = now, seen
        else:
            self._images_per_s = (seen - self._clock_images) / max(now - self._clock_s, 1e-9)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Emit the epoch, unless it was cut short."""
        if self.model.stop_training:
            return
        logs = logs or {}
        event = EpochEnded(
            self.epoch,
            float(logs["loss"]),
            float(logs["accuracy"]),
            _optional(logs.get("val_loss")),
            _optional(logs.get("val_accuracy")),
            time.perf_counter() - self._start_s,
            self._images_per_s,
        )
        self.epochs.append(event)
        self._keep_weights(self.epoch, self.model.get_weights())
        self.emit(event)


class StopOnRequest(keras.callbacks.Callback):
    """Ends the training between two calls once `should_stop()` is true, also while it validates.

    should_stop: called a few times a second. `stopped` tells that it was true.
    """

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        super().__init__()
        self._should_stop = should_stop
        self.stopped = False

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Ask whether to go on."""
        if self._should_stop():
            self.stopped = self.model.stop_training = True

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Ask whether to go on; a stopped epoch needs no validation."""
        if self.stopped or self._should_stop():
            self.stopped = self.model.stop_training = self.model.stop_evaluating = True


class StopEarly(keras.callbacks.EarlyStopping):
    """Keras's early stopping, back to the best weights; an epoch cut short is not judged."""

    def __init__(self, monitor: str, patience: int) -> None:
        super().__init__(monitor, patience=patience, restore_best_weights=True)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Judge the epoch, unless it was cut short."""
        if not self.model.stop_training:
            super().on_epoch_end(epoch, logs)


class StopOnNaN(keras.callbacks.Callback):
    """Ends the training when the loss is NaN or infinite: no later step can mend it."""

    def __init__(self) -> None:
        super().__init__()
        self.diverged = False

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Look at the loss so far."""
        if not math.isfinite((logs or {}).get("loss", 0.0)):
            self.diverged = self.model.stop_training = True


def _optional(value: Any) -> float | None:
    return None if value is None else float(value)
