"""`python -m benchmarks.ways`: the ways to run the tutorial's epoch, from Keras's own to ours.

Seconds an epoch of 48,000 images, nothing validated, after one that compiles. All the ways do the
same steps; they take turns, and the median of their turns is printed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from benchmarks.training import EpochTimer
from mlp_explorer import TrainConfig, load_dataset
from mlp_explorer.training import build_model
from mlp_explorer.training.batches import draw_epoch, load_examples
from mlp_explorer.training.program import Program, shape_of

Run = Callable[[], float]  # runs an epoch, returns its seconds


def main() -> None:
    """Print a line a way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--precision", default="float32", choices=("float32", "mixed_bfloat16"))
    options = parser.parse_args()
    print(f"{'batch':>6}  {'way':45} {'an epoch':>9}")
    for size in (2000, 32):
        config = TrainConfig(batch_size=size, validation_split=0.2, precision=options.precision)
        ways = {**make_fits(config), **make_loops(config)}
        turns = [{name: run() for name, run in ways.items()} for _ in range(options.rounds + 1)]
        for name in ways:
            epoch_s = statistics.median(turn[name] for turn in turns[1:])
            print(f"{size:6}  {name:45} {epoch_s:7.2f} s", flush=True)


def make_fits(config: TrainConfig) -> dict[str, Run]:
    """Return Keras's `fit` in its variants."""
    dataset = load_dataset()
    x = dataset.x_train[: config.n_train] / np.float32(255)
    y = dataset.y_train[: config.n_train]

    def make(jit: bool, steps: int) -> Run:
        model = build_model(config)
        loss = "sparse_categorical_crossentropy"
        model.compile(
            "adam", loss, metrics=["accuracy"], jit_compile=jit, steps_per_execution=steps
        )
        timer = EpochTimer()

        def run() -> float:
            model.fit(x, y, epochs=2, batch_size=config.batch_size, callbacks=[timer], verbose=0)
            return timer.elapsed_s

        return run

    return {
        "model.fit": make(False, 1),
        "model.fit, jit_compile": make(True, 1),
        "model.fit, steps_per_execution of 24": make(False, 24),
    }


def make_loops(config: TrainConfig) -> dict[str, Run]:
    """Return loops over the steps inside of TensorFlow."""
    data, last = load_examples(config)[0], tf.constant(config.steps_per_epoch)
    program, updates_by_xla = make_program(config), make_program(config)
    compile_update(updates_by_xla.model)
    step_by_xla = tf.function(program._step, jit_compile=True)

    @tf.function
    def run_steps(epoch: Any) -> Any:
        total = tf.constant(0.0, tf.float64)
        for i in tf.range(last):
            places = i * config.batch_size + tf.range(config.batch_size)
            total += step_by_xla(data, epoch, i, places)[0]
        return total

    def time_run(run: Callable[..., Any]) -> Run:
        return lambda: measure(lambda: run(data, draw_epoch(config, 0), tf.constant(0), last)[0])

    return {
        "loop: graph": time_run(program._run),
        "loop, the optimizer's update by XLA": time_run(updates_by_xla._run),
        "loop, each step by XLA": lambda: measure(lambda: run_steps(draw_epoch(config, 0))),
        "loop and all by XLA: whole": time_run(program._run_full),
    }


def compile_update(model: keras.Model) -> None:
    """Have XLA compile the update of the model's weights."""
    apply = model.optimizer.apply
    compiled = tf.function(lambda grads: apply(grads, model.trainable_variables), jit_compile=True)
    model.optimizer.apply = lambda grads, variables: compiled(grads)


def make_program(config: TrainConfig) -> Program:
    """Return a program, ready to run."""
    program = Program(shape_of(config))
    program.reset(config)
    return program


def measure(run: Callable[[], Any]) -> float:
    """Return how many seconds `run` takes until its result is there."""
    start_s = time.perf_counter()
    float(run())
    return time.perf_counter() - start_s


if __name__ == "__main__":
    main()
