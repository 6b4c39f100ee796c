"""Which inputs matter for the answer to an example: numbers of a row, or pixels of a picture."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.attribution import draw_attribution
from mlp_explorer.charts.inputs import plot_inputs
from mlp_explorer.data import Dataset, find_answer_scale, load_prepared, prepare
from mlp_explorer.network.attribution import integrate_gradients
from mlp_explorer.network.classes import ask_class, weigh_inputs
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader
from mlp_explorer.words import ASK

__all__ = ["show_reasons"]


def show_reasons(
    reader: Reader, data: Dataset, values: NDArray[np.float64], answer: int = 0
) -> None:
    """Show what speaks for a class, or for a larger number.

    values: a row or a picture, as `load_dataset` has them."""
    if data.about.kind == "pictures":
        _show_pixels(reader, data, values, answer)
    else:
        _show_numbers(reader, data, values, answer)


def _show_numbers(reader: Reader, data: Dataset, values: NDArray[np.float64], answer: int) -> None:
    config, about = reader.record.config, data.about
    [row] = prepare(values[np.newaxis], *config.data)
    trained = load_prepared(*config.data).x_train[: config.n_train]
    means = trained.mean(axis=0, dtype=np.float64).astype(np.float32)
    direction = ask_class(config.head, answer, len(about.classes))
    weights = weigh_inputs(reader.network, row, means, direction)
    names = config.about.features
    name = about.classes[answer] if about.classes else about.answer
    if not about.classes:  # in the answer's own unit
        weights = weights * find_answer_scale(*config.data).spread[0]
    note = ASK["inputs_help" if about.classes else "inputs_help_number"]
    st.markdown(f"**{ASK['inputs']}** {note.format(answer=plain(name))}")
    most = names[int(np.abs(weights).argmax())]
    alt = ASK["inputs_alt"].format(answer=name, name=most)
    show_chart(plot_inputs(names, weights, name, bool(about.classes)), "ask_chart", alt)


def _show_pixels(reader: Reader, data: Dataset, values: NDArray[np.float64], answer: int) -> None:
    config, name = reader.record.config, data.about.classes[answer]
    picture = prepare(values, *config.data)
    direction = ask_class(config.head, answer, len(data.about.classes))
    shares = integrate_gradients(reader.network, picture, direction)
    sentence = ASK["pixels_help"].format(answer=name)
    with st.container(width=240):
        st.html(draw_attribution(picture, shares, ASK["pixels"], sentence))
