"""Small pictures beside a setting, of what it does."""

import numpy as np
import streamlit as st

from mlp_explorer.charts.images import draw_images
from mlp_explorer.data import load_dataset
from mlp_explorer.data.distortion import N_DRAWS, distort
from mlp_explorer.words import BUILDER

__all__ = ["draw_distortions"]

_DIGITS, _VERSIONS = 10, 2


def draw_distortions(kind: str) -> str:
    """Return the first ten training images, and below them how this augmentation varies them."""
    return _draw(kind, BUILDER["distortions"])


@st.cache_data(show_spinner=False)
def _draw(kind: str, sentence: str) -> str:
    images, digits, *_ = load_dataset()
    images, digits = images[:_DIGITS], digits[:_DIGITS]
    rng = np.random.default_rng(0)
    rows = [images]
    for _ in range(_VERSIONS):
        draws = rng.random((_DIGITS, N_DRAWS), dtype=np.float32)
        rows.append(distort(images, draws, kind).round().astype(np.uint8))
    digits = np.tile(digits, len(rows))
    return draw_images(np.concatenate(rows), digits, sentence)
