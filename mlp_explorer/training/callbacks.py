"""Keras callbacks that say what happens in a training, change its rate, and end it at once."""

import math
import time
from collections.abc import Callable
from typing import Any

import keras

from mlp_explorer.messages.checkpoint import Best, Checkpoint
from mlp_explorer.messages.events import BatchEnded, EpochEnded, Event, RateChanged, TrainingStarted
from mlp_explorer.training.precision import find_precision
from mlp_explorer.training.progress import Progress

__all__ = ["ChangeRate", "StopEarly", "StopOnNaN", "StopOnRequest", "StreamEvents"]

Emit = Callable[[Event], None]


class StreamEvents(keras.callbacks.Callback):
    """Emits the start, a point after each call of several steps, and each whole epoch.

    emit: called in the training thread with each event. keep: called with a checkpoint before the
    first step, and after each epoch before its event.
    `epochs` has the whole epochs of this training, not those before the checkpoint that it started
    from. `checkpoint` is where it stands; a loss that is no number does not get there.
    """

    def __init__(self, emit: Emit, keep: Callable[[Checkpoint], None], progress: Progress) -> None:
        super().__init__()
        self.emit, self._keep, self._progress = emit, keep, progress
        self._metric = progress.config.metric.name
        self.epochs: list[EpochEnded] = []
        self.epoch = progress.epoch + (progress.step > 0)  # the one that runs, from 1

    def on_train_begin(self, logs: Any = None) -> None:
        """Say that it starts."""
        progress, config = self._progress, self._progress.config
        self.epochs.clear()
        self.checkpoint = progress.take_checkpoint(self.model)
        self._keep(self.checkpoint)
        self._first = (progress.epoch + 1, progress.step + 1)
        precision = find_precision(config)
        self.emit(
            TrainingStarted(
                config.steps_per_epoch, config.n_train, precision, progress.epoch, progress.step
            )
        )

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Note when the epoch starts."""
        self.epoch = epoch + 1
        self._clock_s, self._clock_images = time.perf_counter(), self._progress.images
        self._images_per_s = 0.0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Emit a point, unless the epoch's own event is about to follow."""
        self._measure_speed(batch + 1)
        if batch + 1 == self._progress.config.steps_per_epoch:
            return
        logs = logs or {}
        self.emit(
            BatchEnded(
                self.epoch,
                batch + 1,
                float(logs["loss"]),
                float(logs[self._metric]),
                self._images_per_s,
            )
        )

    def _measure_speed(self, steps: int) -> None:
        now, seen = time.perf_counter(), self._progress.images
        if (self.epoch, steps) == self._first and steps < self._progress.config.steps_per_epoch:
            # this step may have been compiled first: the clock starts after it
            self._clock_s, self._clock_images = now, seen
        else:
            self._images_per_s = (seen - self._clock_images) / max(now - self._clock_s, 1e-9)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Emit the epoch, unless it was cut short."""
        if not math.isfinite(self._progress.loss_sum):
            return
        self.checkpoint = self._progress.take_checkpoint(self.model)
        if self._progress.epoch == epoch:  # cut short, so not counted
            return
        logs = logs or {}
        event = EpochEnded(
            self.epoch,
            float(logs["loss"]),
            float(logs[self._metric]),
            _optional(logs.get("val_loss")),
            _optional(logs.get(f"val_{self._metric}")),
            self.checkpoint.elapsed_s,
            self._images_per_s,
        )
        self.epochs.append(event)
        self._keep(self.checkpoint)
        self.emit(event)


class ChangeRate(keras.callbacks.Callback):
    """Asks before each call whether the learning rate is to be another from there on.

    read_rate: returns it; None or the same number: no change. Nothing is compiled for it.
    """

    def __init__(
        self, read_rate: Callable[[], float | None], progress: Progress, emit: Emit
    ) -> None:
        super().__init__()
        self._read_rate, self._progress, self._emit = read_rate, progress, emit

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Ask, change and tell."""
        progress, rate = self._progress, self._read_rate()
        if rate is None or rate == progress.config.learning_rate:
            return
        progress.change_rate(rate)
        # with a schedule, each step takes its own from the epoch's list instead
        self.model.optimizer.learning_rate.assign(rate)
        self._emit(RateChanged(progress.epoch + 1, batch, rate))


class StopOnRequest(keras.callbacks.Callback):
    """Ends the training between two calls once `should_stop()` is true, also while it validates.

    should_stop: called a few times a second; may return the reason, such as "paused". resumed: it
    starts from a checkpoint, so it is asked before the first step too.
    `reason` has it, and is "" until then.
    """

    def __init__(self, should_stop: Callable[[], bool | str], resumed: bool = False) -> None:
        super().__init__()
        self._should_stop, self._resumed = should_stop, resumed
        self.reason = ""

    def ask(self) -> None:
        """Ask whether to go on, unless it has been stopped already."""
        answer = self.reason or self._should_stop()
        if answer:
            self.reason = answer if isinstance(answer, str) else "stopped"
            self.model.stop_training = self.model.stop_evaluating = True

    def on_train_begin(self, logs: Any = None) -> None:
        """Ask whether to go on at all: a checkpoint may only be wanted as it stands."""
        if self._resumed:
            self.ask()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Ask whether to go on."""
        self.ask()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Ask whether to go on; a stopped epoch needs no validation."""
        self.ask()


class StopEarly(keras.callbacks.EarlyStopping):
    """Keras's early stopping, back to the best weights; an epoch cut short is not judged.

    What it remembers is in `progress.best`, so that a checkpoint has it.
    """

    def __init__(self, progress: Progress) -> None:
        config = progress.config
        monitor = "val_loss" if config.n_validation else "loss"
        patience = config.early_stopping_patience
        super().__init__(monitor, patience=patience, restore_best_weights=True)
        self._progress = progress

    def on_train_begin(self, logs: Any = None) -> None:
        """Remember what was known at the checkpoint; it may be enough to stop."""
        super().on_train_begin(logs)
        best = self._progress.best
        if best is not None:
            self.best, self.best_epoch, self.wait = best.value, best.epoch - 1, best.wait
            self.best_weights = best.weights
            self.model.stop_training |= best.wait >= self.patience

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Judge the epoch, unless it was cut short."""
        if not self.model.stop_training:
            super().on_epoch_end(epoch, logs)
            self._progress.best = Best(self.best, self.best_epoch + 1, self.wait, self.best_weights)


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
