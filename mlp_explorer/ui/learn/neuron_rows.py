"""Chapter 1 for named numbers: the whole sum as one formula, and with one or two inputs a chart."""

import numpy as np
import streamlit as st

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.neurons import Line, plot_answers, plot_map
from mlp_explorer.charts.points import Points
from mlp_explorer.data import prepare
from mlp_explorer.lessons.numbers import Weighing
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.learn.pieces import say_text, show_table, write, write_name, write_plain
from mlp_explorer.ui.learn.subject import Subject
from mlp_explorer.words import EXAMPLE

__all__ = ["change_row", "load_points", "make_grid", "show_row"]

_MOST_TERMS = 6  # of a sum that are written
_A_ROW = 2  # of them on a line, where there are more than that
_FINE = 61  # places along one side of a map
_ROOM = 1.1  # around the points


def change_row(subject: Subject) -> Float32s:
    """Let a person change a number of the example, or a pixel; return it as the network takes it.

    What was changed before stays so: several numbers can be, one after the other.
    """
    names, own_values = subject.input_names, np.array(subject.values, np.float64).ravel()
    columns = subject.data.x_train.reshape(-1, len(names))
    row = st.container(horizontal=True, gap="medium", vertical_alignment="bottom")
    key, places = f"learn_input_{subject.record.id}_{subject.example_key}", list(range(len(names)))
    if len(names) > 2:
        places = [
            subject.session.choose(
                row.selectbox,
                EXAMPLE["change"],
                f"learn_feature_{subject.about.key}",
                int(own_values.argmax()) if subject.about.kind == "pictures" else 0,
                options=places,
                format_func=names.__getitem__,
                width=220,
            )
        ]
    kept = (subject.session.choices.get(f"{key}_{at}") for at in range(len(names)))
    values = np.array(
        [own if new is None else new for own, new in zip(own_values, kept, strict=True)]
    )
    for at in places:
        low, high = float(columns[:, at].min()), float(columns[:, at].max())
        own = float(own_values[at])
        low, high = min(low, own), max(high, own, low + 1e-6)
        values[at] = subject.session.choose(
            row.slider,
            names[at],
            f"{key}_{at}",
            own,
            min_value=low,
            max_value=high,
            step=(high - low) / 200,
            format="%.4g",
            width=220,
        )
    changed = values.reshape(1, *subject.about.shape)
    example: Float32s = prepare(changed, *subject.record.config.data)[0]
    return example


def show_row(subject: Subject, example: Float32s, number: int, weighing: Weighing) -> None:
    """Show the neuron over the line or the plane of its inputs, its sum, and each product."""
    if len(example) <= 2:
        _show_chart(subject, example, number, weighing)
    _say_sum(subject, example, number, weighing)
    if len(example) > 2:
        _show_products(subject, example, number, weighing)


def _say_sum(subject: Subject, example: Float32s, number: int, weighing: Weighing) -> None:
    """Write w · x + b with its numbers; of many, the largest products."""
    layer = subject.network.layers[0]
    weights, names = layer.kernel[:, number], subject.input_names
    order = np.argsort(-np.abs(weighing.products), kind="stable")
    shown = sorted(order[:_MOST_TERMS].tolist())
    terms = [
        rf"\underbrace{{{write(float(weights[at]))} \cdot {write(float(example[at]))}}}"
        rf"_{{{write_name(names[at])}}}"
        for at in shown
    ]
    if len(names) > len(shown):
        rest = float(np.delete(weighing.products, shown).sum(dtype=np.float64))
        words = EXAMPLE["others"].format(count=len(names) - len(shown))
        terms.append(rf"\underbrace{{{write(rest)}}}_{{{write_name(words)}}}")
    terms.append(rf"\underbrace{{{write(weighing.bias)}}}_{{b}}")
    size = len(terms) if len(names) <= _A_ROW else _A_ROW
    lines = [" + ".join(terms[at : at + size]) for at in range(0, len(terms), size)]
    kind = "neuron_line" if len(lines) == 1 else "neuron_row"
    kind = "neuron_row_normalized" if layer.normalization else kind
    say_text(EXAMPLE[kind], terms=r" \\ &\quad + ".join(lines), z=weighing.z)


def _show_products(subject: Subject, example: Float32s, number: int, weighing: Weighing) -> None:
    """Show every product in a table, and of a table that is scaled what each number was."""
    weights = subject.network.layers[0].kernel[:, number]
    show_table(
        {
            EXAMPLE["feature"]: subject.input_names,
            EXAMPLE["taken"]: [write_plain(float(value)) for value in example],
            EXAMPLE["weight"]: [write_plain(float(value)) for value in weights],
            EXAMPLE["product"]: [write_plain(float(value)) for value in weighing.products],
        }
    )


def _show_chart(subject: Subject, example: Float32s, number: int, weighing: Weighing) -> None:
    """Show what the neuron answers everywhere, and where its sum is 0."""
    layer, points = subject.network.layers[0], load_points(subject)
    shift = weighing.bias - float(layer.bias[number])
    grid, axes = make_grid(points, example)
    sums = layer.weigh(grid)
    sums[:, number] += shift * layer.slope[number]
    answers, z = layer.activate(sums)[:, number], sums[:, number]
    names = subject.input_names
    if len(example) == 1:
        figure = plot_answers(axes[0], answers, (float(example[0]), weighing.activation), names[0])
        show_chart(figure, "learn_neuron_curve", EXAMPLE["curve_alt"], has_table=False)
        return
    shape = (len(axes[1]), len(axes[0]))
    figure = plot_map(
        axes,
        answers.reshape(shape),
        [Line(z.reshape(shape), EXAMPLE["zero"])],
        points,
        (float(example[0]), float(example[1])),
        subject.about.classes,
        names,
    )
    show_chart(figure, "learn_neuron_map", EXAMPLE["map_alt"], has_table=False)
    st.caption(EXAMPLE["ground"])


def load_points(subject: Subject) -> Points:
    """Return the training part as the network takes it, with its answers."""
    config, data = subject.record.config, subject.data
    return Points(prepare(data.x_train, *config.data), data.y_train)


def make_grid(points: Points, example: Float32s) -> tuple[Float32s, list[Float32s]]:
    """Return places all over the points and the example, (n, 1 or 2), and the axes."""
    every = np.concatenate([points.xy, example[np.newaxis]])
    middle, half = (every.max(axis=0) + every.min(axis=0)) / 2, np.ptp(every, axis=0).max() / 2
    count = _FINE if every.shape[1] == 2 else 4 * _FINE
    axes = [
        np.linspace(center - _ROOM * half, center + _ROOM * half, count, dtype=np.float32)
        for center in middle
    ]
    places = np.stack([axis.ravel() for axis in np.meshgrid(*axes)], axis=1)
    return places.astype(np.float32), axes
