"""One training step with its numbers: the loss of an example, a weight's chain rule, the step."""

from functools import partial
from typing import NamedTuple

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.lessons.numbers import find_strongest_weight, follow_step, take_step
from mlp_explorer.network.backpropagation import Chain, Step, list_blame, unroll_chain
from mlp_explorer.network.network import Stack
from mlp_explorer.tasks import HEADS, Head
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.learn.pieces import say, say_text, write, write_name
from mlp_explorer.ui.session import Session
from mlp_explorer.words import EXAMPLE, LEARN, Texts

__all__ = ["say_loss", "show_step", "Stepped"]

_RATES = (0.001, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)
_N_TERMS = 3  # of a sum that are written

_Weight = tuple[int, int, int]  # layer, from which of its neurons or inputs, to which; from 0


class Stepped(NamedTuple):
    """What a step is shown of: a network and one example.

    example: as the network takes it. answer: the number of its class, or a value. layers, inputs,
    outputs: what they are called. key: of the network and the example, for the keys of widgets.
    is_digit: inputs and outputs are called by their numbers, as MNIST's are.
    """

    session: Session
    network: Stack
    example: Float32s
    answer: float
    layers: list[str]
    inputs: list[str]
    outputs: list[str]
    key: tuple[str, int]
    is_digit: bool = False

    @property
    def head(self) -> Head:
        """The end of the network."""
        return HEADS[self.network.loss]

    @property
    def right(self) -> str:
        """What the right class is called in a formula."""
        if len(self.outputs) == 1:
            return write_name(self.outputs[0])
        name = self.outputs[int(self.answer)]
        return name if self.is_digit else write_name(name)


def show_step(stepped: Stepped) -> Step:
    """Show the example's loss, a weight's gradient factor by factor, and what a step does."""
    network, session = stepped.network, stepped.session
    step = follow_step(network, stepped.example, stepped.answer)
    weight = _choose_weight(stepped, step)
    chain = unroll_chain(network, step, *weight)
    say_loss(stepped, step)
    _say_blame(stepped, step, weight, chain)
    _say_chain(chain)
    rate = session.choose(st.select_slider, LEARN["rate"], "learn_rate", 0.1, options=_RATES)
    change = {"weight": chain.weight, "rate": rate, "gradient": chain.gradient}
    say("step", after=chain.weight - rate * chain.gradient, **change)
    after = follow_step(take_step(network, step, rate), stepped.example, stepped.answer)
    before_loss, after_loss = float(step.losses[0]), float(after.losses[0])
    kind = "better" if after_loss < before_loss else "worse" if after_loss > before_loss else "even"
    words: Texts = LEARN if stepped.is_digit else EXAMPLE
    label = str(int(stepped.answer))
    say_text(words[f"step_{kind}"], before=before_loss, after=after_loss, label=label)
    return step


def say_loss(stepped: Stepped, step: Step) -> None:
    """Show the loss of the example as a formula. step: of this example alone."""
    head, loss = stepped.head, float(step.losses[0])
    # from the sums, in 64 bits: in 32, a small output is 0, which has no logarithm
    sums = step.trace.sums[-1].astype(np.float64)
    outputs = stepped.network.layers[-1].activate(sums)[0]
    if head.target in ("number", "one_hot"):
        p, n = float(outputs[int(stepped.answer)]), str(len(outputs))
        say(f"loss_{stepped.network.loss}", p=p, loss=loss, label=stepped.right, n=n)
    elif head.target == "bit":
        is_second = bool(stepped.answer)
        sums = sums if is_second else -sums  # 1 − p is the sigmoid of −z, with all its digits
        p = float(stepped.network.layers[-1].activate(sums)[0, 0])
        kind = "loss_second" if is_second else "loss_first"
        say_text(EXAMPLE[kind], p=p, loss=loss, label=stepped.right)
    else:
        a, y = float(outputs[0]), _find_target(stepped)
        say_text(EXAMPLE[_name_kind("loss", head, a - y)], a=a, y=y, loss=loss)


def _find_target(stepped: Stepped) -> float:
    """Return what the only output is to be."""
    answer = float(stepped.answer)
    return 2 * answer - 1 if stepped.head.target == "sign" else answer


def _name_kind(name: str, head: Head, error: float) -> str:
    """Return which formula an error has: Huber's has two parts."""
    if head.target == "sign":
        return f"{name}_sign"
    part = "_far" if abs(error) > 1 else "_near"
    return f"{name}_{head.loss}{part if head.loss == 'huber' else ''}"


def _choose_weight(stepped: Stepped, step: Step) -> _Weight:
    """Let a person choose a weight; begin at the one with the largest gradient."""
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    layers, session = stepped.network.layers, stepped.session
    owner, example = stepped.key
    layer = session.choose(
        row.selectbox,
        LEARN["layer"],
        f"learn_step_layer_{owner}",
        len(layers) - 1,
        options=range(len(layers)),
        format_func=stepped.layers.__getitem__,
        width=220,
    )
    strongest = find_strongest_weight(step, layer)
    # while the network learns, another weight may become the strongest: what was chosen stays
    key = f"learn_weight_{owner}_{layer}_{example}"
    is_first, is_last = layer == 0, layer == len(layers) - 1
    before, after = layers[layer].kernel.shape
    ask = partial(ask_number, session, whole=True, step=1, width=150)

    def choose(label: str, end: str, names: list[str], number: int) -> int:
        options = {"options": range(len(names)), "format_func": names.__getitem__, "width": 200}
        chosen = session.choose(row.selectbox, label, f"{key}_{end}", number, **options)
        return int(chosen)

    if is_first and not stepped.is_digit:
        start = choose(EXAMPLE["from_input"], "from", stepped.inputs, strongest[0])
    else:
        with row:
            source = LEARN["from_pixel" if is_first else "from_neuron"]
            start = int(ask(source, f"{key}_from", strongest[0] + 1, 1, before)) - 1
    if is_last and not stepped.is_digit:
        return layer, start, choose(EXAMPLE["to_output"], "to", stepped.outputs, strongest[1])
    # the outputs are called by their digits, neurons are counted from 1
    first, target = (0, "to_digit") if is_last else (1, "to_neuron")
    with row:
        end = ask(LEARN[target], f"{key}_to", strongest[1] + first, first, after - 1 + first)
    return layer, start, int(end) - first


def _say_blame(stepped: Stepped, step: Step, weight: _Weight, chain: Chain) -> None:
    """Say ∂L/∂z of the neuron that the weight leads to, and where it comes from."""
    layer, _, end = weight
    if layer == len(stepped.network.layers) - 1:
        _say_output_blame(stepped, step, end, chain.delta)
        return
    weights, deltas = list_blame(stepped.network, step, layer, end)
    normalized = bool(stepped.network.layers[layer + 1].normalization)
    kind = "error_normalized" if normalized else "error"
    say(kind, terms=_write_terms(weights, deltas), error=chain.error)
    say("delta_hidden", error=chain.error, derivative=chain.derivative, delta=chain.delta)


def _say_output_blame(stepped: Stepped, step: Step, number: int, delta: float) -> None:
    outputs, head = step.trace.activations[-1][0].astype(float), stepped.head
    if head.target in ("number", "one_hot"):
        right = np.arange(len(outputs)) == int(stepped.answer)
        values = {"p": float(outputs[number]), "y": float(right[number]), "delta": delta}
        mean, n = float(outputs @ (outputs - right)), str(len(outputs))
        name = stepped.outputs[number]
        name = name if stepped.is_digit else write_name(name)
        say(f"delta_{stepped.network.loss}", digit=name, mean=mean, n=n, **values)
        return
    a, y = float(outputs[0]), _find_target(stepped)
    kind = "delta_bit" if head.target == "bit" else _name_kind("delta", head, a - y)
    say_text(EXAMPLE[kind], a=a, y=y, delta=delta)


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
