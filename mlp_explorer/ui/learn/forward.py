"""Chapter 3: the digit through every layer."""

import itertools

import numpy as np
import streamlit as st

from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask
from mlp_explorer.ui.components import show_flow
from mlp_explorer.ui.learn.pieces import show_table
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

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
                f"(1, {before}) · ({before}, {after}) + ({after},) → (1, {after})"
                for before, after in itertools.pairwise(sizes)
            ],
            LEARN["weights_number"]: [
                f"{before * after + after:,}" for before, after in itertools.pairwise(sizes)
            ],
        }
    )
    logits, outputs = trace.sums[-1][0], trace.activations[-1][0]
    name = network.layers[-1].activation
    st.markdown(f"**{LEARN['outputs'].format(name=name)}**")
    shifted = np.exp(logits - logits.max())
    columns = {
        LEARN["output"]: [str(digit) for digit in range(10)],
        "z": [f"{z:.4f}" for z in logits],
    }
    if name == "softmax":
        columns["e^(z − largest z)"] = [f"{e:.4f}" for e in shifted]
        columns[LEARN["share"].format(total=f"{shifted.sum():.4f}")] = [f"{p:.4f}" for p in outputs]
    else:
        columns["1 / (1 + e^−z)"] = [f"{p:.4f}" for p in outputs]
    show_table(columns)
