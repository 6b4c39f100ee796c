"""Chapter 3: the example through every layer."""

import itertools

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.neurons import Line, plot_map
from mlp_explorer.network.classes import read_shares
from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask
from mlp_explorer.network.network import Trace
from mlp_explorer.ui.components import show_chart, show_flow
from mlp_explorer.ui.learn.neuron_rows import load_points, make_grid
from mlp_explorer.ui.learn.pieces import (
    bracket,
    say,
    say_text,
    show_table,
    write_name,
    write_plain,
)
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.ui.plain import plain
from mlp_explorer.words import EXAMPLE, LEARN, write_number

__all__ = ["show"]

_MOST_NUMBERS, _MOST_LINES = 6, 8  # of a layer that are written, or drawn


def show(subject: Subject) -> None:
    """Show the way, the shapes, and what becomes of the last sums."""
    network, trace = subject.network, subject.network.trace(subject.example[np.newaxis])
    if subject.is_digit:
        answer = int(trace.activations[-1][0].argmax())
        show_flow(follow(network, subject.example, ask(answer)), subject.example, values=True)
    else:
        if subject.about.n_inputs == 2:
            _show_lines(subject)
        _show_way(subject, trace)
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
    logits, outputs = trace.sums[-1][0], trace.activations[-1][0]
    st.markdown(f"**{LEARN['outputs'].format(name=network.layers[-1].activation)}**")
    if len(outputs) > 1:
        _show_outputs(subject, logits, outputs)
    else:
        _show_output(subject, logits, outputs)


def _show_lines(subject: Subject) -> None:
    """Show the answer over the plane, and each neuron of the first layer as a line in it."""
    network, points = subject.network, load_points(subject)
    grid, axes = make_grid(points, subject.example)
    trace, head = network.trace(grid), network.config.head
    shape, ends, words = (len(axes[1]), len(axes[0])), None, EXAMPLE["lines_value"]
    answers, name = trace.activations[-1][:, 0], ""
    if subject.about.classes:
        # of two classes the second is blue everywhere; of more, the one that is right
        number = int(subject.answer) if len(subject.about.classes) > 2 else 1
        answers, name = read_shares(head, trace.activations[-1])[:, number], ""
        ends, words = (0.0, 1.0), EXAMPLE["lines"]
        name = subject.about.classes[number]
    hidden = trace.sums[0][:, :_MOST_LINES] if len(network.layers) > 1 else trace.sums[0][:, :0]
    lines = [
        Line(sums.reshape(shape), EXAMPLE["line"].format(number=number))
        for number, sums in enumerate(hidden.T, 1)
    ]
    here = (float(subject.example[0]), float(subject.example[1]))
    figure = plot_map(
        axes,
        answers.reshape(shape),
        lines,
        points,
        here,
        subject.about.classes,
        subject.input_names,
        ends,
    )
    show_chart(figure, "learn_lines", EXAMPLE["lines_alt"], has_table=False)
    st.caption(words.format(name=plain(name)))


def _show_way(subject: Subject, trace: Trace) -> None:
    """Show each layer's sums and activations for this example, the first ones of many."""
    st.markdown(f"**{EXAMPLE['way']}**")
    show_table(
        {
            LEARN["layer"]: subject.layer_names,
            EXAMPLE["sums"]: [_write_vector(z[0]) for z in trace.sums],
            EXAMPLE["answers"]: [_write_vector(a[0]) for a in trace.activations[1:]],
        }
    )


def _write_vector(values: Float32s) -> str:
    numbers = "; ".join(map(write_plain, values[:_MOST_NUMBERS].tolist()))
    return EXAMPLE["vector_long" if len(values) > _MOST_NUMBERS else "vector"].format(
        numbers=numbers
    )


def _write_shapes(before: int, after: int, is_normalized: bool) -> str:
    """Write what one layer does with one example, as shapes."""
    text = f"(1, {before}) · ({before}, {after}) + ({after},) → (1, {after})"
    return LEARN["and_normalizes"].format(text=text) if is_normalized else text


def _show_outputs(subject: Subject, logits: Float32s, outputs: Float32s) -> None:
    """Show how the sums become an output a class, and the largest one as a formula."""
    powers, name = np.exp(logits - logits.max()), subject.network.layers[-1].activation
    top, largest, names = int(outputs.argmax()), float(logits.max()), subject.output_names
    say(
        f"output_{name}",
        digit=names[top] if subject.is_digit else write_name(names[top]),
        z=float(logits[top]),
        largest=largest,
        power=float(powers[top]),
        total=float(powers.sum()),
        p=float(outputs[top]),
    )
    columns = {
        LEARN["output"] if subject.is_digit else EXAMPLE["class"]: names,
        "z": [write_plain(float(z)) for z in logits],
    }
    if name == "softmax":
        text = write_plain(largest)
        head = LEARN["power"].format(largest=f"({text})" if largest < 0 else text)
        columns[head] = list(map(write_plain, powers.tolist()))
    columns["p"] = list(map(write_plain, outputs.tolist()))
    show_table(columns)


def _show_output(subject: Subject, logits: Float32s, outputs: Float32s) -> None:
    """Show what the only output says: a share of two classes, or a number."""
    z, a, head = float(logits[0]), float(outputs[0]), subject.network.config.head
    if head.target == "value":
        say_text(EXAMPLE["output_linear"], z=z)
        right, error = write_plain(subject.answer), write_plain(a - subject.answer)
        st.markdown(EXAMPLE["right_value"].format(right=right, error=error))
        return
    if head.target == "bit":
        say("output_sigmoid", digit=write_name(subject.output_names[0]), z=z, p=a)
    else:
        say_text(EXAMPLE["output_tanh"], bracketed=bracket(z), a=a)
    shares = read_shares(head, outputs[np.newaxis])[0]
    show_table(
        {
            EXAMPLE["class"]: list(subject.about.classes),
            EXAMPLE["share"]: list(map(write_plain, shares.tolist())),
        }
    )
