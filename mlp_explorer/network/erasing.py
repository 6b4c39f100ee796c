"""What if a stroke had not been drawn? Every one is left out once, and the rest read again."""

import itertools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.drawing import ink_strokes, strokes_to_digit
from mlp_explorer.network import Network
from mlp_explorer.words import WHY

__all__ = ["Erasure", "list_erasures"]

_PIECES = 4  # of a drawing that is one stroke
_MOST = 12  # strokes that are tried

Strokes = list[NDArray[np.float64]]


class Erasure(NamedTuple):
    """A drawing without one of its parts.

    name: of the part. rest: the strokes that stay. ink: (28, 28) in [0, 1], what of the whole
    drawing's ink would be gone: where another part crosses, it stays. answer, share: what the rest
    is read as, and its output. changes: the answer is another one than before. loss: what the old
    answer's output lost, from −1 to 1.
    """

    name: str
    rest: Strokes
    ink: NDArray[np.float32]
    answer: int
    share: float
    changes: bool
    loss: float


def list_erasures(network: Network, strokes: Strokes) -> list[Erasure]:
    """Leave out each stroke, or each quarter of a single one; what matters most comes first.

    strokes: (n, 2) each. None for a drawing that cannot lose anything, such as a dot.
    """
    parts = _cut(strokes)
    if len(parts) < 2:
        return []
    rests = [[*parts[:place], *parts[place + 1 :]] for place in range(min(len(parts), _MOST))]
    pictures = np.stack([strokes_to_digit(each) for each in (strokes, *rests)])
    before, *after = network.predict(pictures)
    first = int(before.argmax())
    numbers = range(1, len(rests) + 1)
    quarters = len(strokes) == 1
    names = [WHY[f"quarter_{n}"] if quarters else WHY["stroke"].format(number=n) for n in numbers]
    erasures = [
        Erasure(
            name,
            rest,
            ink,
            int(outputs.argmax()),
            float(outputs.max()),
            int(outputs.argmax()) != first,
            float(before[first] - outputs[first]),
        )
        for name, rest, ink, outputs in zip(names, rests, _find_gone(parts), after, strict=False)
    ]
    return sorted(erasures, key=lambda erasure: -erasure.loss)


def _find_gone(parts: Strokes) -> NDArray[np.float32]:
    """Return the ink that is each part's alone, (n, 28, 28)."""
    inks = ink_strokes(parts)
    rest = [np.delete(inks, place, axis=0).max(axis=0) for place in range(len(inks))]
    return np.maximum(inks - np.stack(rest), 0)


def _cut(strokes: Strokes) -> Strokes:
    """Return the strokes; of a single one, four pieces of about one length."""
    if len(strokes) != 1:
        return strokes
    [stroke] = strokes
    travelled = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    cuts = np.searchsorted(travelled, travelled[-1] * np.arange(1, _PIECES) / _PIECES)
    bounds = [0, *(int(cut) for cut in cuts), len(stroke) - 1]
    pieces = [stroke[a : b + 1] for a, b in itertools.pairwise(bounds) if b > a]
    return pieces if len(pieces) == _PIECES else []
