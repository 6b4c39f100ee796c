"""Twelve drawings that are hard to read, to load onto the canvas with one click."""

import itertools
from typing import NamedTuple

import numpy as np

from mlp_explorer.arrays import Float64s

__all__ = ["Sample", "SAMPLES"]

_STEPS = 8  # points between two that are given below


class Sample(NamedTuple):
    """name: a key of `words.TRICKY`. digit: what a person would read, None for nothing.
    strokes: (n, 2) canvas pixels each. pen: its width, canvas pixels."""

    name: str
    digit: int | None
    strokes: list[Float64s]
    pen: int = 18


def _bend(*points: tuple[float, float]) -> Float64s:
    """Return a smooth curve through the points (Catmull and Rom, 1974), (n, 2)."""
    p = np.array([points[0], *points, points[-1]], dtype=np.float64)
    t = np.arange(_STEPS)[:, np.newaxis] / _STEPS
    parts = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.concatenate([*parts, p[-1:]])


def _line(*points: tuple[float, float]) -> Float64s:
    """Return straight lines through the points, (n, 2), with points in between."""
    corners = np.array(points, dtype=np.float64)
    t = np.arange(_STEPS)[:, np.newaxis] / _STEPS
    parts = [a + (b - a) * t for a, b in itertools.pairwise(corners)]
    return np.concatenate([*parts, corners[-1:]])


def _move(strokes: list[Float64s], scale: float, right: float, down: float) -> list[Float64s]:
    return [scale * stroke + [right, down] for stroke in strokes]


_FIVE = [
    _bend((100, 75), (96, 130), (145, 120), (185, 150), (180, 200), (135, 225), (88, 208)),
    _line((100, 75), (185, 70)),
]
_ZERO = [
    _bend((140, 25), (70, 70), (55, 150), (85, 235), (145, 258), (210, 215), (225, 130),
          (195, 55), (140, 25)),
]  # fmt: skip

SAMPLES = (
    Sample("crossed", 7, [
        _line((72, 62), (205, 60), (120, 232)), _line((92, 148), (190, 142)),
    ]),
    Sample("corner", 5, _move(_FIVE, 0.22, 222, 6), 5),
    Sample("huge", 0, _move(_ZERO, 1.12, -17, -18)),
    Sample("slanted", 4, [
        _line((150, 40), (70, 150), (190, 160)), _line((200, 70), (130, 240)),
    ]),
    Sample("foot", 1, [
        _line((95, 105), (145, 48), (143, 228)), _line((92, 230), (195, 228)),
    ]),
    Sample("open", 4, [
        _line((88, 55), (82, 150), (200, 146)), _line((178, 50), (172, 235)),
    ]),
    Sample("hook", 9, [
        _bend((185, 95), (150, 52), (98, 75), (95, 125), (140, 140), (182, 100), (188, 150),
              (175, 215), (128, 238), (85, 210)),
    ]),
    Sample("loop", 2, [
        _bend((82, 92), (110, 52), (165, 55), (178, 105), (130, 175), (82, 222), (75, 195),
              (110, 190), (160, 225), (205, 212)),
    ]),
    Sample("between", None, [
        _line((178, 52), (108, 78), (90, 130), (130, 148), (180, 132)),
        _line((184, 48), (178, 238)),
    ]),
    Sample("pair", None, [
        _line((70, 70), (68, 215)), *_move(_ZERO, 0.55, 110, 65),
    ]),
    Sample("dot", None, [np.array([[140.0, 140.0]])]),
    Sample("scribble", None, [
        _bend((60, 80), (220, 60), (70, 130), (230, 120), (50, 190), (220, 170), (90, 235),
              (200, 90), (120, 40), (60, 220), (225, 225), (150, 100), (90, 60), (210, 200)),
    ]),
)  # fmt: skip
