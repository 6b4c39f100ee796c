"""Where a running training stands: what its loop counts and its callbacks read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import keras

from mlp_explorer.config import TrainConfig
from mlp_explorer.messages.checkpoint import Checkpoint
from mlp_explorer.training.state import list_rest

__all__ = ["Progress"]


class Progress:
    """A position in a training; with the model's state, it makes a checkpoint.

    config: with the learning rate that holds now. epoch: whole epochs done. step: steps done of
    the next one. loss_sum, score_sum: sums over the examples of these. learning_rate: None until it
    is changed. best: early stopping's memory.
    """

    def __init__(self, config: TrainConfig, start: Checkpoint | None = None) -> None:
        start = start or Checkpoint(0, [])
        self.config, self.learning_rate = config, start.learning_rate
        if start.learning_rate is not None:
            self.change_rate(start.learning_rate)
        self.epoch, self.step = start.epoch, start.step
        self.loss_sum, self.score_sum = start.loss_sum, start.score_sum
        # without early stopping nobody keeps the memory up to date
        self.best = start.best if config.early_stopping_patience else None
        self._zero_s = time.perf_counter() - start.elapsed_s

    @property
    def images(self) -> int:
        """Images of the running epoch that have trained."""
        return min(self.step * self.config.batch_size, self.config.n_train)

    @property
    def is_over(self) -> bool:
        """Whether all epochs are done."""
        return self.epoch >= self.config.epochs

    @property
    def elapsed_s(self) -> float:
        """Seconds of training, those before a checkpoint included, those of waiting not."""
        return time.perf_counter() - self._zero_s

    @contextmanager
    def untimed(self) -> Iterator[None]:
        """Stop the clock."""
        start_s = time.perf_counter()
        yield
        self._zero_s += time.perf_counter() - start_s

    def change_rate(self, learning_rate: float) -> None:
        """Go on with this rate, a schedule with this as its first. Raises ConfigError."""
        self.config = self.config.changed(learning_rate=learning_rate)
        self.learning_rate = learning_rate

    def add(self, step: int, loss_sum: float, score_sum: float) -> None:
        """Count the steps up to before `step`, and their sums."""
        self.step = step
        self.loss_sum += loss_sum
        self.score_sum += score_sum

    def end_epoch(self) -> None:
        """Count the epoch."""
        self.epoch, self.step = self.epoch + 1, 0
        self.loss_sum = self.score_sum = 0.0

    def take_checkpoint(self, model: keras.Model) -> Checkpoint:
        """Return a copy of all: 1 ms for the tutorial's network."""
        return Checkpoint(
            self.epoch,
            model.get_weights(),
            [variable.numpy() for variable in list_rest(model)],
            self.step,
            self.loss_sum,
            self.score_sum,
            self.elapsed_s,
            self.learning_rate,
            self.best,
        )
