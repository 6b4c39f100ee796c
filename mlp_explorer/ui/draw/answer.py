"""What the network says of a drawing."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.drawing import count_digits, count_digits_in_ink
from mlp_explorer.network import Verdict, judge
from mlp_explorer.ui.reader import MNIST, Reader
from mlp_explorer.ui.sketch import SketchReading
from mlp_explorer.words import DRAW, write_percent

__all__ = ["Answer", "describe_answer", "name_time", "read_drawing"]


class Answer(NamedTuple):
    """What a reader says of a drawing.

    digit: (28, 28) float32 in [0, 1]. probabilities: (10,) in [0, 1]. n_digits: how many the
    ink seems to be.
    """

    reader: Reader
    digit: NDArray[np.float32]
    probabilities: NDArray[np.float32]
    verdict: Verdict
    n_digits: int


def read_drawing(reader: Reader | None, reading: SketchReading) -> Answer | None:
    """Return the answer, None where there is nobody to read MNIST's form or nothing to be read."""
    if reader is None or reader.record.config.dataset != MNIST or reading.digit is None:
        return None
    probabilities = reader.network.predict(reading.digit[np.newaxis])[0]
    ink, strokes = reading.ink, reading.strokes
    count = count_digits(strokes) if ink is None else count_digits_in_ink(ink)
    return Answer(
        reader,
        reading.digit,
        probabilities,
        judge(probabilities, reading.digit, reading.strokes),
        count,
    )


def describe_answer(answer: Answer) -> str:
    """Say it in a sentence or two, for the page and for those who hear it."""
    verdict, p, several = answer.verdict, answer.probabilities, answer.n_digits > 1
    if verdict.kind == "broken":
        return DRAW["broken"]
    crowd = several and verdict.kind == "unlike"  # then that is why
    words = [DRAW["several_unlike" if crowd else verdict.kind], DRAW["values"]]
    words.append(DRAW[name_time(answer.reader)])
    if several and not crowd:
        words.append(DRAW["several"])
    return " ".join(words).format(
        answer=verdict.answer,
        rival=verdict.rival,
        first=write_percent(p[verdict.answer]),
        second=write_percent(p[verdict.rival]),
        count=answer.n_digits,
        epoch=answer.reader.snapshot.epoch,
    )


def name_time(reader: Reader) -> str:
    """Return which of the page's words say when this network was as it is."""
    epoch = reader.snapshot.epoch
    if not reader.is_newest:
        return "back" if epoch else "back_none"
    if epoch > len(reader.record.epochs):
        return "after_part"
    return "after" if epoch else "after_none"
