"""Drawings that are no digits, as pen strokes: letters, signs, little pictures and scribbles.

Letters that look like digits are left out: B (8), I and l (1), O and Q (0), S (5), Z (2).
"""

import itertools
from collections.abc import Callable, Iterator

import numpy as np

from mlp_explorer.arrays import Float64s

__all__ = ["draw_kinds", "NON_DIGITS"]

Stroke = list[tuple[float, float]]
Scribbler = Callable[[np.random.Generator], list[Float64s]]

_STEPS = 10  # points between two corners

# Corners of the strokes, x right, y down, in a square of 10.
_LINES: dict[str, list[Stroke]] = {
    "A": [[(0, 10), (4, 0), (8, 10)], [(1.6, 6.2), (6.5, 6.2)]],
    "E": [[(6.5, 0), (0, 0), (0, 10), (6.5, 10)], [(0, 5), (5, 5)]],
    "F": [[(6.5, 0), (0, 0), (0, 10)], [(0, 4.8), (5, 4.8)]],
    "H": [[(0, 0), (0, 10)], [(7, 0), (7, 10)], [(0, 5), (7, 5)]],
    "K": [[(0, 0), (0, 10)], [(6.5, 0), (0, 5.5), (6.5, 10)]],
    "M": [[(0, 10), (0.8, 0), (4.5, 6.5), (8.2, 0), (9, 10)]],
    "N": [[(0, 10), (0, 0), (7, 10), (7, 0)]],
    "T": [[(0, 0), (8, 0)], [(4, 0), (4, 10)]],
    "V": [[(0, 0), (3.8, 10), (7.6, 0)]],
    "W": [[(0, 0), (2.4, 10), (5, 3), (7.6, 10), (10, 0)]],
    "X": [[(0, 0), (7.5, 10)], [(7.5, 0), (0, 10)]],
    "Y": [[(0, 0), (3.8, 5)], [(7.6, 0), (3.8, 5), (3.8, 10)]],
    "plus": [[(5, 0), (5, 10)], [(0, 5), (10, 5)]],
    "equals": [[(0, 3), (9, 3)], [(0, 7), (9, 7)]],
    "horizontal line": [[(0, 0), (10, 0.4)]],
    "arrow": [[(0, 5), (10, 5)], [(6.5, 2), (10, 5), (6.5, 8)]],
    "tick": [[(0, 6), (3, 10), (10, 0)]],
    "square": [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]],
    "triangle": [[(5, 0), (10, 9), (0, 9), (5, 0)]],
    "house": [[(0, 10), (0, 4.5), (5, 0), (10, 4.5), (10, 10), (0, 10)]],
    "house with a door": [
        [(0, 10), (0, 4.5), (5, 0), (10, 4.5), (10, 10), (0, 10)],
        [(4, 10), (4, 6.5), (6.3, 6.5), (6.3, 10)],
    ],
    "grid": [[(p, 0), (p, 9)] for p in (3, 6)] + [[(0, p), (9, p)] for p in (3, 6)],
    "fence": [[(p, 0), (p, 8)] for p in (0, 3, 6, 9)] + [[(-1, 4), (10, 4)]],
    "zigzag": [[(1.25 * i, 0 if i % 2 else 6) for i in range(9)]],
    "filled square": [[(10 * ((i + 1) // 2 % 2), 0.5 * (i // 2 * 2)) for i in range(22)]],
    "dot": [[(0, 0)]],
}


def _arc(
    x: float, y: float, wide: float, high: float, start: float = 0, end: float = 360
) -> Float64s:
    """Return an arc of an ellipse around (x, y), degrees from the right and downwards."""
    angle = np.radians(np.linspace(start, end, 25))
    return np.stack([x + wide * np.cos(angle), y + high * np.sin(angle)], axis=1)


def _join(*parts: Float64s | Stroke) -> Float64s:
    return np.concatenate([np.asarray(part, dtype=np.float64) for part in parts])


_spin = np.linspace(0, 3 * 2 * np.pi, 90)
_CURVES: dict[str, list[Float64s]] = {
    "P": [_join([(0, 10), (0, 0)], _arc(2.5, 2.6, 3.5, 2.6, -90, 90), [(0, 5.2)])],
    "R": [
        _join([(0, 10), (0, 0)], _arc(2.5, 2.6, 3.5, 2.6, -90, 90), [(0, 5.2)]),
        _join([(1.5, 5.2), (6, 10)]),
    ],
    "U": [_join([(0, 0)], _arc(3.5, 6.5, 3.5, 3.5, 180, 0), [(7, 0)])],
    "m": [_join([(0, 8), (0, 2)], _arc(2, 3, 2, 3, 180, 360), [(4, 8), (4, 3)],
                _arc(6, 3, 2, 3, 180, 360), [(8, 8)])],
    "heart": [_join(_arc(2.5, 2.5, 2.5, 2.5, 140, 360), _arc(7.5, 2.5, 2.5, 2.5, 180, 400),
                    [(5, 10), (0.6, 4.1)])],
    "smiley": [_arc(5, 5, 5, 5), _arc(3.2, 3.5, 0.4, 0.4), _arc(6.8, 3.5, 0.4, 0.4),
               _arc(5, 5.2, 2.6, 2.3, 20, 160)],
    "flower": [_arc(5 + 2.8 * np.cos(a), 5 + 2.8 * np.sin(a), 1.9, 1.9)
               for a in np.arange(5) * 2 * np.pi / 5] + [_arc(5, 5, 1.1, 1.1)],
    "cloud": [_join(_arc(2, 5, 2, 2, 90, 270), _arc(5, 3.2, 2.8, 2.4, 190, 350),
                    _arc(8.3, 5, 1.9, 2, 270, 450), [(2, 7)])],
    "spiral": [np.stack([_spin * np.cos(_spin), _spin * np.sin(_spin)], axis=1) / 3],
    "star": [np.array([(5 + 5 * np.sin(a), 5 - 5 * np.cos(a))
                       for a in np.arange(6) * 4 * np.pi / 5])],
}  # fmt: skip


def _fill(stroke: Float64s) -> Float64s:
    """Put points between the corners."""
    t = np.arange(_STEPS)[:, np.newaxis] / _STEPS
    parts = [a + (b - a) * t for a, b in itertools.pairwise(stroke)]
    return np.concatenate([*parts, stroke[-1:]])


def _draw(strokes: list[Float64s], rng: np.random.Generator) -> list[Float64s]:
    """Draw them as a hand does: corners missed, turned by some degrees, too wide or too narrow."""
    angle, shear = rng.normal(0, [0.1, 0.1])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    way = turn @ np.array([[1, shear], [0, 1]]) @ np.diag(rng.uniform(0.8, 1.2, 2))
    moved = []
    for stroke in strokes:
        noise = 0.35 if len(stroke) < 23 else 0.05  # corners, or points on a curve
        moved.append(_fill(stroke + rng.normal(0, noise, stroke.shape)) @ way.T)
    return moved


def _fixed(strokes: list[Float64s]) -> Scribbler:
    return lambda rng: _draw(strokes, rng)


def _throw_corners(rng: np.random.Generator) -> list[Float64s]:
    return [_fill(rng.uniform(0, 10, (rng.integers(6, 20), 2)))]


def _wander(rng: np.random.Generator) -> list[Float64s]:
    turns = np.cumsum(rng.normal(0, 0.5, 150)) + rng.uniform(0, 6)
    return [np.cumsum(np.stack([np.cos(turns), np.sin(turns)], axis=1), axis=0)]


def _loop(rng: np.random.Generator) -> list[Float64s]:
    t = np.linspace(0, 2 * np.pi * rng.integers(4, 9), 200)[:, np.newaxis]
    drift = t * rng.normal(0, 0.25, 2)
    return [np.hstack([np.cos(t), np.sin(t * rng.uniform(0.9, 1.1))]) * rng.uniform(2, 4) + drift]


def _hatch(rng: np.random.Generator) -> list[Float64s]:
    rows = np.arange(rng.integers(7, 14))
    ends = np.where(rows % 2, 10, 0) + rng.normal(0, 1.2, len(rows))
    return _draw([np.stack([ends, rows + rng.normal(0, 0.2, len(rows))], axis=1)], rng)


def _cross_out(rng: np.random.Generator) -> list[Float64s]:
    count = rng.integers(3, 7)
    return [_fill(rng.uniform(0, 10, (2, 2))) for _ in range(count)]


NON_DIGITS: dict[str, Scribbler] = {
    **{name: _fixed([np.array(s, dtype=np.float64) for s in v]) for name, v in _LINES.items()},
    **{name: _fixed(strokes) for name, strokes in _CURVES.items()},
    "scribble of corners": _throw_corners,
    "scribble that wanders": _wander,
    "scribble of loops": _loop,
    "hatching": _hatch,
    "crossing lines": _cross_out,
}


def draw_kinds(count: int, seed: int = 1) -> Iterator[tuple[str, list[list[Float64s]]]]:
    """Give each kind's name with `count` drawings of it; the same seed draws the same.

    A drawing is a list of strokes, (n, 2) each, x to the right, y down.
    """
    for place, (name, draw) in enumerate(NON_DIGITS.items()):
        rng = np.random.default_rng([seed, place])
        yield name, [draw(rng) for _ in range(count)]
