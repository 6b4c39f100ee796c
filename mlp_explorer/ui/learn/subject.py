"""What the chapters talk about: a network that was trained here, and a digit."""

import zlib
from typing import NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.images import encode_png
from mlp_explorer.data import load_dataset
from mlp_explorer.network import Network
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.draw.answer import Reader
from mlp_explorer.ui.draw.sketch import get_sketch, read_sketch
from mlp_explorer.words import LEARN

__all__ = ["choose_subject", "load_examples", "Subject"]

_LABEL, _PLACE, _DRAWN = "learn_label", "learn_place", "drawn"
_N_EXAMPLES, _FIRST = 200, 7


class Subject(NamedTuple):
    """reader: the run and its network. digit: (28, 28) float32 in [0, 1]; label: what it is meant
    to be."""

    reader: Reader
    digit: NDArray[np.float32]
    label: int

    @property
    def record(self) -> RunRecord:
        """The run."""
        return self.reader.record

    @property
    def network(self) -> Network:
        """The run's network after the epoch that is looked at."""
        return self.reader.network

    @property
    def digit_key(self) -> int:
        """The same for the same digit only: for the keys of widgets that belong to it."""
        return zlib.crc32(self.digit.tobytes())

    @property
    def layer_names(self) -> list[str]:
        """What the screen calls the layers, the output included."""
        names = [f"{len(layer.bias)} {layer.activation}" for layer in self.network.layers]
        return [
            LEARN["layer_name"].format(number=number, name=name)
            for number, name in enumerate(names, 1)
        ]


def choose_subject(reader: Reader, asks: bool) -> Subject:
    """Let a person choose a digit: one of the test images, or the own drawing.

    asks: else nothing is shown, and the digit is a test image.
    """
    if not asks:
        return Subject(reader, _find_example(_FIRST), _FIRST)
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    label = row.segmented_control(
        LEARN["digit"],
        range(10),
        default=_FIRST,
        required=True,
        key=_LABEL,
        persist_state="session",
        wrap=True,
    )
    row.button(LEARN["another"], icon=":material/refresh:", key="learn_another", on_click=_advance)
    drawn = read_sketch(get_sketch()).digit
    mine = row.toggle(
        LEARN["mine"], key="learn_mine", disabled=drawn is None, help=LEARN["mine_help"]
    )
    digit = drawn if mine and drawn is not None else _find_example(int(label))
    pixels = np.round(digit * 255).astype(np.uint8)
    row.html(
        f'<img alt="{LEARN["picture"]}" src="{encode_png(pixels)}" style="width:56px;'
        'image-rendering:pixelated;border-radius:6px;display:block">',
        width=56,
    )
    return Subject(reader, digit, int(label))


def _find_example(label: int) -> NDArray[np.float32]:
    """Return a test image of that digit; the next one each time that another is asked for."""
    data = load_dataset("mnist")
    places = np.flatnonzero(data.y_test == label)
    place = places[st.session_state.get(_PLACE, 0) % len(places)]
    digit: NDArray[np.float32] = np.divide(data.x_test[place], 255, dtype=np.float32)
    return digit


def load_examples() -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return some test images, (200, 28, 28) in [0, 1], and their digits."""
    data = load_dataset("mnist")
    images = np.divide(data.x_test[:_N_EXAMPLES], 255, dtype=np.float32)
    return images, data.y_test[:_N_EXAMPLES]


def _advance() -> None:
    st.session_state[_PLACE] = st.session_state.get(_PLACE, 0) + 1
