"""The server's part of an answer: from the canvas's strokes to the outputs and the verdict."""

import statistics
import time

import numpy as np

from benchmarks.drawing.digits import PenDigits, Trained
from benchmarks.drawing.invariance import draw
from mlp_explorer.drawing import canvas_strokes, count_digits, strokes_to_digit
from mlp_explorer.network import judge
from mlp_explorer.network.shapes import prepare_shapes

__all__ = ["print_server"]

N_DIGITS = 200


def print_server(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print median and slowest."""
    prepare_shapes()
    rng = np.random.default_rng(0)
    drawn = [draw(each, 0.7, tuple(rng.uniform(0, 1, 2)), 1, 18) for each in digits.strokes]
    for name, preset in trained.items():
        network, times_ms = preset.network, []
        for objects in drawn[:N_DIGITS]:
            started = time.perf_counter()
            strokes = canvas_strokes(objects)
            digit = strokes_to_digit(strokes)
            probabilities = network.predict(digit[np.newaxis])[0]
            judge(probabilities, digit, strokes)
            count_digits(strokes)
            times_ms.append(1000 * (time.perf_counter() - started))
        median, slowest = statistics.median(times_ms), max(times_ms)
        print(f"{name:10} {median:6.1f} ms, slowest {slowest:.1f} ms; asked: under 10 ms")
