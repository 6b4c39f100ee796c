"""Chapter 1: the products, the sum, the bias and the activation of one neuron."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.attribution import draw_attribution
from mlp_explorer.lessons.numbers import weigh
from mlp_explorer.ui.components import show_weighed_pixels
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.learn.neuron_rows import change_row, show_row
from mlp_explorer.ui.learn.pieces import bracket, say, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.session import Session
from mlp_explorer.words import EXAMPLE, LEARN

__all__ = ["show"]

_REACH = 5.0  # of the bias slider, at least, both ways from the neuron's own
_N_LARGEST = 5


def show(subject: Subject) -> None:
    """Show a neuron of the first layer at work."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    number = _choose_neuron(subject, row)
    bias = _move_bias(subject, row, number)
    example = _change(subject, number)
    weighing = weigh(subject.network, example, number, bias)
    layer = subject.network.layers[0]
    if subject.about.kind != "pictures":
        show_row(subject, example, number, weighing)
    else:
        kind = "neuron_normalized" if layer.normalization else "neuron_sum"
        say(kind, total=weighing.total, bias=weighing.bias, z=weighing.z)
    if layer.activation == "softmax":
        say("neuron_softmax", z=weighing.z, a=weighing.activation)
    else:
        function, z = layer.activation.replace("_", r"\_"), bracket(weighing.z)
        say("neuron_answer", function=function, bracketed=z, a=weighing.activation)
    if subject.about.kind == "pictures":
        st.caption(_list_largest(weighing.products))


def _move_bias(subject: Subject, row: DeltaGenerator, number: int) -> float:
    own = float(subject.network.layers[0].bias[number])
    reach = max(_REACH, abs(own))  # 1e17 − 5 is 1e17, and the slider would have no room
    bias: float = subject.session.choose(
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
    return float(bias)


def _change(subject: Subject, number: int) -> Float32s:
    """Show the example, and return it as a person has changed it."""
    network = subject.network
    weights = network.layers[0].kernel[:, number]
    if subject.about.is_drawn:
        scale, key = float(network.input_scale), f"learn_ink_{subject.example_key}"
        return show_weighed_pixels(subject.session, subject.example, weights, scale, key)
    example = change_row(subject)
    if subject.about.kind != "pictures":
        return example
    row = st.container(horizontal=True, gap="medium")
    for values, name in ((weights.reshape(example.shape), "weights"), (None, "products")):
        shown = weigh(network, example, number).products if values is None else values
        sentence = EXAMPLE[f"{name}_help"]
        row.container(width=200).html(draw_attribution(example, shown, EXAMPLE[name], sentence))
    return example


def _choose_neuron(subject: Subject, row: DeltaGenerator) -> int:
    """Return a neuron's number, from 0. Outputs are called by their digits, or classes."""
    session, network = subject.session, subject.network
    is_last, count = len(network.layers) == 1, len(network.layers[0].bias)
    if is_last and not subject.is_digit:
        return _choose_output(session, row, subject.output_names)
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


def _choose_output(session: Session, row: DeltaGenerator, names: list[str]) -> int:
    number: int = session.choose(
        row.selectbox,
        EXAMPLE["output_neuron"],
        "learn_output",
        0,
        options=range(len(names)),
        format_func=names.__getitem__,
        width=200,
    )
    return number


def _list_largest(products: Float32s) -> str:
    order = np.argsort(np.abs(products), axis=None)[::-1][:_N_LARGEST]
    texts = [
        LEARN["place"].format(row=y + 1, column=x + 1, product=write_plain(float(products[y, x])))
        for y, x in zip(*np.unravel_index(order, products.shape), strict=True)
    ]
    return f"{LEARN['largest']} {'; '.join(texts)}."
