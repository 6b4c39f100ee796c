"""Small pictures beside a setting, of what it does."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.images import draw_images
from mlp_explorer.data import About, load_dataset
from mlp_explorer.data.distortion import N_DRAWS, distort
from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.words import BUILDER

__all__ = ["draw_distortions"]

_DIGITS, _VERSIONS = 10, 2


def draw_distortions(kind: str, about: About) -> str:
    """Return the first ten training images of a dataset, MNIST's where that is not here, and below
    them how this augmentation varies them."""
    return _draw(kind, about.key if is_here(about) else "mnist", BUILDER["distortions"])


@st.cache_data(show_spinner=False)
def _draw(kind: str, name: str, sentence: str) -> str:
    data = load_dataset(name)
    images = data.x_train[:_DIGITS]
    names = [data.about.classes[label] for label in data.y_train[:_DIGITS]]
    rng = np.random.default_rng(0)
    rows = [images]
    for _ in range(_VERSIONS):
        draws = rng.random((_DIGITS, N_DRAWS), dtype=np.float32)
        rows.append(distort(images, draws, kind).round().astype(np.uint8))
    return draw_images(np.concatenate(rows), names * len(rows), sentence)
