"""Keras callbacks that say what happens, and that end a training at once."""

import math
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from mlp_explorer.runs.events import BatchEnded, EpochEnded, Event, TrainingStarted

__all__ = ["StopEarly", "StopOnNaN", "StopOnRequest", "StreamEvents"]

Emit = Callable[[Event], None]
KeepWeights = Callable[[int, list[NDArray[np.float32]]], None]


class StreamEvents(keras.callbacks.Callback):
    """Emits the start, about four points a second within epochs, and each whole epoch.

    emit: called in the training thread with each event. keep_weights: called before it with the
    epoch's number and weights, and with 0 before the first step. n_images: images that train.
    `epochs` keeps the epochs; an epoch that was cut short is not among them.
    """

    interval_s = 0.25

    def __init__(
        self, emit: Emit, keep_weights: KeepWeights, n_images: int, batch_size: int
    ) -> None:
        super().__init__()
        self._emit, self._keep_weights = emit, keep_weights
        self._n_images, self._batch_size = n_images, batch_size
        self.epochs: list[EpochEnded] = []
        self.epoch = 0  # the one that runs, from 1

    def on_train_begin(self, logs: Any = None) -> None:
        """Say that it starts."""
        self.epochs.clear()
        self._keep_weights(0, self.model.get_weights())
        self._start_s = self._emitted_s = time.perf_counter()
        self._emit(TrainingStarted(self.params["steps"], self._n_images))

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Note when the epoch starts."""
        self.epoch = epoch + 1
        self._clock_s, self._clock_images = time.perf_counter(), 0
        self._images_per_s = 0.0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Emit a point if the last one is a quarter of a second old."""
        now = time.perf_counter()
        self._measure_speed(batch, now)
        if now - self._emitted_s < self.interval_s or batch + 1 == self.params["steps"]:
            return  # the epoch's own event is about to follow its last batch
        self._emitted_s = now
        logs = logs or {}
        self._emit(
            BatchEnded(
                self.epoch,
                batch + 1,
                float(logs["loss"]),
                float(logs["accuracy"]),
                self._images_per_s,
            )
        )

    def _measure_speed(self, batch: int, now: float) -> None:
        seen = min((batch + 1) * self._batch_size, self._n_images)
        if batch == 0 and self.epoch == 1 and self.params["steps"] > 1:
            # this batch was compiled first: the clock starts after it
            self._clock_s, self._clock_images = now, seen
        else:
            self._images_per_s = (seen - self._clock_images) / max(now - self._clock_s, 1e-9)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Emit the epoch, unless it was cut short."""
        if self.model.stop_training:
            return
        logs = logs or {}
        self._emitted_s = time.perf_counter()
        event = EpochEnded(
            self.epoch,
            float(logs["loss"]),
            float(logs["accuracy"]),
            _optional(logs.get("val_loss")),
            _optional(logs.get("val_accuracy")),
            self._emitted_s - self._start_s,
            self._images_per_s,
        )
        self.epochs.append(event)
        self._keep_weights(self.epoch, self.model.get_weights())
        self._emit(event)


class StopOnRequest(keras.callbacks.Callback):
    """Ends the training at the batch after `should_stop()` is true, also while it validates.

    should_stop: called after every batch, so it must be quick. `stopped` tells that it was true.
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
