"""What a network is asked: a test example of its dataset, and what of it was changed by hand."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data import About, Dataset
from mlp_explorer.data.dataset import find_about
from mlp_explorer.drawing import fit_drawing, measure_extent, shrink_digit
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketchbook import Sketchbook

__all__ = [
    "advance",
    "bring_into_form",
    "can_draw",
    "change",
    "choose_class",
    "Example",
    "go_back",
    "is_of_digits",
    "load_example",
    "Question",
]

_TEN = tuple(map(str, range(10)))
_DIGITS = 6  # of a number that is shown: as many as a float32 has


class Question:
    """dataset: its key. label: the class of which examples are wanted, None for any. turn: how
    often another one was asked for. changes: feature → what was typed in its place."""

    def __init__(self) -> None:
        self.begin("")

    def begin(self, dataset: str) -> None:
        """Ask about the first example of a dataset."""
        self.dataset = dataset
        self.label: int | None = None
        self.turn = 0
        self.changes: dict[int, float] = {}


class Example(NamedTuple):
    """A test example. values: a picture (height, width), or the row (features,) with what was typed
    into it, as `load_dataset` has them. answer: the right one, as a class's number or as a number.
    number: from 1, of n_examples; n_changed: numbers that are not the example's own."""

    values: NDArray[Any]
    answer: float
    number: int
    n_examples: int
    n_changed: int


def load_example(session: Session, data: Dataset) -> Example:
    """Return the example that is asked about; of another dataset, the first."""
    question = session.part(Question)
    if question.dataset != data.about.key:
        question.begin(data.about.key)
    places = np.flatnonzero(data.y_test == question.label)
    if not len(places):  # any class, or one that has no test example
        places = np.arange(len(data.y_test))
    number = question.turn % len(places)
    place = places[number]
    values, answer = data.x_test[place], float(data.y_test[place])
    if data.about.kind == "pictures":
        return Example(values, answer, number + 1, len(places), 0)
    row = np.array([float(f"{value:.{_DIGITS}g}") for value in values])
    changes = {at: new for at, new in question.changes.items() if row[at] != new}
    row[list(changes)] = list(changes.values())
    return Example(row, answer, number + 1, len(places), len(changes))


def advance(session: Session) -> None:
    """Ask about the next example; what was drawn makes room, and Undo brings it back."""
    question = session.part(Question)
    question.turn += 1
    question.changes = {}
    _make_room(session, question)


def choose_class(session: Session, label: int | None) -> None:
    """Ask about the first example of a class; None: of any."""
    question = session.part(Question)
    question.label, question.turn, question.changes = label, 0, {}
    _make_room(session, question)


def can_draw(about: About) -> bool:
    """Tell whether what is drawn on the canvas can be brought into the form of a dataset."""
    return about.kind == "pictures" and bool(about.classes)


def is_of_digits(about: About) -> bool:
    """Tell whether the classes are the ten digits."""
    return about.classes == _TEN


def bring_into_form(drawing: NDArray[np.float32], data: Dataset) -> NDArray[np.float32]:
    """Return a drawing in MNIST's form as a picture of a dataset, as `load_dataset` has these."""
    about = data.about
    if is_of_digits(about) and not about.is_drawn:  # digits that reach from edge to edge
        return about.white * shrink_digit(drawing, about.shape)
    extent = measure_extent(data.x_train, about.white)
    return about.white * fit_drawing(drawing, about.shape, extent)


def _make_room(session: Session, question: Question) -> None:
    if question.dataset and can_draw(find_about(question.dataset)):
        session.part(Sketchbook).clear()


def change(session: Session, feature: int, value: float) -> None:
    """Put a number in the place of the example's."""
    session.part(Question).changes[feature] = value


def go_back(session: Session) -> None:
    """Have all numbers be the example's again."""
    session.part(Question).changes = {}
