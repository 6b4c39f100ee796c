"""A neuron's pixels, weights and products, to paint on and to point at."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.components.files import read_files, write_key
from mlp_explorer.ui.session import Session
from mlp_explorer.words import NEURON

__all__ = ["show_weighed_pixels"]

_PIXELS = {str(number) for number in range(28 * 28)}
_component = st.components.v2.component(
    "mlp_explorer_weighed_pixels",
    html='<div class="weighed-pixels"></div>',
    css=read_files("weighed_pixels.css"),
    js=load_module("weighed_pixels"),
)


def show_weighed_pixels(
    session: Session,
    digit: NDArray[np.float32],
    weights: NDArray[np.float32],
    scale: float,
    key: str,
) -> NDArray[np.float32]:
    """Show a digit, a neuron's weights and the products; return the digit as it was painted on.

    digit: (28, 28) in [0, 1]. weights: (784,). scale: what the network takes for a pixel of 1.
    key: another one begins with the digit as it is.
    """
    key = write_key(key)
    session.inputs.listen(key, lambda said: session.choices.update({key: _read_ink(said)}))
    ink = session.choices.get(key, {})
    data = {
        "pixels": _encode(digit.ravel()),
        "weights": _encode(weights),
        "scale": float(scale),
        "ink": ink,
        "words": dict(NEURON) | {"pixels": NEURON["pixels"].format(top=f"{scale:g}")},
    }
    _component(key=key, data=data, on_said_change=lambda: None)
    return repaint(digit, ink)


def repaint(digit: NDArray[np.float32], ink: Mapping[str, float]) -> NDArray[np.float32]:
    """Return a digit with other ink, in [0, 1], at some pixels; the key is a pixel's number."""
    painted = digit.copy()
    for number, value in _read_ink(ink).items():
        painted.flat[int(number)] = min(max(value, 0.0), 1.0)
    return painted


def _read_ink(said: Any) -> dict[str, float]:
    """Return the ink of each pixel that was painted on, as far as it can be read."""
    ink = said if isinstance(said, dict) else {}
    return {
        number: value
        for number, value in ink.items()
        if number in _PIXELS and isinstance(value, int | float)
    }


def _encode(values: NDArray[np.float32]) -> str:
    """Return float32 numbers, the lowest byte first, in base64."""
    return base64.b64encode(values.astype("<f4").tobytes()).decode()
