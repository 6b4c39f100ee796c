"""What was understood of what somebody brings: sentences, a grid of pictures or rows of a table."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.classes import plot_class_counts
from mlp_explorer.charts.images import draw_images
from mlp_explorer.config import LIMITS
from mlp_explorer.data import About, Dataset, count_classes
from mlp_explorer.data.files.read import Reading
from mlp_explorer.data.files.table import ColumnInfo
from mlp_explorer.ui.components import Cell, Column, Row, show_chart, show_table
from mlp_explorer.ui.data.sections import describe_counts
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import BRING, DATA, write_number

__all__ = ["show_preview"]

_PICTURES, _ROWS, _FEATURES, _NAMES = 60, 10, 40, 8
_GRID_WIDTH, _HEIGHT = "596px", "30rem"


def show_preview(session: Session, reading: Reading) -> None:
    """Draw what a dataset would be, before anything of it is kept."""
    dataset = reading.dataset
    st.markdown(f"**{plain(_describe(dataset.about))}**")
    if notes := dataset.about.notes:
        with st.container(key="bring_notes"):
            st.markdown("\n".join(f"- {plain(note)}" for note in notes))
    if dataset.about.kind == "pictures":
        count = min(_PICTURES, len(dataset.y_train))
        names = [dataset.about.classes[label] for label in dataset.y_train[:count]]
        sentence = BRING["grid"].format(count=count)
        st.caption(sentence)
        st.html(draw_images(dataset.x_train[:count], names, sentence, _GRID_WIDTH))
    else:
        if reading.columns:
            _show_columns(session, reading.columns)
        _show_rows(session, dataset)
    if dataset.about.classes:
        _show_counts(dataset)


def _show_counts(dataset: Dataset) -> None:
    classes = dataset.about.classes
    train, test = (count_classes(each, len(classes)) for each in (dataset.y_train, dataset.y_test))
    sentences = describe_counts(dataset)
    st.caption(plain(" ".join(sentences)))
    figure = plot_class_counts(train, test, classes, "class")
    show_chart(figure, "bring_counts", " ".join((DATA["bars"], *sentences)))


def _describe(about: About) -> str:
    sizes = {"n_train": about.n_train, "n_test": about.n_test, "count": len(about.classes)}
    shown = ", ".join(about.classes[:_NAMES])
    is_long = len(about.classes) > _NAMES
    names = BRING["more_names"].format(names=shown) if is_long else shown
    if about.kind == "pictures":
        height, width = about.shape
        text = BRING["pictures"].format(**sizes, height=height, width=width, names=names)
    elif about.classes:
        text = BRING["table"].format(**sizes, features=about.n_inputs, names=names)
    else:
        values = {"features": about.n_inputs, "answer": about.answer}
        text = BRING["table_number"].format(**sizes, **values)
    most = LIMITS["training_images"].high
    return f"{text} {BRING['at_most'].format(most=most)}" if about.n_train > most else text


def _show_columns(session: Session, columns: tuple[ColumnInfo, ...]) -> None:
    """Draw how each column is used, and why it is not."""
    heads = [Column(BRING["column"], "name"), Column(BRING["use"]), Column(BRING["why"])]
    rows = [
        Row(str(place), [Cell(each.name), Cell(_name_use(each)), Cell(str(each.reason or ""))])
        for place, each in enumerate(columns)
    ]
    st.caption(BRING["columns"])
    show_table(session, "bring_columns", BRING["columns"], heads, rows)


def _name_use(column: ColumnInfo) -> str:
    return BRING[f"use_{column.use.replace(' ', '_')}"]


def _show_rows(session: Session, dataset: Dataset) -> None:
    about, count = dataset.about, min(_ROWS, len(dataset.y_train))
    shown = about.features[:_FEATURES]
    heads = [
        Column(DATA["row"], "name"),
        Column(about.answer),
        *(Column(name, "number") for name in shown),
    ]
    sentence = BRING["rows"].format(count=count)
    st.caption(sentence)
    rows = [_make_row(dataset, place, len(shown)) for place in range(count)]
    show_table(session, "bring_rows", sentence, heads, rows, height=_HEIGHT)


def _make_row(dataset: Dataset, place: int, n_shown: int) -> Row:
    answer = dataset.y_train[place]
    classes = dataset.about.classes
    first = Cell(classes[answer]) if classes else _write(float(answer))
    numbers = map(float, dataset.x_train[place][:n_shown])
    return Row(str(place), [Cell(write_number(place, ","), place), first, *map(_write, numbers)])


def _write(number: float) -> Cell:
    """Return a number with four digits that count, without zeros at its end."""
    short = float(f"{number:.4g}") if np.isfinite(number) else number
    return Cell(write_number(short, "g"), number)
