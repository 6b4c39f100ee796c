"""Problems on a plane, made by a seed: two numbers, x₁ and x₂, and a class or a height.

All lie in [−6, 6] both ways. Circle, xor, Gauss, spiral, plane and hills are those of TensorFlow
Playground (`dataset.ts`), with its radii and its noise.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.about import About
from mlp_explorer.data.sources.source import Options, Parts, Source, part_points

__all__ = ["CLASSES", "N_TEST", "SIDE", "SOURCES"]

SIDE = 6.0  # half of the plane's width
N_TEST = 500
CLASSES = ("orange", "blue")  # −1 and 1 where targets have a sign
_RADIUS = 5.0

Points = NDArray[np.float64]
Answers = NDArray[Any]
Generator = Callable[[np.random.Generator, int, float], tuple[Points, Answers]]


def _circle(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """A disk, and a ring around it."""
    inner = np.arange(n) < n // 2
    radius = np.where(inner, random.uniform(0, 0.5, n), random.uniform(0.7, 1, n)) * _RADIUS
    points = _turn(radius, random.uniform(0, 2 * np.pi, n))
    moved = points + random.uniform(-_RADIUS, _RADIUS, (n, 2)) * noise
    return points, np.hypot(*moved.T) < 0.5 * _RADIUS


def _xor(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Two opposite quarters against the other two, with a gap between them."""
    points = random.uniform(-_RADIUS, _RADIUS, (n, 2))
    points += np.where(points > 0, 0.3, -0.3)
    moved = points + random.uniform(-_RADIUS, _RADIUS, (n, 2)) * noise
    return points, moved.prod(axis=1) >= 0


def _gauss(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Two clouds; noise makes them wider."""
    answers = np.arange(n) < n // 2
    spread = np.sqrt(0.5 + 7 * noise)  # of the variance 0.5, which becomes 4 at a noise of 0.5
    return random.normal(np.where(answers, 2, -2)[:, None], spread, (n, 2)), answers


def _spiral(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Two arms, one and three quarters turns each."""
    answers = np.arange(n) < n // 2
    counts = (
        n // 2,
        n - n // 2,
    )  # along an arm as evenly as they are many, each at random in its step
    along = np.concatenate([(np.arange(k) + random.random(k)) / k for k in counts])
    angle = along * 1.75 * 2 * np.pi + np.where(answers, 0, np.pi)
    points = _turn(along * _RADIUS, np.pi / 2 - angle)
    return points + random.uniform(-1, 1, (n, 2)) * noise, answers


def _moons(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Two half circles that reach into each other (scikit-learn's `make_moons`, 3.2 times)."""
    answers = np.arange(n) < n // 2
    angle = random.uniform(0, np.pi, n)
    upper = np.stack([np.cos(angle), np.sin(angle)], 1)
    points = np.where(answers[:, None], upper, [1, 0.5] - upper) - [0.5, 0.25]
    return 3.2 * points + random.normal(0, 2 * noise, (n, 2)), answers


def _above(function: Callable[[Points], Points]) -> Generator:
    """What lies above a function's curve, and what lies below."""

    def make(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
        points = random.uniform(-SIDE, SIDE, (n, 2))
        moved = points + random.uniform(-_RADIUS, _RADIUS, (n, 2)) * noise
        return points, moved[:, 1] > function(moved[:, 0])

    return make


def _plane(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """A slope: the height is (x₁ + x₂) ÷ 10."""
    points = random.uniform(-SIDE, SIDE, (n, 2))
    moved = points + random.uniform(-SIDE, SIDE, (n, 2)) * noise
    return points, moved.sum(axis=1) / 10


_HILLS = np.array(
    [[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]]
)


def _hills(random: np.random.Generator, n: int, noise: float) -> tuple[Points, Answers]:
    """Three hills and three hollows, each a cone of radius 2."""
    points = random.uniform(-SIDE, SIDE, (n, 2))
    moved = points + random.uniform(-SIDE, SIDE, (n, 2)) * noise
    apart = np.linalg.norm(moved[:, None] - _HILLS[:, :2], axis=2)
    heights = _HILLS[:, 2] * np.clip(1 - apart / 2, 0, 1)
    return points, heights[np.arange(n), np.abs(heights).argmax(axis=1)]


def _turn(radius: Points, angle: Points) -> Points:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)


_GENERATORS: dict[str, Generator] = {
    "circle": _circle,
    "xor": _xor,
    "gauss": _gauss,
    "spiral": _spiral,
    "moons": _moons,
    "above_sine": _above(lambda x: 2 * np.sin(x)),
    "above_cubic": _above(lambda x: (x**3 / 8 - 2 * x) / 2),
    "above_corner": _above(lambda x: np.abs(x) - 2),
    "plane": _plane,
    "hills": _hills,
}
_HEIGHTS = ("plane", "hills")


def _load(key: str, options: Options) -> Parts:
    generate, dtype = _GENERATORS[key], np.float32 if key in _HEIGHTS else np.uint8

    def make(random: np.random.Generator, count: int) -> tuple[Points, Answers]:
        points, answers = generate(random, count, options.noise)
        order = random.permutation(count)
        return points[order].astype(np.float32), answers[order].astype(dtype)

    return part_points(options, N_TEST, make)


def _make(key: str) -> Source:
    about = About(
        key,
        "plane",
        (2,),
        () if key in _HEIGHTS else CLASSES,
        Options().points,
        N_TEST,
        features=("x₁", "x₂"),
        answer="height" if key in _HEIGHTS else "colour",
    )
    return Source(about, lambda options: _load(key, options))


SOURCES = tuple(map(_make, _GENERATORS))
