"""Whether an answer may be given: “I don't know” where the network is not sure, or where the
drawing is nothing like a digit."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mlp_explorer.drawing import count_parts
from mlp_explorer.errors import ConfigError, DrawingError
from mlp_explorer.network.shapes import find_strangeness

__all__ = ["decide", "judge", "measure_travel", "Verdict"]

_SURE = 0.6  # the least output of an answer …
_AHEAD = 2.0  # … and how many times the runner-up's it must be
_STRANGE = 0.07  # 1 % of MNIST's test images are stranger
_TRAVEL = 5.2  # the most of 1,000 pen digits is 4.96
_MOST_PARTS = 3  # none of 1,000 pen digits has more than two, one of 10,000 of MNIST's has four
_SHAPE = (28, 28)


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

    probabilities: the ten outputs, (10,), of a softmax or of sigmoids: one that is not a finite
    number makes the verdict "broken". digit: (28, 28) in [0, 1], as the network sees it.
    strokes: as drawn, (n, 2) each; none of a picture. Raises `ConfigError` for another number of
    outputs, `DrawingError` for a digit of another shape or not finite.

    In a sentence: the answer counts only if its output is at least 0.6 and at least twice the
    next one, and if the drawing resembles at least one of 10,000 training images, is of no more
    than three parts apart from each other, and took no more than 5.2 times its larger side of line.

    Measured by `python -m benchmarks.drawing FILE --parts verdict`, unlike a digit: 0.9 % of
    MNIST's test images, 1.1 % of 1,000 pen digits, 4.6 and 3.5 % of those slanted by 25° to the
    left and to the right, 1.5 to 2.1 % of them as images with pens of 34 to 6 px on 280; 79 % of 41
    kinds of scribbles, letters and signs, but no cloud and few grids. (The parts alone: 1 of 10,000
    test images and no pen digit; all smileys, which are like an eight.)

    Unsure of the pen digits: of the tutorial's network 17 %, of which 60 % would have been wrong,
    57 % of its errors; of Fast 2.2 %, 45 % wrong; of Drawings 1.0 %, half wrong. (Of the tutorial's
    network with sigmoids 47 %, 40 % wrong.)
    """
    outputs, picture = _check(probabilities, digit)
    return decide(outputs, _is_unlike(picture, strokes))


def decide(probabilities: ArrayLike, unlike: bool) -> Verdict:
    """Decide as `judge` does, of a drawing that is known to be like a digit or unlike.

    probabilities: the ten outputs, (10,). What a drawing is like does not depend on the network:
    who asks many networks about one drawing finds it out once.
    """
    outputs = np.asarray(probabilities, dtype=np.float64)
    if not np.isfinite(outputs).all():
        return Verdict("broken", 0, 1)
    rival, answer = (int(place) for place in np.argsort(outputs, kind="stable")[-2:])
    if unlike:
        return Verdict("unlike", answer, rival)
    sure = outputs[answer] >= max(_SURE, _AHEAD * outputs[rival])
    return Verdict("answer" if sure else "unsure", answer, rival)


def _is_unlike(picture: NDArray[np.float32], strokes: Sequence[ArrayLike]) -> bool:
    """Tell whether this is nothing like a digit; what costs least is asked first."""
    return (
        measure_travel(strokes) > _TRAVEL
        or count_parts(picture, strokes) > _MOST_PARTS
        or bool(find_strangeness(picture[np.newaxis])[0] > _STRANGE)
    )


def _check(
    probabilities: ArrayLike, digit: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    outputs = np.asarray(probabilities, dtype=np.float64)
    if outputs.shape != (10,):
        raise ConfigError("outputs_shape", got=str(outputs.shape))
    picture = np.asarray(digit, dtype=np.float32)
    if picture.shape != _SHAPE:
        raise DrawingError("drawing.digit_shape", shape=str(picture.shape), allowed=str(_SHAPE))
    if not np.isfinite(picture).all():
        raise DrawingError("drawing.digit_pixel")
    return outputs, picture


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
