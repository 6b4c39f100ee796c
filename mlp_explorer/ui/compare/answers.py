"""Two runs whose answers are numbers: where each is off, over the whole test part."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.numbers import Answers, plot_answers
from mlp_explorer.data import load_dataset, load_prepared
from mlp_explorer.network import Network, answer_numbers
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import COMPARE, write_short

__all__ = ["show_answers"]


def show_answers(
    a: RunRecord, b: RunRecord, name_a: str, name_b: str, places: tuple[int, int]
) -> None:
    """Draw the answers of two runs of one dataset, or of one, over the right ones.

    places: of their curves' colours.
    """
    about = a.config.about
    right = load_dataset(a.config.dataset, a.config.options).y_test
    shown = {a.id: (a, name_a, places[0]), b.id: (b, name_b, places[1])}
    runs, said = [], []
    for run, name, _ in shown.values():
        given = _answer(run)
        if given is None:
            st.info(COMPARE["no_weights"])
            return
        off = float(np.abs(given - right).mean(dtype=np.float64))
        runs.append(Answers(name, right, given))
        said.append(COMPARE["off"].format(name=name, off=write_short(off)))
    sentence = " ".join(said)
    st.markdown(plain(sentence))
    figure = plot_answers(runs, about.answer, [place for *_, place in shown.values()])
    show_chart(figure, "compare_answers", sentence)


def _answer(run: RunRecord) -> NDArray[np.float32] | None:
    store = get_services().store
    epoch = store.snapshot_epoch(run.id)
    if epoch is None:
        return None
    answers: NDArray[np.float32] = _compute(run.id, epoch, store.stamp_snapshot(run.id, epoch), run)
    return answers


@st.cache_data(show_spinner=False, max_entries=64)
def _compute(
    run_id: str, epoch: int, stamp: tuple[int, ...], _run: RunRecord
) -> NDArray[np.float32]:
    """Answer with these very weights. stamp: of their file, as an epoch's may be replaced."""
    snapshot = get_services().store.load_snapshot(run_id, epoch)
    assert snapshot is not None
    test = load_prepared(*_run.config.data).x_test
    return answer_numbers(Network(_run.config, snapshot.weights), test)
