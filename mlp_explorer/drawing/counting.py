"""Is it one digit? What stands side by side, with a gap between, is more than one; what is of many
parts is none.

Measured on 1,000 pen digits and on pairs made of them: `python -m benchmarks.drawing`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing.box import BOX
from mlp_explorer.drawing.image import find_ink
from mlp_explorer.drawing.parts import label_parts
from mlp_explorer.drawing.strokes import check_strokes

__all__ = ["count_digits", "count_digits_in_image", "count_digits_in_ink", "count_parts"]

_GAP = 0.04  # between two digits, at least, in heights of the whole
_TALL = 0.5  # a digit is at least so tall, in heights of the tallest
_SLANTS = (0.0, 0.25, -0.25)  # of the gap: pixels to the right for one down
_INK = 0.3  # what is fainter joins nothing
_CRUMB = 4  # pixels of a part: what is smaller may be dirt, or an end that the pen has missed


def count_digits(strokes: Sequence[ArrayLike]) -> int:
    """Return how many digits the strokes seem to be, at least 1.

    strokes: (n, 2) each, x right, y down. Strokes with a gap between them, upright or a little
    slanted, are different digits if each group is at least half as tall as the tallest: so the
    hat of a five and the bar of a seven are none. Raises as `strokes_to_digit` does.
    """
    return _count([(path[:, 0], path[:, 1]) for path in check_strokes(strokes)])


def count_digits_in_image(image: ArrayLike) -> int:
    """Return how many digits an image seems to show, at least 1, by the same rule.

    image: as for `image_to_digit`; raises as it does.
    """
    return count_digits_in_ink(find_ink(image))


def count_digits_in_ink(ink: Float64s) -> int:
    """Return the same of ink, (h, w) in [0, 1], as `find_ink` gives it."""
    rows, columns = np.nonzero(ink > _INK)
    # ink pixels are a part each: what touches has no gap
    return _count_pixels(columns.astype(np.float64), rows.astype(np.float64))


def count_parts(digit: NDArray[np.float32], strokes: Sequence[ArrayLike] = ()) -> int:
    """Return of how many parts, apart from each other, a drawing is.

    digit: (28, 28) in [0, 1]. strokes: (n, 2) each, as drawn; none of a picture. Strokes are
    parted by a tenth of the drawing's larger side, and a tap is a part; without them, what is of
    less than four pixels in the digit is none.
    """
    if len(strokes):
        return label_parts(_trace(check_strokes(strokes)))[1]
    labels, count = label_parts(np.asarray(digit) > _INK)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    return int((sizes >= _CRUMB).sum())


def _trace(paths: list[Float64s]) -> NDArray[np.bool_]:
    """Draw paths as lines one pixel thin, in MNIST's box: a wide pen would join what is apart."""
    points = np.concatenate(paths)
    extent = max(float(np.ptp(points, axis=0).max()), 1e-9)
    mask = np.zeros((BOX + 1, BOX + 1), dtype=np.bool_)
    for path in paths:
        places = (path - points.min(axis=0)) / extent * BOX
        ends = np.concatenate([places[1:], places[-1:]])
        steps = int(2 * np.abs(ends - places).max()) + 2
        columns, rows = np.linspace(places, ends, steps).reshape(-1, 2).round().astype(np.intp).T
        mask[rows, columns] = True
    return mask


def _count(parts: list[tuple[Float64s, Float64s]]) -> int:
    rows = np.concatenate([y for _, y in parts])
    gap = _GAP * float(np.ptp(rows))
    return max(_count_slanted(parts, slant, gap) for slant in _SLANTS)


def _count_slanted(parts: list[tuple[Float64s, Float64s]], slant: float, gap: float) -> int:
    spans = sorted(
        ((x + slant * y).min(), (x + slant * y).max(), y.min(), y.max()) for x, y in parts
    )
    groups: list[list[float]] = []  # right end, top, bottom
    for left, right, top, bottom in spans:
        if groups and left - groups[-1][0] <= gap:
            last = groups[-1]
            last[:] = max(last[0], right), min(last[1], top), max(last[2], bottom)
        else:
            groups.append([right, top, bottom])
    return _count_tall([bottom - top for _, top, bottom in groups])


def _count_pixels(x: Float64s, y: Float64s) -> int:
    gap = _GAP * float(np.ptp(y)) + 1  # neighbours are one apart
    counts = []
    for slant in _SLANTS:
        places = x + slant * y
        order = np.argsort(places)
        cuts = np.flatnonzero(np.diff(places[order]) > gap) + 1
        counts.append(_count_tall([float(np.ptp(part)) for part in np.split(y[order], cuts)]))
    return max(counts)


def _count_tall(heights: list[float]) -> int:
    return sum(height >= _TALL * max(heights) for height in heights)
