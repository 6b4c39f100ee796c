"""Answers that are numbers: how they follow from the inputs, and how they are spread."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.charts.numbers import plot_heights, plot_relation, plot_spread
from mlp_explorer.data import Dataset
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.data.sections import show_shapes, split
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DATA, DATASET_NAME, write_short

__all__ = ["show_curve", "show_heights", "show_relation", "show_spread"]


def show_curve(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """Draw the points of a curve, and how its answers are spread."""
    about = dataset.about
    figure = plot_relation(
        (dataset.x_train[:, 0], dataset.y_train),
        (dataset.x_test[:, 0], dataset.y_test),
        about.features[0],
        about.answer,
    )
    _show_points(dataset, "curve_shapes", left)
    with right:
        show_chart(figure, f"data_points_{about.key}", _tell(dataset))
    show_spread(dataset)


def show_heights(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """Draw the points of a plane by their heights, and how these are spread."""
    about = dataset.about
    figure = plot_heights(
        (dataset.x_train, dataset.y_train),
        (dataset.x_test, dataset.y_test),
        about.features,
        about.answer,
    )
    _show_points(dataset, "heights_shapes", left)
    with right, st.container(key="data_plane"):
        show_chart(figure, f"data_points_{about.key}", _tell(dataset))
    show_spread(dataset)


def _show_points(dataset: Dataset, shapes: str, left: DeltaGenerator) -> None:
    about = dataset.about
    with left:
        show_shapes(dataset, DATA[shapes].format(n_train=about.n_train, n_test=about.n_test))
        st.header(DATA["points"], anchor=False)
        st.markdown(DATA["numbers_note"])


def _tell(dataset: Dataset) -> str:
    about = DATASET_NAME[dataset.about.key]["help"]
    return DATA["points_alt"].format(about=about, sentences=_describe(dataset.y_train, "training"))


def show_relation(dataset: Dataset, place: int) -> None:
    """Draw how the answer goes with one of the features of a table."""
    about = dataset.about
    feature, parts = about.features[place], (dataset.x_train, dataset.x_test)
    train, test = (part[:, place] for part in parts)
    figure = plot_relation((train, dataset.y_train), (test, dataset.y_test), feature, about.answer)
    same = np.ptp(train) == 0 or np.ptp(dataset.y_train) == 0
    share = 0.0 if same else float(np.corrcoef(train, dataset.y_train)[0, 1])
    note = DATA["correlation"].format(feature=feature, answer=about.answer, share=share)
    show_chart(figure, f"data_relation_{about.key}", note)
    st.caption(plain(note))


def show_spread(dataset: Dataset) -> None:
    """Draw how the answers are spread, and what who always says their mean does."""
    about, train, test = dataset.about, dataset.y_train, dataset.y_test
    left, right = split()
    said = [_describe(train, "training"), _describe(test, "test")]
    mean = float(train.mean(dtype=np.float64))
    with left:
        st.subheader(DATA["answers"].format(answer=plain(about.answer)), anchor=False)
        st.markdown("\n\n".join(map(plain, said)))
        off = float(np.abs(test - mean).mean(dtype=np.float64)) if len(test) else 0.0
        note = DATA["mean_guess"].format(mean=write_short(mean), off=write_short(off))
        st.markdown(plain(note))
    with right:
        figure = plot_spread(train, test, about.answer)
        show_chart(figure, f"data_spread_{about.key}", " ".join(said))


def _describe(answers: np.ndarray, part: str) -> str:
    numbers = {"low": answers.min(), "high": answers.max(), "mean": answers.mean(dtype=np.float64)}
    texts = {key: write_short(number) for key, number in numbers.items()}
    sentence = DATA["feature_range"].format(name=DATA["answer_range"], **texts)
    return DATA[part].format(sentence=sentence)
