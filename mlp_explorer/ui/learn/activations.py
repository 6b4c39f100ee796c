"""Chapter 2: the curves, and where the sums of this network lie on them."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_activation
from mlp_explorer.config.choices import ACTIVATIONS
from mlp_explorer.lessons.numbers import collect_sums, draw_activation, find_flat_share
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.subject import Subject, load_examples
from mlp_explorer.words import LEARN

__all__ = ["show"]

_Z = np.linspace(-8, 8, 321)


def show(subject: Subject) -> None:
    """Show a layer's sums under an activation."""
    hidden = len(subject.network.layers) - 1
    if not hidden:
        st.info(LEARN["no_hidden"])
        return
    row = st.container(horizontal=True, gap="medium")
    layer = row.selectbox(
        LEARN["layer"],
        range(hidden),
        format_func=subject.layer_names.__getitem__,
        key=f"learn_layer_{subject.record.id}",
        width=260,
    )
    own = subject.network.layers[layer].activation
    name = row.selectbox(
        LEARN["activation"],
        list(ACTIVATIONS),
        index=list(ACTIVATIONS).index(own),
        format_func=lambda each: ACTIVATIONS[each].label,
        key=f"learn_activation_{own}",
        width=220,
    )
    images, _ = load_examples()
    sums = collect_sums(subject.network, images, layer)
    values, slopes = draw_activation(name, _Z)
    show_chart(plot_activation(name, _Z, values, slopes, sums), "learn_curve", LEARN["curve_alt"])
    flat = find_flat_share(name, sums)
    kind = "flat_none" if name == "linear" else "flat"
    share = f"{flat:.1%}".replace("%", " %")
    st.markdown(LEARN[kind].format(share=share, name=ACTIVATIONS[name].label))
