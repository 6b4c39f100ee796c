"""MNIST's own test images, enlarged, moved on a canvas, and read back as pictures."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.drawing.digits import PenDigits, Trained
from mlp_explorer import image_to_digit, load_dataset

__all__ = ["print_mnist"]

CANVAS = 280


def print_mnist(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print accuracy on the originals and on what was read back."""
    data, rng = load_dataset("mnist"), np.random.default_rng(0)
    back = np.stack([image_to_digit(put_on_canvas(image, rng)) for image in data.x_test])
    originals = data.x_test / np.float32(255)
    print(f"{'':10} {'originals':>10} {'read back':>10}  asked: within 0.5 points")
    for name, preset in trained.items():
        one, other = (
            np.mean(preset.network.predict(x).argmax(axis=1) == data.y_test)
            for x in (originals, back)
        )
        print(f"{name:10} {one:10.2%} {other:10.2%}  {100 * (other - one):+.2f}")


def put_on_canvas(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a canvas with the image on it, two to ten times as large."""
    side = int(rng.integers(56, CANVAS + 1))
    large = Image.fromarray(image).resize((side, side), Image.Resampling.BICUBIC)
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    row, column = rng.integers(0, CANVAS - side + 1, 2)
    canvas[row : row + side, column : column + side] = large
    return canvas
