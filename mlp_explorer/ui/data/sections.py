"""What the Data page shows of datasets of all kinds."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.charts.classes import describe_class_counts, plot_class_counts
from mlp_explorer.data import About, Dataset, count_classes
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.plain import plain
from mlp_explorer.words import CLASS, DATA

__all__ = ["describe_counts", "find_class_kind", "show_counts", "show_shapes", "split"]


def split() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two places beside each other: for words and controls, and for what they are about."""
    left, right = st.columns([2, 3], gap="medium")
    return left, right


def find_class_kind(about: About) -> str:
    """Return what a class is called: its key in `words.CLASS`."""
    return "digit" if about.answer == "digit" else "class"


def show_shapes(dataset: Dataset, sentence: str) -> None:
    """Print the four shapes as the tutorial does, and say what they mean."""
    st.markdown(sentence)
    arrays = dict(zip(dataset._fields, dataset[:4], strict=False))  # and `about`, which is none
    shapes = (f"{name}: {array.shape}" for name, array in arrays.items())
    # `st.code` would fetch a highlighter for all languages, 1.6 MB, and take a second to start it
    st.container(key="data_shapes").text("\n".join(shapes))


def describe_counts(dataset: Dataset) -> list[str]:
    """Return a sentence on how often each class occurs in training, and one on the test."""
    classes, kind = dataset.about.classes, find_class_kind(dataset.about)
    parts = {"training": dataset.y_train, "test": dataset.y_test}
    counts = {part: count_classes(labels, len(classes)) for part, labels in parts.items()}
    return [
        DATA[part].format(sentence=describe_class_counts(counted, classes, kind))
        for part, counted in counts.items()
    ]


def show_counts(dataset: Dataset) -> None:
    """Draw how often each class occurs, and what who always answers the same gets right."""
    left, right = split()
    classes, kind = dataset.about.classes, find_class_kind(dataset.about)
    train, test = (count_classes(each, len(classes)) for each in (dataset.y_train, dataset.y_test))
    sentences = describe_counts(dataset)
    most = train.argmax()
    left.subheader(CLASS[kind]["counts"], anchor=False)
    left.markdown("\n\n".join(map(plain, sentences)))
    guessing = CLASS[kind]["guessing"]
    left.markdown(
        guessing.format(name=plain(classes[most]), share=100 * test[most] / max(test.sum(), 1))
    )
    figure, alt = (
        plot_class_counts(train, test, classes, kind),
        " ".join((DATA["bars"], *sentences)),
    )
    with right:
        show_chart(figure, f"data_counts_{dataset.about.key}", alt)
