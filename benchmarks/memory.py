"""`python -m benchmarks.memory`: what a worker needs, estimated and measured.

Each network is trained in a fresh process, as a worker does: after the warm-up, with its
checkpoints kept, and saved at its end. Measured is the most memory that the process has had.
"""

import collections
import json
import resource
import subprocess
import sys

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import estimate_memory
from mlp_explorer.training import export_model, train

_UNIT = 1 if sys.platform == "darwin" else 1024  # of the system's figure, in bytes
_WARM_UP = TrainConfig(training_images=5000, epochs=1)

NETWORKS = {
    "128, SGD, batch 32": TrainConfig(
        hidden_layers=(HiddenLayer(128),), optimizer="sgd", batch_size=32, epochs=2
    ),
    "1024-1024, Adam, batch 2000": TrainConfig(
        hidden_layers=(HiddenLayer(1024, "relu"),) * 2, training_images=10_000, epochs=2
    ),
    "2048 three times, Adam, batch 2000": TrainConfig(
        hidden_layers=(HiddenLayer(2048, "relu"),) * 3, training_images=5000, epochs=2
    ),
    "2048-2048, Adam, batch 500, elastic": TrainConfig(
        hidden_layers=(HiddenLayer(2048, "relu"),) * 2,
        batch_size=500,
        augmentation="elastic",
        training_images=2000,
        epochs=2,
    ),
    "2048 five times, SGD, batch 100": TrainConfig(
        hidden_layers=(HiddenLayer(2048, "relu"),) * 5,
        optimizer="sgd",
        batch_size=100,
        training_images=500,
        epochs=2,
    ),
    "tutorial, all images in one batch": TrainConfig(
        batch_size=60_000, validation_split=0, epochs=2
    ),
    "1024, batch 20,000": TrainConfig(
        hidden_layers=(HiddenLayer(1024),), batch_size=20_000, epochs=2
    ),
}


def main() -> None:
    """Print a line a network; with a configuration as argument, train that one here."""
    if sys.argv[1:]:
        print(measure(TrainConfig.from_query(json.loads(sys.argv[1]))))
        return
    print(f"{'network':36} {'estimated':>9} {'measured':>9}  too high by", flush=True)
    for name, config in NETWORKS.items():
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.memory", json.dumps(config.to_query())],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        estimated, measured = estimate_memory(config).total, int(done.stdout.split()[-1])
        figures = f"{estimated / 1e9:6.2f} GB {measured / 1e9:6.2f} GB"
        print(f"{name:36} {figures}  {estimated / measured - 1:+.0%}", flush=True)


def measure(config: TrainConfig) -> int:
    """Train a network as a worker does; return the most bytes that this process has had."""
    train(_WARM_UP)
    kept = collections.deque(maxlen=2)  # one is on its way to the app while the next one is made
    result = train(config, keep=kept.append)
    export_model(config, result.weights)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


if __name__ == "__main__":
    main()
