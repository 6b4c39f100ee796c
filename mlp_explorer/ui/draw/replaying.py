"""How the network came to read this drawing, epoch by epoch."""

from collections.abc import Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.errors import StoreError
from mlp_explorer.network import Network
from mlp_explorer.network.verdict import decide
from mlp_explorer.runs import MOST_CACHED_BYTES, Snapshot
from mlp_explorer.ui.components import show_replay
from mlp_explorer.ui.draw.answer import Answer, describe_answer
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader, choose_epoch
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.words import REPLAY

__all__ = ["choose_epochs", "show_replaying", "sum_up"]

_MOST = 40  # epochs that are read again for a drawing


def show_replaying(session: Session, answer: Answer) -> None:
    """Show the outputs over the epochs and a slider that everything on the page follows."""
    reader = answer.reader
    kept = get_services().store.list_snapshots(reader.record.id)
    epochs = choose_epochs(kept, reader.snapshot)
    if len(epochs) < 2:
        st.caption(REPLAY["short"])
        return
    try:
        answers = _read_again(answer, epochs)
    except StoreError as error:
        st.error(plain(error))
        return
    values = np.nan_to_num(np.stack([each.probabilities for each in answers]))
    st.markdown(f"**{REPLAY['title']}** {sum_up(epochs, values)}")
    show_replay(
        session,
        epochs,
        values,
        [describe_answer(each) for each in answers],
        [each.verdict.kind == "answer" for each in answers],
        reader.snapshot.epoch,
        lambda asked, epoch: choose_epoch(asked, reader.record.id, epoch),
    )


def choose_epochs(kept: Sequence[int], shown: Snapshot) -> list[int]:
    """Return the epochs whose weights are kept, or the first of them, where most changes, and some
    of the others, evenly; the shown one included.

    All of them stay in memory together: they are read again at every stroke.
    """
    size = sum(array.nbytes for array in shown.weights)
    most = max(2, min(_MOST, MOST_CACHED_BYTES // size - 1))
    if len(kept) <= most:
        return list(kept)
    n_first = most // 4
    places = np.linspace(n_first, len(kept) - 1, most - n_first).round().astype(int)
    return sorted({*kept[:n_first], *(kept[place] for place in places), shown.epoch})


def _read_again(answer: Answer, epochs: list[int]) -> list[Answer]:
    """Return what the network said of the drawing after each epoch."""
    store, record = get_services().store, answer.reader.record
    newest, answers = store.snapshot_epoch(record.id), []
    for epoch in epochs:
        snapshot = store.load_snapshot(record.id, epoch) or answer.reader.snapshot
        network = Network(record.config, snapshot.weights)
        reader = Reader(record, snapshot, network, is_newest=epoch == newest)
        outputs = network.predict(answer.digit[np.newaxis])[0]
        verdict = decide(outputs, answer.verdict.kind == "unlike")
        answers.append(answer._replace(reader=reader, probabilities=outputs, verdict=verdict))
    return answers


def sum_up(epochs: list[int], values: NDArray[np.float32]) -> str:
    """Say since when the answer is what it is, as far as that is known."""
    tops = values.argmax(axis=1)
    others = np.flatnonzero(tops != tops[-1])
    if not len(others):
        has_all = epochs[-1] - epochs[0] == len(epochs) - 1
        return REPLAY["always" if has_all else "always_shown"].format(answer=tops[-1])
    last, first = epochs[others[-1]], epochs[others[-1] + 1]
    key = "since" if first == last + 1 else "between"
    return REPLAY[key].format(answer=tops[-1], epoch=first, last=last, before=tops[others[-1]])
