"""How often the app rightly says "I don't know".

First what is taken for nothing like a digit: few of MNIST, of the pen digits, of those slanted,
crossed or drawn with other pens, and most of the drawings in `non_digits.py`. Then what the presets
withhold is compared with what they got wrong.
"""

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.drawing.digits import PenDigits, Trained
from benchmarks.drawing.non_digits import draw_kinds
from mlp_explorer import image_to_digit, load_dataset, strokes_to_digit
from mlp_explorer.network import judge
from mlp_explorer.network.shapes import prepare_shapes

__all__ = ["print_verdicts"]

_SURE = np.eye(10)[0]  # outputs that leave only the drawing to be judged
_SIDE, _MARGIN = 280, 45

Strokes = list[Any]


def print_verdicts(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print how many drawings are unlike a digit, and what each preset withholds."""
    _print_cost(digits)
    _print_digits(digits)
    _print_others(digits)
    for name, preset in trained.items():
        _print_withheld(name, preset, digits)


def _print_cost(digits: PenDigits) -> None:
    load_dataset("mnist")
    started = time.perf_counter()
    size = prepare_shapes().nbytes / 1e6
    took = time.perf_counter() - started
    drawings = [(strokes_to_digit(strokes), strokes) for strokes in digits.strokes]
    started = time.perf_counter()
    for drawing in drawings:
        judge(_SURE, *drawing)
    each = (time.perf_counter() - started) / len(drawings) * 1000
    print(f"prepared in {took:.2f} s, {size:.1f} MB; a verdict takes {each:.2f} ms\n")


def _print_digits(digits: PenDigits) -> None:
    every = digits.strokes
    sevens = [every[place] for place in np.flatnonzero(digits.labels == 7)]
    images = load_dataset("mnist").x_test / np.float32(255)
    print("digits taken for nothing like a digit")
    _print_share("MNIST's test images", [judge(_SURE, image).kind for image in images])
    _print_share("pen digits", [_judge(drawing) for drawing in every])
    for degrees in (-25, -15, 15, 25):
        way = f"slanted by {abs(degrees)}° to the {'right' if degrees > 0 else 'left'}"
        _print_share(way, [_judge(_slant(drawing, degrees)) for drawing in every])
    _print_share("sevens with another bar", [_judge(_cross(drawing)) for drawing in sevens])
    for width in (6, 12, 20, 34):
        pictures = [image_to_digit(_ink(drawing, width)) for drawing in every]
        label = f"as images, pen {width} of {_SIDE} px"
        _print_share(label, [judge(_SURE, picture).kind for picture in pictures])


def _print_others(digits: PenDigits, count: int = 40) -> None:
    print("\nothers taken for nothing like a digit")
    shares = [
        _print_share(name, [_judge(drawing) for drawing in drawings])
        for name, drawings in draw_kinds(count)
    ]
    pairs = zip(digits.strokes[: 2 * count : 2], digits.strokes[1 : 2 * count : 2], strict=False)
    beside = [_judge(_put_beside(left, right)) for left, right in pairs]
    shares.append(_print_share("two digits side by side", beside))
    print(f"  {'mean of the kinds':32} {np.mean(shares):6.1%}")


def _print_withheld(name: str, preset: Trained, digits: PenDigits) -> None:
    pictures = np.stack([strokes_to_digit(strokes) for strokes in digits.strokes])
    outputs = preset.network.predict(pictures)
    right = outputs.argmax(axis=1) == digits.labels
    drawings = zip(outputs, pictures, digits.strokes, strict=True)
    kinds = np.array([judge(*drawing).kind for drawing in drawings])
    print(f"\n{name}: reads {right.mean():.1%} of the pen digits")
    for kind in ("answer", "unsure", "unlike"):
        chosen = kinds == kind
        wrong = (~right[chosen]).mean() if chosen.any() else 0.0
        part = (chosen & ~right).sum() / max((~right).sum(), 1)
        print(f"  {kind:7} {chosen.mean():6.1%}, {wrong:6.1%} of them wrong: {part:4.0%} of errors")


def _judge(strokes: Strokes) -> str:
    return judge(_SURE, strokes_to_digit(strokes), strokes).kind


def _print_share(label: str, kinds: list[str]) -> float:
    share = kinds.count("unlike") / max(len(kinds), 1)
    print(f"  {label:32} {share:6.1%}", flush=True)
    return share


def _slant(strokes: Strokes, degrees: float) -> Strokes:
    """Move what is higher to the right, to the left where degrees are negative."""
    lean = np.array([[1, 0], [-np.tan(np.radians(degrees)), 1]])
    return [np.asarray(stroke) @ lean for stroke in strokes]


def _cross(strokes: Strokes) -> Strokes:
    """Put a bar through the middle of the longest stroke."""
    points = np.concatenate([np.asarray(stroke, np.float64) for stroke in strokes])
    middle = np.asarray(max(strokes, key=len), np.float64)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    height = low[1] + 0.5 * extent[1]
    x = middle[np.abs(middle[:, 1] - height).argmin(), 0]
    half = 0.3 * max(extent)
    return [*strokes, np.array([[x - half, height], [x + half, height]])]


def _put_beside(left: Strokes, right: Strokes) -> Strokes:
    first = np.concatenate([np.asarray(stroke) for stroke in left])
    second = np.concatenate([np.asarray(stroke) for stroke in right])
    gap = 0.2 * np.ptp(first, axis=0).max()
    move = np.array([first[:, 0].max() + gap - second[:, 0].min(), 0])
    return [*left, *(np.asarray(stroke) + move for stroke in right)]


def _ink(strokes: Strokes, width: int) -> NDArray[np.uint8]:
    """Draw black on white with a round pen, in the middle of the canvas."""
    points = np.concatenate([np.asarray(stroke, np.float64) for stroke in strokes])
    scale = (_SIDE - 2 * _MARGIN) / max(np.ptp(points, axis=0).max(), 1e-9)
    canvas = Image.new("L", (_SIDE, _SIDE), 255)
    pen = ImageDraw.Draw(canvas)
    for stroke in strokes:
        path = (np.asarray(stroke, np.float64) - points.min(axis=0)) * scale + _MARGIN
        pen.line([(x, y) for x, y in path], fill=0, width=width)
        for x, y in path:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=0)
    return np.asarray(canvas)
