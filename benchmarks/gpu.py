"""`python -m benchmarks.gpu`: seconds an epoch on a graphics card, ours against `model.fit` on it.

The networks of three presets, at three batch sizes, taking turns; the first epoch of each, in which
it may compile, does not count. `fit` sees no distorted images, so ours is also timed without them.
"""

import statistics
import sys

import tensorflow as tf

from benchmarks.training import Epochs, EpochTimer, run_ours
from mlp_explorer import PRESETS, TrainConfig, load_dataset
from mlp_explorer.training import build_model, take_card

BATCHES = (32, 256, 2000)
ROUNDS = 3


def main() -> int:
    """Print a line a network and batch size, or why there is nothing to measure."""
    card = take_card(0)
    if not card.name:
        print("TensorFlow sees no graphics card here, so there is nothing to measure.")
        return 1
    print(f"{card.name}, TensorFlow {tf.__version__}")
    print(
        f"{'preset':10} {'batch':>5} {'ours':>9} {'undistorted':>12} {'model.fit':>10}", flush=True
    )
    for name in ("tutorial", "fast", "best"):
        for batch_size in BATCHES:
            config = PRESETS[name].config.changed(batch_size=batch_size)
            plain = config.changed(augmentation="none")
            ours, undistorted, fit = measure(run_ours(config), run_ours(plain), run_fit(plain))
            print(
                f"{name:10} {batch_size:5} {ours:9.3f} {undistorted:12.3f} {fit:10.3f}", flush=True
            )
    return 0


def measure(*entries: Epochs) -> list[float]:
    """Return the median of each one's epochs, which take turns."""
    for epochs in entries:
        next(epochs)
    turns = [[next(epochs) for epochs in entries] for _ in range(ROUNDS)]
    return [statistics.median(times) for times in zip(*turns, strict=True)]


def run_fit(config: TrainConfig) -> Epochs:
    """Train the same network with Keras's own loop."""
    dataset, timer = load_dataset(), EpochTimer()
    x, model = dataset.x_train.astype("float32") / 255, build_model(config)
    while True:
        model.fit(
            x,
            dataset.y_train,
            epochs=1,
            batch_size=config.batch_size,
            validation_split=config.validation_split,
            callbacks=[timer],
            verbose=0,
        )
        yield timer.elapsed_s


if __name__ == "__main__":
    sys.exit(main())
