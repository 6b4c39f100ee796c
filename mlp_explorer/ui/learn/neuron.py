"""Chapter 1: the products, the sum, the bias and the activation of one neuron."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.arrays import Float32s
from mlp_explorer.lessons.numbers import weigh_digit
from mlp_explorer.ui.components import show_weighed_pixels
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.learn.pieces import bracket, say, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.session import Session
from mlp_explorer.words import LEARN

__all__ = ["show"]

_REACH = 5.0  # of the bias slider, at least, both ways from the neuron's own
_N_LARGEST = 5


def show(subject: Subject) -> None:
    """Show a neuron of the first layer at work."""
    network, layer = subject.network, subject.network.layers[0]
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    session = subject.session
    number = _choose_neuron(session, row, len(layer.bias), is_last=len(network.layers) == 1)
    own = float(layer.bias[number])
    reach = max(_REACH, abs(own))  # 1e17 − 5 is 1e17, and the slider would have no room
    bias = session.choose(
        row.slider,
        LEARN["bias"],
        f"learn_bias_{number}_{own}",  # it begins at the neuron's own
        own,
        min_value=own - reach,
        max_value=own + reach,
        step=0.05,
        format="%.4f",
        width=260,
    )
    digit = show_weighed_pixels(
        session,
        subject.digit,
        layer.kernel[:, number],
        float(network.input_scale),
        f"learn_ink_{subject.digit_key}",
    )
    weighing = weigh_digit(network, digit, number, float(bias))
    kind = "neuron_normalized" if layer.normalization else "neuron_sum"
    say(kind, total=weighing.total, bias=weighing.bias, z=weighing.z)
    if layer.activation == "softmax":
        say("neuron_softmax", z=weighing.z, a=weighing.activation)
    else:
        function, z = layer.activation.replace("_", r"\_"), bracket(weighing.z)
        say("neuron_answer", function=function, bracketed=z, a=weighing.activation)
    st.caption(_list_largest(weighing.products))


def _choose_neuron(session: Session, row: DeltaGenerator, count: int, is_last: bool) -> int:
    """Return a neuron's number, from 0. Outputs are called by their digits."""
    first = 0 if is_last else 1
    name, width = ("output_neuron", 160) if is_last else ("neuron", 140)
    low, high = first, count - 1 + first
    with row:
        number = ask_number(
            session,
            LEARN[name],
            f"learn_{name}",
            first,
            low,
            high,
            whole=True,
            step=1,
            width=width,
        )
    return int(number) - first


def _list_largest(products: Float32s) -> str:
    order = np.argsort(np.abs(products), axis=None)[::-1][:_N_LARGEST]
    texts = [
        LEARN["place"].format(row=y + 1, column=x + 1, product=write_plain(float(products[y, x])))
        for y, x in zip(*np.unravel_index(order, products.shape), strict=True)
    ]
    return f"{LEARN['largest']} {'; '.join(texts)}."
