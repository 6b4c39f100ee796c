"""Who reads a drawing, and what comes of it."""

from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.drawing import count_digits, count_digits_in_ink
from mlp_explorer.errors import StoreError
from mlp_explorer.network import Network, Verdict, judge
from mlp_explorer.runs import RunRecord, Snapshot
from mlp_explorer.ui.draw.sketch import SketchReading
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import DRAW, write_percent

__all__ = [
    "Answer",
    "choose_epoch",
    "describe_answer",
    "load_reader",
    "offer_newest",
    "read_drawing",
    "Reader",
    "ReaderKey",
]

_EPOCH = "draw_epoch"  # (run, epoch) that a person has gone back to


class Reader(NamedTuple):
    """A run's network after an epoch. is_newest: nobody has gone back to an earlier one."""

    record: RunRecord
    snapshot: Snapshot
    network: Network
    is_newest: bool


class ReaderKey:
    """A reader's network as the key of a cache: of one run, the same weights are the same key."""

    def __init__(self, reader: Reader) -> None:
        self.network = reader.network
        last = reader.snapshot.weights[-1].tobytes()
        self._id = (reader.record.id, reader.snapshot.epoch, last)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReaderKey) and self._id == other._id

    def __hash__(self) -> int:
        return hash(self._id)


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


def load_reader(record: RunRecord | None) -> Reader | None:
    """Load the network that reads; None where there is none. Shows an error that it cannot."""
    if record is None:
        return None
    store = get_services().store
    try:
        run_id, wanted = st.session_state.get(_EPOCH, ("", 0))
        newest = store.snapshot_epoch(record.id)
        back = run_id == record.id and wanted != newest and wanted in store.list_snapshots(run_id)
        snapshot = store.load_snapshot(record.id, wanted if back else None)
    except StoreError as error:
        st.error(str(error))
        return None
    if snapshot is None:
        return None
    return Reader(record, snapshot, Network(record.config, snapshot.weights), not back)


def choose_epoch(run_id: str, epoch: int) -> None:
    """Let the network read as it was after this epoch."""
    st.session_state[_EPOCH] = (run_id, epoch)


def offer_newest(reader: Reader) -> None:
    """Where a person has gone back to an earlier epoch, show a button that leaves it."""
    if not reader.is_newest:
        st.button(
            DRAW["newest"],
            icon=":material/history:",
            key="draw_newest",
            on_click=choose_epoch,
            args=("", 0),
        )


def read_drawing(reader: Reader | None, reading: SketchReading) -> Answer | None:
    """Return the answer, None where there is nobody to read or nothing to be read."""
    if reader is None or reading.digit is None:
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
    words.append(DRAW[_name_time(answer.reader)])
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


def _name_time(reader: Reader) -> str:
    """Return which of the page's words say when this network was as it is."""
    epoch = reader.snapshot.epoch
    if not reader.is_newest:
        return "back" if epoch else "back_none"
    if epoch > len(reader.record.epochs):
        return "after_part"
    return "after" if epoch else "after_none"
