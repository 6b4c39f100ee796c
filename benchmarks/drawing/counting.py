"""Is it one digit, or more?"""

import numpy as np

from benchmarks.drawing.digits import PenDigits, Strokes, Trained
from mlp_explorer import load_dataset
from mlp_explorer.drawing import count_digits, count_digits_in_image

__all__ = ["print_counting"]

GAPS = (0.05, 0.1, 0.2, 0.4)  # between two digits, of their size
N_ROWS = 500


def print_counting(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print how often one is taken for more, and how often more are found."""
    rng = np.random.default_rng(0)
    wrong = np.mean([count_digits(strokes) > 1 for strokes in digits.strokes])
    print(f"pen digits taken for more than one: {wrong:.1%}")
    images = load_dataset("mnist").x_test[:2000]
    wrong = np.mean([count_digits_in_image(np.pad(np.kron(i, BLOCK), 20)) > 1 for i in images])
    print(f"MNIST's test images taken for more than one: {wrong:.1%} of 2,000")
    for count in (2, 3):
        for gap in GAPS:
            rows = [write_row(digits, count, gap, rng) for _ in range(N_ROWS)]
            found = np.mean([count_digits(row) == count for row in rows])
            print(f"{count} digits, {gap:.0%} of their size apart: found in {found:.1%}")


BLOCK = np.ones((5, 5), np.uint8)


def write_row(digits: PenDigits, count: int, gap: float, rng: np.random.Generator) -> Strokes:
    """Return digits side by side, of different sizes and heights."""
    row: Strokes = []
    right = 0.0
    for place in rng.integers(len(digits.strokes), size=count):
        strokes = digits.strokes[place]
        points = np.concatenate(strokes)
        scale = rng.uniform(70, 120) / np.ptp(points, axis=0).max()
        corner = np.array([right, rng.uniform(-15, 15)])
        row += [(stroke - points.min(axis=0)) * scale + corner for stroke in strokes]
        right += np.ptp(points[:, 0]) * scale + 100 * gap
    return row
