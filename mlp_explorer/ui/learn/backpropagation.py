"""Chapter 5: the chain rule for one weight, factor by factor, and a step."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.lessons import plot_gradients
from mlp_explorer.lessons.numbers import find_strongest_weight, follow_step, take_step
from mlp_explorer.network.backpropagation import Chain, Step, unroll_chain
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

__all__ = ["show"]

_RATES = (0.001, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)


def show(subject: Subject) -> None:
    """Show a weight's gradient, every layer's, and what a step does."""
    step = follow_step(subject.network, subject.digit, subject.label)
    layer, start, end = _choose_weight(subject, step)
    chain = unroll_chain(subject.network, step, layer, start, end)
    _say_chain(chain, last=layer == len(subject.network.layers) - 1)
    rate = float(st.select_slider(LEARN["rate"], _RATES, 0.1, key="learn_rate"))
    change = {"weight": chain.weight, "rate": rate, "gradient": chain.gradient}
    say("step", after=chain.weight - rate * chain.gradient, **change)
    after = follow_step(take_step(subject.network, step, rate), subject.digit, subject.label)
    before_loss, after_loss = float(step.losses[0]), float(after.losses[0])
    kind = "step_better" if after_loss < before_loss else "step_worse"
    say(kind, before=before_loss, after=after_loss, label=str(subject.label))
    sizes = np.array([np.abs(gradients.kernel).mean() for gradients in step.layers])
    show_chart(
        plot_gradients(subject.layer_names, sizes), "learn_gradients", LEARN["gradients_alt"]
    )


def _choose_weight(subject: Subject, step: Step) -> tuple[int, int, int]:
    """Let a person choose a weight; begin at the one with the largest gradient."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    layers = subject.network.layers
    layer = row.selectbox(
        LEARN["layer"],
        range(len(layers)),
        index=len(layers) - 1,
        format_func=subject.layer_names.__getitem__,
        key=f"learn_step_layer_{subject.record.id}",
        width=260,
    )
    strongest = find_strongest_weight(step, layer)
    key = f"learn_weight_{subject.record.id}_{layer}_{strongest}"
    before, after = layers[layer].kernel.shape
    source = LEARN["from_pixel"] if layer == 0 else LEARN["from_neuron"]
    start = row.number_input(source, 1, before, strongest[0] + 1, key=f"{key}_from", width=170)
    # the outputs are called by their digits, neurons are counted from 1
    first, target = (0, "to_digit") if layer == len(layers) - 1 else (1, "to_neuron")
    end = row.number_input(
        LEARN[target],
        first,
        after - 1 + first,
        strongest[1] + first,
        key=f"{key}_to",
        width=170,
    )
    return layer, int(start) - 1, int(end) - first


def _say_chain(chain: Chain, last: bool) -> None:
    if last:
        say("delta_output", delta=chain.delta)
    else:
        values = {"error": chain.error, "derivative": chain.derivative, "delta": chain.delta}
        say("delta_hidden", **values)
    factors = {"delta": chain.delta, "activation": chain.activation, "gradient": chain.gradient}
    if chain.slope == 1:
        say("chain", **factors)
    else:
        say("chain_normalized", slope=chain.slope, **factors)
