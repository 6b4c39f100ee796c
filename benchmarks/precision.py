"""`python -m benchmarks.precision`: does bfloat16, where `auto` takes it, change what is learned?

Different kinds of networks, each trained with both precisions from the same seeds: test accuracy,
mean and standard deviation over the seeds, and the difference of the means in standard errors.
"""

import argparse
import statistics

from mlp_explorer import HiddenLayer, TrainConfig, train


def _stack(activation: str, depth: int = 2, normalized: bool = False) -> tuple[HiddenLayer, ...]:
    return (HiddenLayer(128, activation, batch_normalization=normalized),) * depth


KINDS = {
    "tutorial": {},
    "ReLU": {"hidden_layers": _stack("relu")},
    "ReLU, normalized, dropout": {
        "hidden_layers": (HiddenLayer(128, "relu", 0.3, True), HiddenLayer(128, "relu", 0.3, True))
    },
    "tanh, 6 layers": {"hidden_layers": _stack("tanh", 6)},
    "SELU, 8 layers": {"hidden_layers": _stack("selu", 8)},
    "sigmoid, 4 layers": {"hidden_layers": _stack("sigmoid", 4)},
    "linear": {"hidden_layers": _stack("linear")},
    "GELU, SGD": {"hidden_layers": _stack("gelu"), "optimizer": "sgd", "learning_rate": 0.5},
    "ReLU, RMSprop": {"hidden_layers": _stack("relu"), "optimizer": "rmsprop"},
    "ReLU, L2": {"hidden_layers": _stack("relu"), "l2": 0.001},
    "ReLU, binary cross-entropy": {"hidden_layers": _stack("relu"), "loss": "binary_crossentropy"},
    "ReLU, squared error": {"hidden_layers": _stack("relu"), "loss": "mean_squared_error"},
    "pixels 0 … 255": {"scale_pixels": False},
    "elastic": {"hidden_layers": _stack("relu"), "augmentation": "elastic"},
}


def main() -> None:
    """Print a line a kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args()
    print(f"{'network':28} {'float32':>16} {'bfloat16':>16}  difference, standard errors")
    for name, changes in KINDS.items():
        config = TrainConfig(batch_size=500, epochs=options.epochs).changed(**changes)
        accuracies = [
            [
                100 * train(config.changed(seed=seed, precision=precision)).test_score
                for seed in range(options.seeds)
            ]
            for precision in ("float32", "mixed_bfloat16")
        ]
        (mean, spread), (other, other_spread) = (
            (statistics.mean(values), statistics.stdev(values)) for values in accuracies
        )
        error = ((spread**2 + other_spread**2) / options.seeds) ** 0.5
        print(
            f"{name:28} {mean:7.2f} ± {spread:4.2f} % {other:7.2f} ± {other_spread:4.2f} %"
            f"  {other - mean:+10.2f} {(other - mean) / max(error, 1e-9):+10.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
