"""What the network sees and what it says: moves in place, without a flash."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.words import ANSWER, DRAW

__all__ = ["answer_panel", "show_answer"]

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
    """Show the picture of a drawing, the answer and ten bars.

    digit: (28, 28) in [0, 1], or None for an empty one. probabilities: (10,) in [0, 1], or None
    for empty bars. sentence: under the answer, also for those who hear the page. sure: else there
    is a question mark in the answer's place.
    """
    pixels = np.zeros((28, 28), np.float32) if digit is None else digit
    data = _describe(pixels, list(map(str, range(10))), probabilities, sentence)
    _component(key="answer", data=data | {"sure": sure, "empty": DRAW["empty"]})


def show_answer(
    key: str,
    subject: str,
    picture: NDArray[np.float32] | None,
    classes: Sequence[str],
    shares: NDArray[np.float32] | None,
    sentence: str,
) -> None:
    """Show what a network says of any example: the answer, and a bar a class.

    key: the same for the same classes and size of pictures only. subject: another one where the
    example is another one. picture: (height, width) in [0, 1], None of what is none. classes: their
    names. shares: (classes,) in [0, 1], None for empty bars.
    """
    _component(key=key, data=_describe(picture, classes, shares, sentence) | {"subject": subject})


def _describe(
    picture: NDArray[np.float32] | None,
    classes: Sequence[str],
    shares: NDArray[np.float32] | None,
    sentence: str,
) -> dict[str, Any]:
    pixels = b"" if picture is None else np.round(picture * 255).astype(np.uint8).tobytes()
    height, width = (0, 0) if picture is None else picture.shape
    return {
        "classes": list(classes),
        "shape": None if picture is None else picture.shape,
        "pixels": base64.b64encode(pixels).decode(),
        "probabilities": None if shares is None else [round(float(p), 4) for p in shares],
        "sentence": sentence,
        "sure": True,
        "subject": "",
        "empty": "",
        "words": {
            "picture": ANSWER["picture"].format(height=height, width=width),
            "caption": ANSWER["caption"],
        },
    }
