"""`python -m benchmarks.small_digits FILE`: how networks of 8 × 8 digits read drawings.

FILE has pen digits, as `benchmarks.drawing` takes it. The dataset "digits" was scanned with other
pens, by other people; each drawing is brought into its form as the app does it. A line a seed: the
accuracy on the dataset's own test, and on the drawings.
"""

import argparse
import statistics
from pathlib import Path

import numpy as np

from benchmarks.drawing.digits import read_digits
from mlp_explorer import Network, strokes_to_digit, train
from mlp_explorer.config import list_presets
from mlp_explorer.drawing import shrink_digit


def main() -> None:
    """Print a line a seed, and the mean."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    digits = read_digits(options.file)
    config = next(iter(list_presets("digits").values()))
    shape = config.about.shape
    drawn = np.stack([shrink_digit(strokes_to_digit(each), shape) for each in digits.strokes])
    print(f"{'seed':>5} {'own test':>9} {'pen digits':>11}")
    shares = []
    for seed in range(options.seeds):
        result = train(config.changed(seed=seed))
        read = Network(result.config, result.weights).predict(drawn).argmax(axis=1)
        shares.append(float(np.mean(read == digits.labels)))
        print(f"{seed:5} {result.test_score:9.1%} {shares[-1]:11.1%}", flush=True)
    print(f"{'mean':>5} {'':9} {statistics.mean(shares):11.1%}")


if __name__ == "__main__":
    main()
