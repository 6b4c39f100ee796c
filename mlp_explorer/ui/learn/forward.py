"""Chapter 3: the digit through every layer."""

import itertools

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask
from mlp_explorer.ui.components import show_flow
from mlp_explorer.ui.learn.pieces import say, show_table, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN, write_number

__all__ = ["show"]


def show(subject: Subject) -> None:
    """Show the way, the shapes, and softmax with its ten numbers."""
    network, trace = subject.network, subject.network.trace(subject.digit[np.newaxis])
    answer = int(trace.activations[-1][0].argmax())
    show_flow(follow(network, subject.digit, ask(answer)), subject.digit, values=True)
    st.markdown(f"**{LEARN['shapes']}**")
    sizes = [a.shape[1] for a in trace.activations]
    show_table(
        {
            LEARN["layer"]: subject.layer_names,
            LEARN["computes"]: [
                _write_shapes(before, after, bool(layer.normalization))
                for (before, after), layer in zip(
                    itertools.pairwise(sizes), network.layers, strict=True
                )
            ],
            LEARN["weights_number"]: [
                write_number(n, ",") for n in network.config.layer_parameters
            ],
        }
    )
    _show_outputs(network.layers[-1].activation, trace.sums[-1][0], trace.activations[-1][0])


def _write_shapes(before: int, after: int, is_normalized: bool) -> str:
    """Write what one layer does with one picture, as shapes."""
    text = f"(1, {before}) · ({before}, {after}) + ({after},) → (1, {after})"
    return LEARN["and_normalizes"].format(text=text) if is_normalized else text


def _show_outputs(name: str, logits: Float32s, outputs: Float32s) -> None:
    """Show how ten sums become ten outputs, and the largest one as a formula."""
    st.markdown(f"**{LEARN['outputs'].format(name=name)}**")
    powers = np.exp(logits - logits.max())
    top = int(outputs.argmax())
    largest = float(logits.max())
    say(
        f"output_{name}",
        digit=str(top),
        z=float(logits[top]),
        largest=largest,
        power=float(powers[top]),
        total=float(powers.sum()),
        p=float(outputs[top]),
    )
    columns = {
        LEARN["output"]: [str(digit) for digit in range(10)],
        "z": [write_plain(float(z)) for z in logits],
    }
    if name == "softmax":
        text = write_plain(largest)
        head = LEARN["power"].format(largest=f"({text})" if largest < 0 else text)
        columns[head] = list(map(write_plain, powers.tolist()))
    columns["p"] = list(map(write_plain, outputs.tolist()))
    show_table(columns)
