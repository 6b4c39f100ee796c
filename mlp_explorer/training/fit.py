"""The epochs of a training: what Keras's `fit` does, over a `Program`.

Callbacks are Keras's, called as `fit` calls them with `steps_per_execution`: at the end of each
call of several steps, with the number of the last one. Here the number of steps adapts itself,
so that a call takes a quarter of a second: a point on the curve, and a chance to stop. What lies
between two calls takes under 2 ms.
"""

from typing import Any

import keras

from mlp_explorer.config import TrainConfig
from mlp_explorer.training.batches import draw_epoch, load_images
from mlp_explorer.training.program import Program

__all__ = ["evaluate", "fit"]


def fit(program: Program, config: TrainConfig, callbacks: list[keras.callbacks.Callback]) -> None:
    """Train `program`'s model, from the state that it is in, for `config.epochs` epochs."""
    model = program.model
    listeners = keras.callbacks.CallbackList(
        callbacks, model=model, verbose=0, epochs=config.epochs, steps=config.steps_per_epoch
    )
    model.stop_training = model.stop_evaluating = False
    listeners.on_train_begin()
    logs: dict[str, float] = {}
    for epoch in range(config.epochs):
        listeners.on_epoch_begin(epoch)
        logs = _train_epoch(program, config, epoch, listeners)
        if config.n_validation and not model.stop_training:
            logs |= _validate(program, config, listeners)
        listeners.on_epoch_end(epoch, logs)
        if model.stop_training:
            break
    listeners.on_train_end(logs)


def evaluate(program: Program) -> tuple[float, float]:
    """Return loss and accuracy on the test images."""
    data = load_images()[1]
    count = len(data.digits)
    loss, right = program.test_exactly(data)
    return loss / count, right / count


def _train_epoch(
    program: Program, config: TrainConfig, epoch: int, listeners: Any
) -> dict[str, float]:
    data, drawn = load_images()[0], draw_epoch(config, epoch)
    steps, step = config.steps_per_epoch, 0
    sums = [0.0, 0.0]
    while step < steps and not program.model.stop_training:
        last = step + program.pace.cut(steps - step)
        listeners.on_train_batch_begin(step)
        _add(sums, program.train(data, drawn, step, last))
        step = last
        logs = _average(sums, min(step * config.batch_size, config.n_train))
        listeners.on_train_batch_end(step - 1, logs)
    return logs


def _validate(program: Program, config: TrainConfig, listeners: Any) -> dict[str, float]:
    data, first, end = load_images()[0], config.n_train, config.training_images
    start, batch = first, 0
    sums = [0.0, 0.0]
    listeners.on_test_begin()
    while start < end and not program.model.stop_evaluating:
        last = start + program.test_pace.cut(end - start)
        listeners.on_test_batch_begin(batch)
        _add(sums, program.test(data, start, last))
        start, batch = last, batch + 1
        logs = _average(sums, start - first)
        listeners.on_test_batch_end(batch - 1, logs)
    listeners.on_test_end(logs)
    return {f"val_{name}": value for name, value in logs.items()}


def _add(sums: list[float], more: tuple[float, float]) -> None:
    sums[:] = [total + part for total, part in zip(sums, more, strict=True)]


def _average(sums: list[float], images: int) -> dict[str, float]:
    return {"accuracy": sums[1] / images, "loss": sums[0] / images}
