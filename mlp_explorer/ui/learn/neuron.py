"""Chapter 1: the products, the sum, the bias and the activation of one neuron."""

import numpy as np
import streamlit as st

from mlp_explorer.lessons.numbers import weigh_digit
from mlp_explorer.ui.learn.pieces import bracket, say, show_picture
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

__all__ = ["show"]

_REACH = 5.0  # of the bias slider, both ways from the neuron's own


def show(subject: Subject) -> None:
    """Show a neuron of the first layer at work."""
    network, layer = subject.network, subject.network.layers[0]
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    number = int(row.number_input(LEARN["neuron"], 1, len(layer.bias), 1, width=140)) - 1
    own = float(layer.bias[number])
    bias = row.slider(
        LEARN["bias"], own - _REACH, own + _REACH, own, 0.05, key=f"learn_bias_{number}", width=260
    )
    digit = _change_pixel(subject, number)
    weighing = weigh_digit(network, digit, number, float(bias))
    with st.container(horizontal=True, gap="medium"):
        for name, values, signed in (
            ("digit_caption", digit, False),
            ("weights_caption", layer.kernel[:, number].reshape(28, 28), True),
            ("products_caption", weighing.products, True),
        ):
            with st.container(width=190):
                show_picture(values, LEARN[name], signed)
    normalized = bool(layer.normalization)
    kind = "neuron_normalized" if normalized else "neuron_sum"
    say(kind, total=weighing.total, bias=weighing.bias, z=weighing.z)
    say(
        "neuron_answer",
        function=layer.activation,
        bracketed=bracket(weighing.z),
        a=weighing.activation,
    )
    st.caption(_list_largest(weighing.products))


def _change_pixel(subject: Subject, number: int) -> np.ndarray:
    """Let a person give one pixel more or less ink; begin at the one that counts most."""
    products = np.abs(weigh_digit(subject.network, subject.digit, number).products)
    top = np.unravel_index(int(products.argmax()), (28, 28))
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    key = f"learn_pixel_{number}_{subject.label}_{float(subject.digit.sum()):.3f}"
    y = int(row.number_input(LEARN["row"], 1, 28, int(top[0]) + 1, key=f"{key}_y", width=140)) - 1
    x = (
        int(row.number_input(LEARN["column"], 1, 28, int(top[1]) + 1, key=f"{key}_x", width=140))
        - 1
    )
    ink = row.slider(
        LEARN["ink"], 0.0, 1.0, float(subject.digit[y, x]), 0.01, key=f"{key}_{y}_{x}", width=260
    )
    digit = subject.digit.copy()
    digit[y, x] = ink
    return digit


def _list_largest(products: np.ndarray) -> str:
    order = np.argsort(np.abs(products), axis=None)[::-1][:5]
    places = zip(*np.unravel_index(order, (28, 28)), strict=True)
    texts = [f"row {y + 1}, column {x + 1}: {products[y, x]:+.3f}" for y, x in places]
    return LEARN["largest"] + " " + "; ".join(texts) + "."
