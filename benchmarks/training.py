"""`python -m benchmarks.training`: seconds an epoch, ours against others, taking turns.

An epoch goes through 48,000 images and validates on 12,000 others, counting loss and accuracy of
both, as the tutorial's `model.fit` does. The first epoch of each, in which it may compile, does
not count. Ours is measured as the app uses it: `train` with its events, snapshots and stopping.

PyTorch takes part where it is installed (`pip install torch`).
"""

import argparse
import contextlib
import itertools
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from mlp_explorer import HiddenLayer, TrainConfig, load_dataset, train
from mlp_explorer.messages.events import EpochEnded, event_to_dict
from mlp_explorer.training import build_model
from mlp_explorer.training.callbacks import ChangeRate, StopOnNaN, StopOnRequest, StreamEvents
from mlp_explorer.training.fit import fit
from mlp_explorer.training.pool import ProgramPool
from mlp_explorer.training.precision import find_precision
from mlp_explorer.training.progress import Progress

SIZES = {"64-32": (64, 32), "256-128 (tutorial)": (256, 128), "1024-512": (1024, 512)}
TRAIN = 48_000

Epochs = Iterator[float]  # endless: seconds of one epoch after another


def main() -> None:
    """Print a table a batch size, the limit of arithmetic, the price of streaming, and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="epochs of each that count")
    parser.add_argument("--batches", type=int, nargs="+", default=[2000, 32])
    parser.add_argument("--sizes", nargs="+", default=list(SIZES), choices=SIZES)
    parser.add_argument("--seeds", type=int, default=5, help="of the tutorial's job, compared")
    options = parser.parse_args()
    speeds = {
        name: measure_matmul(dtype)
        for name, dtype in (("float32", tf.float32), ("bfloat16", tf.bfloat16))
    }
    print(
        "matrix products, 2000 × 784 × 256:",
        ", ".join(f"{n} {s / 1e9:.0f} GFLOP/s" for n, s in speeds.items()),
    )
    for batch_size in options.batches:
        for size in options.sizes:
            layers = tuple(HiddenLayer(units) for units in SIZES[size])
            config = TrainConfig(hidden_layers=layers, batch_size=batch_size)
            compare(size, config, options.rounds, speeds)
    for batch_size in options.batches:
        print_streaming(TrainConfig(batch_size=batch_size), options.rounds)
    for precision in ("float32", "mixed_bfloat16"):
        print_distortions(precision, options.rounds)
    print_accuracies(options.seeds)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process, all the others included: {peak_mb:.0f} MB")


def compare(size: str, config: TrainConfig, rounds: int, speeds: dict[str, float]) -> None:
    """Print the median of each one's epochs, and how many times ours it is."""
    float32 = config.changed(precision="float32")
    entries = {f"ours, auto ({find_precision(config)})": run_ours(config)}
    if find_precision(config) != "float32":
        entries["ours, float32"] = run_ours(float32)
    entries["Keras model.fit"] = run_fit(float32)
    for name, run in (("PyTorch eager, fused Adam", run_torch), ("scikit-learn", run_sklearn)):
        with contextlib.suppress(ImportError):
            entries[name] = run(float32)
    times: dict[str, list[float]] = {name: [] for name in entries}
    for turn in range(rounds + 1):
        for name, epochs in entries.items():
            elapsed_s = next(epochs)
            if turn:
                times[name].append(elapsed_s)
    medians = {name: statistics.median(values) for name, values in times.items()}
    ours_s = next(iter(medians.values()))
    print(f"\n{size}, batch {config.batch_size}: seconds an epoch, median (fastest to slowest)")
    for name, median_s in medians.items():
        spread = f"({min(times[name]):.3f} to {max(times[name]):.3f})"
        print(f"  {name:32} {median_s:7.3f} {spread:18} {median_s / ours_s:6.2f} ×")
    for name, flops_per_s in speeds.items():
        print(f"  {'products alone, ' + name:32} {count_flops(config) / flops_per_s:7.3f}")


def count_flops(config: TrainConfig) -> float:
    """Return the floating point operations of an epoch's matrix products."""
    widths = [784, *(layer.units for layer in config.hidden_layers), 10]
    products = [a * b for a, b in itertools.pairwise(widths)]
    # forward, the weights' gradient and, except in the first layer, the inputs' gradient
    per_image = 2 * (3 * sum(products) - products[0])
    return per_image * TRAIN + 2 * sum(products) * (60_000 - TRAIN)


def measure_matmul(dtype: tf.DType, repeats: int = 50) -> float:
    """Return floating point operations a second of the first layer's product."""
    a, b = (tf.cast(tf.random.normal(shape), dtype) for shape in ((2000, 784), (784, 256)))
    product = tf.function(lambda: tf.matmul(a, b))
    times = []
    for _ in range(repeats):
        start_s = time.perf_counter()
        product()[0, 0].numpy()
        times.append(time.perf_counter() - start_s)
    return 2 * 2000 * 784 * 256 / statistics.median(times)


def run_ours(config: TrainConfig) -> Epochs:
    """Train as the app's worker does, with events and snapshots; three epochs a run."""
    train(config.changed(epochs=2))
    seed = 0
    while True:
        ends: list[float] = []
        messages: list[Any] = []

        def emit(event: Any, ends: list[float] = ends, messages: list[Any] = messages) -> None:
            messages.append(event_to_dict(event))
            if isinstance(event, EpochEnded):
                ends.append(event.elapsed_s)

        seed += 1
        train(config.changed(epochs=2, seed=seed), emit, lambda: False, lambda checkpoint: None)
        yield ends[1] - ends[0]


def run_fit(config: TrainConfig) -> Epochs:
    """Train as the tutorial's listing does."""
    dataset = load_dataset()
    x = dataset.x_train.astype("float32") / 255
    first, second = (layer.units for layer in config.hidden_layers)
    model = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(first, activation="sigmoid"),
            keras.layers.Dense(second, activation="sigmoid"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    timer = EpochTimer()
    while True:
        model.fit(
            x,
            dataset.y_train,
            epochs=2,
            batch_size=config.batch_size,
            validation_split=0.2,
            callbacks=[timer],
            verbose=0,
        )
        yield timer.elapsed_s


class EpochTimer(keras.callbacks.Callback):
    """Keeps the seconds of the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Start."""
        self._start_s = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Stop."""
        self.elapsed_s = time.perf_counter() - self._start_s


def run_torch(config: TrainConfig) -> Epochs:
    """Train with PyTorch as its own users write it, with its fastest Adam."""
    import torch
    from torch import nn

    dataset = load_dataset()
    x = torch.from_numpy(dataset.x_train.reshape(-1, 784) / np.float32(255))
    y = torch.from_numpy(dataset.y_train.astype(np.int64))
    first, second = (layer.units for layer in config.hidden_layers)
    model = nn.Sequential(
        nn.Linear(784, first),
        nn.Sigmoid(),
        nn.Linear(first, second),
        nn.Sigmoid(),
        nn.Linear(second, 10),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
    loss_of = nn.CrossEntropyLoss()

    def validate() -> tuple[float, float]:
        with torch.no_grad():
            outputs = model(x[TRAIN:])
            right = (outputs.argmax(1) == y[TRAIN:]).sum().item()
            return loss_of(outputs, y[TRAIN:]).item(), right

    def epoch() -> None:
        order = torch.randperm(TRAIN)
        total = right = torch.zeros(())
        for rows in order.split(config.batch_size):
            images, digits = x[rows], y[rows]
            outputs = model(images)
            loss = loss_of(outputs, digits)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total = total + loss.detach() * len(rows)
            right = right + (outputs.argmax(1) == digits).sum()
        total.item(), right.item(), validate()

    return time_each(epoch)


def run_sklearn(config: TrainConfig) -> Epochs:
    """Train with scikit-learn's MLPClassifier, an epoch a call."""
    from sklearn.neural_network import MLPClassifier

    dataset = load_dataset()
    x, y = dataset.x_train.reshape(-1, 784) / np.float32(255), dataset.y_train
    units = tuple(layer.units for layer in config.hidden_layers)
    model = MLPClassifier(units, activation="logistic", batch_size=config.batch_size)

    def epoch() -> None:
        model.partial_fit(x[:TRAIN], y[:TRAIN], classes=np.arange(10))
        model.score(x[TRAIN:], y[TRAIN:])

    return time_each(epoch)


def time_each(epoch: Callable[[], None]) -> Epochs:
    """Yield the seconds of one call after another."""
    while True:
        start_s = time.perf_counter()
        epoch()
        yield time.perf_counter() - start_s


def print_streaming(config: TrainConfig, rounds: int) -> None:
    """Print what events, snapshots and the chance to stop add to the same program's epochs."""
    config = config.changed(epochs=2)
    newest: dict[str, Any] = {}  # a worker too keeps the newest snapshot only

    def listen(progress: Progress) -> list[keras.callbacks.Callback]:
        stream = StreamEvents(
            lambda event: newest.update(event=event_to_dict(event)),
            lambda checkpoint: newest.update(checkpoint=checkpoint),
            progress,
        )
        rate = ChangeRate(lambda: None, progress, stream.emit)
        return [StopOnRequest(lambda: False), StopOnNaN(), rate, stream]

    times: dict[str, list[float]] = {"off": [], "on": []}
    with ProgramPool().lend(config) as program:
        for turn in range(4 * rounds + 1):
            for name in times:
                progress, timer = Progress(config), EpochTimer()
                fit(program, progress, [*(listen(progress) if name == "on" else []), timer])
                times[name] += [timer.elapsed_s] * (turn > 0)
    off, on = (statistics.median(times[name]) for name in ("off", "on"))
    print(
        f"\nstreaming, batch {config.batch_size}: off {off:.4f} s, on {on:.4f} s an epoch: "
        f"{on / off - 1:+.1%}"
    )


def print_distortions(precision: str, rounds: int) -> None:
    """Print what an epoch of distorted images takes, against a plain one."""
    kinds = {
        kind: run_ours(TrainConfig(precision=precision, augmentation=kind))
        for kind in ("none", "elastic")
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, epochs in kinds.items():
            times[kind].append(next(epochs))
    plain, elastic = (statistics.median(times[kind]) for kind in kinds)
    print(
        f"\ndistortions, {precision}: none {plain:.4f} s, elastic {elastic:.4f} s an epoch: "
        f"{elastic / plain:.2f} ×"
    )


def print_accuracies(seeds: int) -> None:
    """Print what the tutorial's whole job reaches with Keras's `fit` and with ours."""
    dataset, config = load_dataset(), TrainConfig(precision="float32")
    x, x_test = (part / np.float32(255) for part in (dataset.x_train, dataset.x_test))

    def fit_plainly(seed: int) -> float:
        model = build_model(config.changed(seed=seed))
        model.fit(x, dataset.y_train, batch_size=2000, epochs=10, validation_split=0.2, verbose=0)
        return float(model.evaluate(x_test, dataset.y_test, verbose=0)[1])

    entries: dict[str, Callable[[int], float]] = {
        "Keras model.fit": fit_plainly,
        "ours, float32": lambda seed: train(config.changed(seed=seed)).test_score,
        "ours, auto": lambda seed: train(TrainConfig(seed=seed)).test_score,
    }
    print(f"\ntest accuracy of the tutorial's job over {seeds} seeds, mean and range")
    for name, run in entries.items():
        values = [100 * run(seed) for seed in range(seeds)]
        print(f"  {name:32} {np.mean(values):.2f} % ({min(values):.2f} to {max(values):.2f})")


if __name__ == "__main__":
    main()
