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
from mlp_explorer.tasks import Metric
from mlp_explorer.training.batches import Examples, draw_epoch, list_rates, load_examples
from mlp_explorer.training.program import Program
from mlp_explorer.training.progress import Progress
from mlp_explorer.training.scoring import find_score

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
    """Return loss and score on the test examples."""
    data = load_examples(config)[1]
    loss_sum, score_sum = program.test_exactly(data)
    count = len(data.labels)
    return loss_sum / count, find_score(config.metric, score_sum / count, data.labels)


def _fit_epoch(
    program: Program, progress: Progress, data: Examples, listeners: Any
) -> dict[str, float]:
    epoch, model = progress.epoch, program.model
    listeners.on_epoch_begin(epoch)
    _train_epoch(program, progress, data, listeners)
    logs = _sum_up(progress, data)
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
        logs = _sum_up(progress, data)
        listeners.on_train_batch_end(last - 1, logs)


def _validate(
    program: Program, config: TrainConfig, data: Examples, listeners: Any
) -> dict[str, float]:
    first, end = config.n_train, config.training_images
    answers = data.labels[first:end]
    start, batch = first, 0
    loss_sum = score_sum = 0.0
    logs: dict[str, float] = {}
    listeners.on_test_begin()
    while start < end and not program.model.stop_evaluating:
        last = start + program.test_pace.cut(end - start)
        listeners.on_test_batch_begin(batch)
        loss, score = program.test(data, start, last)
        loss_sum, score_sum = loss_sum + loss, score_sum + score
        start, batch = last, batch + 1
        logs = _average(config.metric, loss_sum, score_sum, start - first, answers)
        listeners.on_test_batch_end(batch - 1, logs)
    listeners.on_test_end(logs)
    return {f"val_{name}": value for name, value in logs.items()}


def _sum_up(progress: Progress, data: Examples) -> dict[str, float]:
    """Return the figures of the running epoch so far."""
    config, answers = progress.config, data.labels[: progress.config.n_train]
    sums = progress.loss_sum, progress.score_sum
    return _average(config.metric, *sums, progress.images, answers)


def _average(
    metric: Metric, loss_sum: float, score_sum: float, count: int, answers: Any
) -> dict[str, float]:
    """Return loss and score, by their names for Keras's callbacks, of sums over examples.

    answers: all of the part that these are of."""
    score = find_score(metric, score_sum / count, answers)
    return {metric.name: score, "loss": loss_sum / count}
