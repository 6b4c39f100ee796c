"""Chapter 2: the curves, and where the sums of this network lie on them."""

import numpy as np
import streamlit as st

from mlp_explorer.activations import ACTIVATIONS
from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.lessons import plot_activation
from mlp_explorer.lessons.numbers import collect_sums, draw_activation, mark_flat
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.subject import Subject, load_examples
from mlp_explorer.words import CHOICE, EXAMPLE, LEARN, Texts, write_percent

__all__ = ["show"]

_Z = np.linspace(-8, 8, 321)


def show(subject: Subject) -> None:
    """Show a layer's sums under an activation."""
    hidden = len(subject.network.layers) - 1
    if not hidden:
        st.info(LEARN["no_hidden"])
        return
    row = st.container(horizontal=True, gap="medium")
    layer = subject.session.choose(
        row.selectbox,
        LEARN["layer"],
        f"learn_layer_{subject.record.id}",
        0,
        options=range(hidden),
        format_func=subject.layer_names.__getitem__,
        width=260,
    )
    own = subject.network.layers[layer].activation
    name = subject.session.choose(
        row.selectbox,
        LEARN["activation"],
        f"learn_activation_{own}",
        own,
        options=list(ACTIVATIONS),
        format_func=lambda each: CHOICE["activation"][each]["label"],
        width=220,
    )
    examples, _ = load_examples(subject.record.config)
    sums = collect_sums(subject.network, examples, layer)
    own_sums = collect_sums(subject.network, subject.example[np.newaxis], layer)[0]
    curves = draw_activation(name, _Z)
    label, flat = CHOICE["activation"][name]["label"], mark_flat(name, _Z)
    figure = plot_activation(label, _Z, curves, flat, sums, own_sums, subject.is_digit)
    show_chart(figure, "learn_curve", LEARN["curve_alt"])
    words = LEARN if subject.is_digit else EXAMPLE
    st.markdown(_describe_flat(words, name, sums, name == own))


def _describe_flat(words: Texts, name: str, sums: Float32s, is_own: bool) -> str:
    """Say how many sums, (n, units), lie where an activation is flat, and for which neurons all.

    words: of digits, or of any examples. is_own: it is the layer's activation, and not another one
    that is laid over its sums.
    """
    if name == "linear":
        return LEARN["flat_none"]
    flat = mark_flat(name, sums)
    values = {
        "share": write_percent(flat.mean(), 1),
        "name": CHOICE["activation"][name]["label"],
        "images": len(sums),
    }
    dead = int(flat.all(axis=0).sum())
    kind = "flat_other" if not is_own else "flat_dead" if dead else "flat"
    return words[kind].format(**values, dead=dead, units=sums.shape[1])
