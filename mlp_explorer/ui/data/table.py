"""Tables: rows, counts, how the classes differ in a feature, and what scaling the columns does."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.charts.features import plot_feature
from mlp_explorer.data import Dataset
from mlp_explorer.data.scaling import find_scale
from mlp_explorer.ui.components import Cell, Column, Row, show_chart, show_table
from mlp_explorer.ui.data.numbers import show_relation, show_spread
from mlp_explorer.ui.data.samples import choose_samples
from mlp_explorer.ui.data.sections import show_counts, show_shapes, split
from mlp_explorer.ui.fields import ask_number
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DATA, write_number, write_short

__all__ = ["show_rows"]

_SHOWN, _MOST_FEATURES = 20, 100  # rows, and columns of them
_HEIGHT = "48rem"  # more than so many rows have: they do not scroll


def show_rows(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """Draw what there is to see of a table, its begin into these two places."""
    _show_samples(session, dataset, left, right)
    if dataset.about.classes:
        show_counts(dataset)
    else:
        show_spread(dataset)
    _show_feature(session, dataset)
    _show_scaling(session, dataset)


def _show_samples(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    about = dataset.about
    with left:
        sizes = {"n_train": about.n_train, "n_test": about.n_test, "features": about.n_inputs}
        shapes = DATA["table_shapes" if about.classes else "numbers_shapes"]
        show_shapes(dataset, shapes.format(**sizes, answer=plain(about.answer)))
        st.header(DATA["rows"], anchor=False)
        places, sentence = choose_samples(session, dataset, "row", _SHOWN)
        st.caption(DATA["rows_caption"].format(shown=plain(sentence)))
    columns = [
        Column(DATA["row"], "name"),
        Column(about.answer, "text" if about.classes else "number"),
        *(Column(feature, "number") for feature in about.features[:_MOST_FEATURES]),
    ]
    with right:
        rows = [_make_row(dataset, int(place)) for place in places]
        show_table(session, "data_rows", sentence, columns, rows, height=_HEIGHT)


def _make_row(dataset: Dataset, place: int) -> Row:
    answer = dataset.y_train[place]
    is_class = bool(dataset.about.classes)
    last = Cell(dataset.about.classes[answer]) if is_class else _write(answer)
    first = Cell(write_number(place, ","), float(place)), last
    return Row(str(place), [*first, *map(_write, dataset.x_train[place][:_MOST_FEATURES])])


def _write(number: float) -> Cell:
    return Cell(write_short(number), float(number))


def _show_feature(session: Session, dataset: Dataset) -> None:
    about = dataset.about
    left, right = split()
    with left:
        st.subheader(DATA["spread" if about.classes else "relation"], anchor=False)
        places = range(len(about.features))
        chosen = session.choose(
            st.selectbox,
            DATA["feature"],
            "data_feature",
            0,
            options=list(places),
            format_func=lambda place: about.features[place],
        )
    if not about.classes:
        with right:
            show_relation(dataset, chosen)
        return
    with left:
        values, feature = dataset.x_train[:, chosen], about.features[chosen]
        note = DATA["outlines"].format(feature=feature)
        ranges = [
            _describe_range(name, values[dataset.y_train == number])
            for number, name in enumerate(about.classes)
        ]
        st.markdown(plain(note))
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in ranges))
    with right:
        figure = plot_feature(values, dataset.y_train, about.classes, feature)
        show_chart(figure, f"data_outlines_{about.key}", " ".join((note, *ranges)))


def _describe_range(name: str, values: np.ndarray) -> str:
    numbers = {"low": values.min(), "high": values.max(), "mean": values.mean(dtype=np.float64)}
    texts = {key: write_short(number) for key, number in numbers.items()}
    return DATA["feature_range"].format(name=name, **texts)


def _show_scaling(session: Session, dataset: Dataset) -> None:
    about, rows = dataset.about, dataset.x_train
    last, n_train = len(rows) - 1, session.config.n_train
    left, right = split()
    with left:
        st.header(DATA["scale_rows"], anchor=False)
        st.markdown(DATA["scale_why"])
        st.markdown(DATA["scale_of"].format(count=n_train))
        label = DATA["training_row"].format(last=last)
        number = ask_number(session, label, "data_row", 0, 0, last, whole=True, step=1, width=220)
    answer = dataset.y_train[number]
    name = about.classes[answer] if about.classes else write_short(float(answer))
    scale, row = find_scale(rows[:n_train]), rows[number]
    heads = ("before", "column_mean", "column_spread", "after")
    columns = [Column(DATA["feature"], "name"), *(Column(DATA[head], "number") for head in heads)]
    numbers = zip(row, scale.mean, scale.spread, strict=True)
    scaled = [Cell(write_number(float(each), ".2f"), float(each)) for each in scale.apply(row)]
    with right:
        show_table(
            session,
            "data_scaling",
            DATA["scaled_row"].format(number=number, name=name),
            columns,
            [
                Row(feature, [Cell(feature), *map(_write, before), after])
                for feature, before, after in zip(about.features, numbers, scaled, strict=True)
            ],
        )
