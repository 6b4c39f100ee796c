"""Points on a plane: where they lie, and how many there are of each class."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.charts.points import Points, plot_points
from mlp_explorer.data import Dataset
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.data.sections import describe_counts, show_counts, show_shapes
from mlp_explorer.ui.session import Session
from mlp_explorer.words import DATA, DATASET_NAME

__all__ = ["show_plane"]


def show_plane(
    session: Session, dataset: Dataset, left: DeltaGenerator, right: DeltaGenerator
) -> None:
    """Draw the points and their counts, the points into these two places."""
    about = dataset.about
    with left:
        sizes = {"n_train": about.n_train, "n_test": about.n_test}
        show_shapes(dataset, DATA["plane_shapes"].format(**sizes))
        st.header(DATA["points"], anchor=False)
        st.markdown(DATA["points_note"])
    train, test = Points(dataset.x_train, dataset.y_train), Points(dataset.x_test, dataset.y_test)
    sentences = " ".join(describe_counts(dataset))
    alt = DATA["points_alt"].format(about=DATASET_NAME[about.key]["help"], sentences=sentences)
    figure = plot_points(train, test, about.classes, about.features)
    with right, st.container(key="data_plane"):
        show_chart(figure, f"data_points_{about.key}", alt)
    show_counts(dataset)
