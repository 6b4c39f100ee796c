"""What the network sees and what it says: moves in place, without a flash."""

import base64

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.words import ANSWER, DRAW

__all__ = ["answer_panel"]

_component = st.components.v2.component(
    "mlp_explorer_answer",
    html='<div class="answer"></div>',
    css=read_files("heard.css", "answer.css"),
    js=load_module("answer"),
)


def answer_panel(
    digit: NDArray[np.float32] | None,
    probabilities: NDArray[np.float32] | None,
    sentence: str,
    sure: bool = True,
) -> None:
    """Show the picture, the answer and ten bars.

    digit: (28, 28) in [0, 1], or None for an empty one. probabilities: (10,) in [0, 1], or None
    for empty bars. sentence: under the answer, also for those who hear the page. sure: else there
    is a question mark in the answer's place.
    """
    pixels = np.zeros((28, 28), np.uint8) if digit is None else np.round(digit * 255)
    encoded = base64.b64encode(pixels.astype(np.uint8).tobytes()).decode()
    values = None if probabilities is None else [round(float(p), 4) for p in probabilities]
    data = {
        "pixels": encoded,
        "probabilities": values,
        "sentence": sentence,
        "sure": sure,
        "empty": DRAW["empty"],
        "words": dict(ANSWER),
    }
    _component(key="answer", data=data)
