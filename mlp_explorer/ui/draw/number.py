"""What a network says where its answer is a number, of the example and of the whole test part."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.numbers import Answers, plot_answers, plot_relation
from mlp_explorer.data import About, Dataset, load_prepared, prepare
from mlp_explorer.network import answer_numbers
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.draw.answer import name_time
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader
from mlp_explorer.words import ASK, DRAW, write_short

__all__ = ["show_all_answers", "show_number"]

_STEPS = 400  # of a curve


def show_number(
    reader: Reader | None, about: About, values: NDArray[Any] | None, note: str
) -> float | None:
    """Show what the network says of an example, as `load_dataset` has it; return it, None where it
    has no answer. note: what is right, or why there is nothing to read."""
    if reader is None or values is None:
        st.metric(plain(about.answer), "–")
        st.markdown(plain(DRAW["nobody"] if values is not None else note))
        return None
    [answer] = _answer(reader, values[np.newaxis])
    if not np.isfinite(answer):
        st.markdown(DRAW["broken"])
        return None
    text, time = write_short(float(answer)), DRAW[name_time(reader)]
    st.metric(plain(about.answer), text)
    says = ASK["says_number"].format(answer=text)
    st.markdown(plain(f"{says} {time.format(epoch=reader.snapshot.epoch)} {note}"))
    return float(answer)


def _answer(reader: Reader, values: NDArray[Any]) -> NDArray[np.float32]:
    """Return answers in their own unit, (n,), to examples as `load_dataset` has them."""
    return answer_numbers(reader.network, prepare(values, *reader.record.config.data))


def show_all_answers(reader: Reader, data: Dataset, values: NDArray[Any], answer: float) -> None:
    """Show what the network says of all: a curve as a line through its points, else its answers to
    the test part over the right ones. values, answer: of the example that is asked about."""
    about, config = data.about, reader.record.config
    test = load_prepared(*config.data)
    given = answer_numbers(reader.network, test.x_test)
    off = float(np.abs(given - data.y_test).mean(dtype=np.float64))
    note = ASK["off"].format(off=write_short(off), count=len(given))
    if about.kind == "curve":
        _show_curve(reader, data, (float(values[0]), answer), note)
        return
    figure = plot_answers([Answers(ASK["tests"], data.y_test, given)], about.answer)
    st.markdown(f"**{ASK['all_answers']}** {note}")
    show_chart(figure, "ask_answers", f"{ASK['all_answers']} {note}")


def _show_curve(reader: Reader, data: Dataset, point: tuple[float, float], note: str) -> None:
    x = np.linspace(*_ends(data), _STEPS, dtype=np.float32)
    line = x, _answer(reader, x[:, np.newaxis])
    about = data.about
    figure = plot_relation(
        (data.x_train[:, 0], data.y_train),
        (data.x_test[:, 0], data.y_test),
        about.features[0],
        about.answer,
        line,
        point,
    )
    st.markdown(f"**{ASK['curve']}** {note}")
    show_chart(figure, "ask_curve", f"{ASK['curve']} {note}")


def _ends(data: Dataset) -> tuple[float, float]:
    return float(data.x_train.min()), float(data.x_train.max())
