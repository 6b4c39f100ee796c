"""How many answers stay when a digit is drawn somewhere else, and smaller."""

import numpy as np
from numpy.typing import NDArray

from benchmarks.drawing.digits import PenDigits, Strokes, Trained
from mlp_explorer.drawing import canvas_strokes, strokes_to_digit

__all__ = ["print_invariance"]

CANVAS = 280
SIZES = (0.15, 0.25, 0.5, 1.0)  # of the canvas
PENS = (4, 12, 24, 40)  # one of them for each place
GRIDS = {"as drawn": 0.0, "half pixels": 0.5, "whole pixels": 1.0}


def print_invariance(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print the shares of answers that stay, compared with the digit large and centred."""
    rng = np.random.default_rng(0)
    networks = {name: preset.network for name, preset in trained.items()}
    print("answers that stay, at a random place and pen width; asked 99 %")
    print(f"{'points':13} {'size':>6}" + "".join(f"{name:>11}" for name in networks))
    for label, grid in GRIDS.items():
        large = read([draw(each, 0.9, (0.5, 0.5), grid, 20) for each in digits.strokes])
        answers = {name: net.predict(large).argmax(axis=1) for name, net in networks.items()}
        for size in SIZES:
            objects = [
                draw(each, size, tuple(rng.uniform(0, 1, 2)), grid, int(rng.choice(PENS)))
                for each in digits.strokes
            ]
            pictures = read(objects)
            shares = [
                np.mean(net.predict(pictures).argmax(axis=1) == answers[name])
                for name, net in networks.items()
            ]
            print(f"{label:13} {size:6.0%}" + "".join(f"{share:11.1%}" for share in shares))


def draw(
    strokes: Strokes, size: float, place: tuple[float, ...], grid: float, pen: int
) -> list[dict[str, object]]:
    """Return the objects that the canvas makes of a digit of that size at that place."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = size * CANVAS / extent.max()
    corner = np.array(place) * (CANVAS - extent * scale)
    moved = [(stroke - low) * scale + corner for stroke in strokes]
    if grid:
        moved = [drop_repeats((stroke / grid).round() * grid) for stroke in moved]
    return [make_object(stroke, pen) for stroke in moved]


def drop_repeats(stroke: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out points that are where the one before is: a browser reports none of them."""
    return stroke[np.append(True, (np.diff(stroke, axis=0) != 0).any(axis=1))]


def make_object(stroke: NDArray[np.float64], pen: int) -> dict[str, object]:
    """Return a pencil's path as Fabric.js describes it."""
    points = stroke.tolist() if len(stroke) > 1 else [*stroke.tolist(), *(stroke + 0.01).tolist()]
    (left, top), (right, bottom) = np.min(points, axis=0), np.max(points, axis=0)
    return {
        "type": "Path",
        "path": [["M", *points[0]], *(["L", *point] for point in points[1:])],
        "originX": "center",
        "originY": "center",
        "left": (left + right) / 2,
        "top": (top + bottom) / 2,
        "strokeWidth": pen,
    }


def read(objects: list[list[dict[str, object]]]) -> NDArray[np.float32]:
    """Return the pictures that the network sees, as the app makes them."""
    return np.stack([strokes_to_digit(canvas_strokes(each)) for each in objects])
