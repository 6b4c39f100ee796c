"""`python -m benchmarks.against_sklearn`: does our training find what scikit-learn's finds?

Tables, each learned by the network of its first preset and by scikit-learn's `MLPClassifier` or
`MLPRegressor` of the same size: the same rows, scaled alike, the same test, activation, optimizer,
learning rate, batches and epochs, no penalty and no validation. Of five seeds each the mean and the
standard deviation of the test accuracy, or of R² where the answer is a number, and the difference
of the means in points, with its standard error. Wanted: no worse.
"""

import argparse
import statistics
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor

from mlp_explorer import Network, TrainConfig, train
from mlp_explorer.config import list_presets
from mlp_explorer.data import Dataset, load_prepared
from mlp_explorer.errors import ConfigError
from mlp_explorer.network.classes import read_shares

TABLES = ("iris", "wine", "breast_cancer", "diabetes")


def main() -> None:
    """Print a line a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--datasets", nargs="+", default=TABLES, choices=TABLES)
    options = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)  # the epochs are as many as ours
    print(f"{'':14} {'by':>8} {'ours':>15} {'scikit-learn':>15} {'difference':>15}")
    for key in options.datasets:
        try:
            config = next(iter(list_presets(key).values())).changed(validation_split=0, l2=0)
        except ConfigError as error:
            print(f"{key:14} {error}")
            continue
        configs = [config.changed(seed=seed) for seed in range(options.seeds)]
        print_line(config, list(map(score_ours, configs)), list(map(score_theirs, configs)))


def print_line(config: TrainConfig, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """Print means and spreads; scores are at most 1."""
    measure = "accuracy" if config.about.classes else "R²"
    difference = 100 * (statistics.mean(ours) - statistics.mean(theirs))
    error = 100 * sum(np.var(each, ddof=1) / len(each) for each in (ours, theirs)) ** 0.5
    cells = " ".join(f"{_write(each):>15}" for each in (ours, theirs))
    change = f"{difference:+.2f} ± {error:.2f}"
    print(f"{config.dataset:14} {measure:>8} {cells} {change:>15}", flush=True)


def _write(scores: Sequence[float]) -> str:
    return f"{statistics.mean(scores):.4f} ± {statistics.stdev(scores):.4f}"


def score_ours(config: TrainConfig) -> float:
    """Train as the app does, and return the score on the test part."""
    data = load_prepared(*config.data)
    outputs = Network(config, train(config).weights).predict(data.x_test)
    if config.about.classes:
        return _score(data, read_shares(config.head, outputs).argmax(axis=1))
    return _score(data, outputs[:, 0])


def score_theirs(config: TrainConfig) -> float:
    """Train scikit-learn's network of the same size on the same rows, and return its score."""
    data = load_prepared(*config.data)
    kind: Any = MLPClassifier if data.about.classes else MLPRegressor
    model = kind(
        hidden_layer_sizes=[layer.units for layer in config.hidden_layers],
        activation=config.hidden_layers[0].activation,
        solver=config.optimizer,
        learning_rate_init=config.learning_rate,
        batch_size=config.batch_size,
        max_iter=config.epochs,
        alpha=0.0,
        tol=0.0,
        n_iter_no_change=config.epochs,  # to the last epoch, as ours
        random_state=config.seed,
    )
    return _score(data, model.fit(data.x_train, data.y_train).predict(data.x_test))


def _score(data: Dataset, answers: Any) -> float:
    score = accuracy_score if data.about.classes else r2_score
    return float(score(data.y_test, answers))


if __name__ == "__main__":
    main()
