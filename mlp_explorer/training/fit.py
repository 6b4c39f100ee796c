"""The epochs of a training: what Keras's `fit` does, over a `Program`.

Callbacks are Keras's, called as `fit` calls them with `steps_per_execution`: at the end of each
call of several steps, with the number of the last one. Here the number of steps adapts itself,
so that a call takes a quarter of a second: a point on the curve, and a chance to stop. What lies
between two calls takes under 2 ms.
"""

from collections.abc import Callable
from typing import Any

import keras

from mlp_explorer.config import TrainConfig
from mlp_explorer.training.batches import Examples, draw_epoch, list_rates, load_examples
from mlp_explorer.training.program import Program
from mlp_explorer.training.progress import Progress

__all__ = ["evaluate", "fit"]


def fit(
    program: Program,
    progress: Progress,
    data: Examples,
    callbacks: list[keras.callbacks.Callback],
    between_epochs: Callable[[], None] | None = None,
) -> None:
    """Train `program`'s model, from the state that it is in, until `progress` is over.

    progress: where that state stands; counts on. data: what it trains on and is validated with.
    between_epochs: called after an epoch's end, if another one follows.
    """
    model, config = program.model, progress.config
    listeners = keras.callbacks.CallbackList(
        callbacks, model=model, verbose=0, epochs=config.epochs, steps=config.steps_per_epoch
    )
    model.stop_training = model.stop_evaluating = False
    listeners.on_train_begin()
    logs: dict[str, float] = {}
    while not (progress.is_over or model.stop_training):
        logs = _fit_epoch(program, progress, data, listeners)
        if between_epochs and not (progress.is_over or model.stop_training):
            between_epochs()
    listeners.on_train_end(logs)


def evaluate(program: Program, config: TrainConfig) -> tuple[float, float]:
    """Return loss and accuracy on the test examples."""
    data = load_examples(config)[1]
    count = len(data.labels)
    loss, right = program.test_exactly(data)
    return loss / count, right / count


def _fit_epoch(
    program: Program, progress: Progress, data: Examples, listeners: Any
) -> dict[str, float]:
    epoch, model = progress.epoch, program.model
    listeners.on_epoch_begin(epoch)
    _train_epoch(program, progress, data, listeners)
    logs = _average(progress.loss_sum, progress.hits, progress.images)
    if progress.config.n_validation and not model.stop_training:
        logs |= _validate(program, progress.config, data, listeners)
    if not model.stop_training:  # else it was cut short, and does not count
        progress.end_epoch()
    listeners.on_epoch_end(epoch, logs)
    return logs


def _train_epoch(program: Program, progress: Progress, data: Examples, listeners: Any) -> None:
    config = progress.config
    drawn = draw_epoch(config, progress.epoch)
    while progress.step < config.steps_per_epoch and not program.model.stop_training:
        step = progress.step
        last = step + program.pace.cut(config.steps_per_epoch - step)
        listeners.on_train_batch_begin(step)
        if progress.config is not config:  # its learning rate has been changed
            config = progress.config
            drawn = drawn._replace(rates=list_rates(config, progress.epoch))
        progress.add(last, *program.train(data, drawn, step, last))
        logs = _average(progress.loss_sum, progress.hits, progress.images)
        listeners.on_train_batch_end(last - 1, logs)


def _validate(
    program: Program, config: TrainConfig, data: Examples, listeners: Any
) -> dict[str, float]:
    first, end = config.n_train, config.training_images
    start, batch = first, 0
    loss_sum = hits = 0.0
    logs: dict[str, float] = {}
    listeners.on_test_begin()
    while start < end and not program.model.stop_evaluating:
        last = start + program.test_pace.cut(end - start)
        listeners.on_test_batch_begin(batch)
        loss, right = program.test(data, start, last)
        loss_sum, hits = loss_sum + loss, hits + right
        start, batch = last, batch + 1
        logs = _average(loss_sum, hits, start - first)
        listeners.on_test_batch_end(batch - 1, logs)
    listeners.on_test_end(logs)
    return {f"val_{name}": value for name, value in logs.items()}


def _average(loss_sum: float, hits: float, images: int) -> dict[str, float]:
    return {"accuracy": hits / images, "loss": loss_sum / images}
