"""How many pen digits each preset reads rightly, and how many if they were plainly resized."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.drawing.digits import PenDigits, Strokes, Trained
from mlp_explorer import strokes_to_digit

__all__ = ["print_presets"]

CANVAS, PEN = 280, 20
ASKED = {"tutorial": "75 %", "fast": "85 %", "drawings": "90 %, goal 95 %"}


def print_presets(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print a line a preset."""
    drawn = np.stack([strokes_to_digit(strokes) for strokes in digits.strokes])
    resized = np.stack([resize_plainly(strokes) for strokes in digits.strokes])
    print(f"{'':10} {'MNIST test':>10} {'pen digits':>11} {'plainly resized':>16}  asked")
    for name, preset in trained.items():
        shares = [
            np.mean(preset.network.predict(x).argmax(axis=1) == digits.labels)
            for x in (drawn, resized)
        ]
        print(
            f"{name:10} {preset.test_score:10.2%} {shares[0]:11.1%} {shares[1]:16.1%}"
            f"  {ASKED.get(name, '')}"
        )


def resize_plainly(strokes: Strokes) -> NDArray[np.float32]:
    """Return the whole canvas, the digit on it as large as on the tablet, as (28, 28)."""
    canvas = Image.new("L", (CANVAS, CANVAS))
    pen = ImageDraw.Draw(canvas)
    for stroke in strokes:
        pen.line([tuple(p) for p in stroke * CANVAS / 500], fill=255, width=PEN, joint="curve")
    return np.asarray(canvas.resize((28, 28), Image.Resampling.BOX), np.float32) / 255
