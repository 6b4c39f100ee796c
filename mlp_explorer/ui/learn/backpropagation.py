"""Chapter 5: the chain rule for one weight, factor by factor, and a step."""

from functools import partial

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.lessons import plot_gradients
from mlp_explorer.lessons.numbers import find_strongest_weight, follow_step, take_step
from mlp_explorer.network.backpropagation import Chain, Step, list_blame, unroll_chain
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.learn.pieces import say, say_loss, write
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import LEARN

__all__ = ["show"]

_RATES = (0.001, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)
_N_TERMS = 3  # of a sum that are written

_Weight = tuple[int, int, int]  # layer, from which of its neurons or pixels, to which; from 0


def show(subject: Subject) -> None:
    """Show a weight's gradient, every layer's, and what a step does."""
    step = follow_step(subject.network, subject.digit, subject.label)
    weight = _choose_weight(subject, step)
    chain = unroll_chain(subject.network, step, *weight)
    say_loss(subject, step)
    _say_blame(subject, step, weight, chain)
    _say_chain(chain)
    rate = subject.session.choose(
        st.select_slider, LEARN["rate"], "learn_rate", 0.1, options=_RATES
    )
    change = {"weight": chain.weight, "rate": rate, "gradient": chain.gradient}
    say("step", after=chain.weight - rate * chain.gradient, **change)
    after = follow_step(take_step(subject.network, step, rate), subject.digit, subject.label)
    before_loss, after_loss = float(step.losses[0]), float(after.losses[0])
    kind = "better" if after_loss < before_loss else "worse" if after_loss > before_loss else "even"
    say(f"step_{kind}", before=before_loss, after=after_loss, label=str(subject.label))
    sizes = np.array([np.abs(gradients.kernel).mean() for gradients in step.layers])
    names = [name.replace(": ", ":<br>") for name in subject.layer_names]
    show_chart(plot_gradients(names, sizes), "learn_gradients", LEARN["gradients_alt"])


def _choose_weight(subject: Subject, step: Step) -> _Weight:
    """Let a person choose a weight; begin at the one with the largest gradient."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    layers = subject.network.layers
    layer = subject.session.choose(
        row.selectbox,
        LEARN["layer"],
        f"learn_step_layer_{subject.record.id}",
        len(layers) - 1,
        options=range(len(layers)),
        format_func=subject.layer_names.__getitem__,
        width=220,
    )
    strongest = find_strongest_weight(step, layer)
    # while the network learns, another weight may become the strongest: what was chosen stays
    key = f"learn_weight_{subject.record.id}_{layer}_{subject.digit_key}"
    before, after = layers[layer].kernel.shape
    source = LEARN["from_pixel"] if layer == 0 else LEARN["from_neuron"]
    # the outputs are called by their digits, neurons are counted from 1
    first, target = (0, "to_digit") if layer == len(layers) - 1 else (1, "to_neuron")
    ask = partial(ask_number, subject.session, whole=True, step=1, width=150)
    with row:
        start = ask(source, f"{key}_from", strongest[0] + 1, 1, before)
        end = ask(LEARN[target], f"{key}_to", strongest[1] + first, first, after - 1 + first)
    return layer, int(start) - 1, int(end) - first


def _say_blame(subject: Subject, step: Step, weight: _Weight, chain: Chain) -> None:
    """Say ∂L/∂z of the neuron that the weight leads to, and where it comes from."""
    layer, _, end = weight
    if layer == len(subject.network.layers) - 1:
        _say_output_blame(subject, step, end, chain.delta)
        return
    weights, deltas = list_blame(subject.network, step, layer, end)
    normalized = bool(subject.network.layers[layer + 1].normalization)
    kind = "error_normalized" if normalized else "error"
    say(kind, terms=_write_terms(weights, deltas), error=chain.error)
    say("delta_hidden", error=chain.error, derivative=chain.derivative, delta=chain.delta)


def _say_output_blame(subject: Subject, step: Step, digit: int, delta: float) -> None:
    outputs = step.trace.activations[-1][0].astype(float)
    right = np.arange(len(outputs)) == subject.label
    values = {"p": float(outputs[digit]), "y": float(right[digit]), "delta": delta}
    mean = float(outputs @ (outputs - right))
    say(f"delta_{subject.network.config.loss}", digit=str(digit), mean=mean, **values)


def _write_terms(weights: Float32s, deltas: Float32s) -> str:
    """Write the largest terms of a sum of products, and dots where there are more."""
    order = np.argsort(-np.abs(weights * deltas), kind="stable")[:_N_TERMS]
    terms = [rf"{write(float(weights[k]))} \cdot {write(float(deltas[k]))}" for k in order]
    dots = r" + \dots" if len(weights) > _N_TERMS else ""
    return LEARN["more_terms"].join(terms) + dots


def _say_chain(chain: Chain) -> None:
    factors = {"delta": chain.delta, "activation": chain.activation, "gradient": chain.gradient}
    if chain.slope == 1:
        say("chain", **factors)
    else:
        say("chain_normalized", slope=chain.slope, **factors)
