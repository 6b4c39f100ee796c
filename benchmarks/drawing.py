"""`python -m benchmarks.drawing FILE`: how many pen strokes of FILE are read rightly.

FILE is JSON: `{"digits": [{"label": 5, "strokes": [[[x, y], …], …]}, …]}`, x right, y down.
Each preset named is trained here, then reads every digit twice: drawn from its strokes as the app
does it, and plainly resized from a 280 × 280 canvas as most demos do it.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from mlp_explorer import PRESETS, Network, strokes_to_digit, train

CANVAS, PEN = 280, 20


def main() -> None:
    """Print a line a preset."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--presets", nargs="+", default=["tutorial", "fast", "drawings", "best"], choices=PRESETS
    )
    options = parser.parse_args()
    digits = json.loads(options.file.read_text())["digits"]
    labels = np.array([digit["label"] for digit in digits])
    started = time.perf_counter()
    drawn = np.stack([strokes_to_digit(digit["strokes"]) for digit in digits])
    each_ms = (time.perf_counter() - started) / len(digits) * 1000
    resized = np.stack([resize_plainly(digit["strokes"]) for digit in digits])
    print(f"{len(digits)} digits; strokes to picture: {each_ms:.2f} ms each\n")
    print(f"{'preset':10} {'MNIST test':>10} {'from strokes':>13} {'plainly resized':>16}")
    for name in options.presets:
        result = train(PRESETS[name].config)
        network = Network(PRESETS[name].config, result.weights)
        shares = [np.mean(network.predict(x).argmax(axis=1) == labels) for x in (drawn, resized)]
        print(f"{name:10} {result.test_accuracy:10.2%} {shares[0]:13.1%} {shares[1]:16.1%}")


def resize_plainly(strokes: list[Any]) -> NDArray[np.float32]:
    """Return the whole canvas, the digit on it as large as on the tablet, as (28, 28)."""
    canvas = Image.new("L", (CANVAS, CANVAS))
    pen = ImageDraw.Draw(canvas)
    for stroke in strokes:
        points = [tuple(np.array(point) * CANVAS / 500) for point in stroke]
        pen.line(points, fill=255, width=PEN, joint="curve")
    return np.asarray(canvas.resize((28, 28), Image.Resampling.BOX), np.float32) / 255


if __name__ == "__main__":
    main()
