"""Whether an answer may be given: “I don't know” where the network is not sure, or where the
drawing is nothing like a digit."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.network.shapes import find_strangeness

__all__ = ["judge", "measure_travel", "Verdict"]

_SURE = 0.6  # the least output of an answer …
_AHEAD = 2.0  # … and how many times the runner-up's it must be
_STRANGE = 0.0753  # 1 % of MNIST's test images are stranger
_TRAVEL = 5.2  # the most of 1,000 pen digits is 4.96


class Verdict(NamedTuple):
    """kind: "answer"; "unsure", the network hesitates; "unlike", this is nothing like a digit;
    "broken", the outputs are no numbers. answer, rival: the digits with the largest outputs."""

    kind: str
    answer: int
    rival: int


def judge(
    probabilities: ArrayLike, digit: NDArray[np.float32], strokes: Sequence[ArrayLike] = ()
) -> Verdict:
    """Decide whether the network's answer to a drawing counts.

    probabilities: the ten outputs, (10,). digit: (28, 28) in [0, 1], as the network sees it.
    strokes: as drawn, (n, 2) each; none of a picture.

    Unlike a digit is what resembles none of 10,000 training images (`shapes.py`; measured: 1.0 %
    of MNIST's test images, 0.9 % of 1,000 pen digits, 8 % of those slanted by 24° to the left,
    80 % of 31 kinds of scribbles, letters and signs), and what takes a pen over 5.2 times the
    drawing's size. Unsure is an output under 0.6, or under twice the runner-up's: of the
    tutorial's network this withholds 18 % of the pen digits, and 60 % of those would have been
    wrong; of the preset Fast 2.3 %, and 43 %.
    """
    outputs = np.asarray(probabilities, dtype=np.float64)
    if not np.isfinite(outputs).all():
        return Verdict("broken", 0, 1)
    rival, answer = (int(place) for place in np.argsort(outputs, kind="stable")[-2:])
    if find_strangeness(digit[np.newaxis])[0] > _STRANGE or measure_travel(strokes) > _TRAVEL:
        return Verdict("unlike", answer, rival)
    sure = outputs[answer] >= max(_SURE, _AHEAD * outputs[rival])
    return Verdict("answer" if sure else "unsure", answer, rival)


def measure_travel(strokes: Sequence[ArrayLike]) -> float:
    """Return how far the pen went on the paper, in times of the drawing's larger side.

    0 for none, and for a dot.
    """
    paths = [np.asarray(stroke, dtype=np.float64).reshape(-1, 2) for stroke in strokes]
    if not paths:
        return 0.0
    extent = float(np.ptp(np.concatenate(paths), axis=0).max())
    length = sum(float(np.hypot(*np.diff(path, axis=0).T).sum()) for path in paths)
    return length / extent if extent else 0.0
