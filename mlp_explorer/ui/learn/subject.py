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
from mlp_explorer.ui.reader import Reader
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import LEARN

__all__ = ["choose_subject", "load_examples", "Subject"]

_LABEL, _PLACE, _DRAWN = "learn_label", "learn_place", "drawn"
_N_EXAMPLES, _FIRST = 200, 7


class Subject(NamedTuple):
    """session: whose choices the chapters' widgets are. reader: the run and its network. digit:
    (28, 28) float32 in [0, 1]; label: what it is meant to be."""

    session: Session
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


def choose_subject(session: Session, reader: Reader, asks: bool) -> Subject:
    """Let a person choose a digit: one of the test images, or the own drawing.

    asks: else nothing is shown, and the digit is a test image.
    """
    if not asks:
        return Subject(session, reader, _find_example(_FIRST), _FIRST)
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    label = session.choose(
        row.segmented_control,
        LEARN["digit"],
        _LABEL,
        _FIRST,
        options=range(10),
        required=True,
        wrap=True,
    )
    row.button(
        LEARN["another"],
        icon=":material/refresh:",
        key="learn_another",
        on_click=session.ask,
        args=(_advance,),
    )
    drawn = read_sketch(session.part(Sketchbook).sketch).digit
    mine = session.choose(
        row.toggle,
        LEARN["mine"],
        "learn_mine",
        False,
        disabled=drawn is None,
        help=LEARN["mine_help"],
    )
    place = session.choices.get(_PLACE, 0)
    digit = drawn if mine and drawn is not None else _find_example(int(label), place)
    pixels = np.round(digit * 255).astype(np.uint8)
    row.html(
        f'<img alt="{LEARN["picture"]}" src="{encode_png(pixels)}" style="width:56px;'
        'image-rendering:pixelated;border-radius:6px;display:block">',
        width=56,
    )
    return Subject(session, reader, digit, int(label))


def _find_example(label: int, place: int = 0) -> NDArray[np.float32]:
    """Return a test image of that digit; another place is another one."""
    data = load_dataset("mnist")
    places = np.flatnonzero(data.y_test == label)
    image = data.x_test[places[place % len(places)]]
    digit: NDArray[np.float32] = np.divide(image, 255, dtype=np.float32)
    return digit


def load_examples() -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return some test images, (200, 28, 28) in [0, 1], and their digits."""
    data = load_dataset("mnist")
    images = np.divide(data.x_test[:_N_EXAMPLES], 255, dtype=np.float32)
    return images, data.y_test[:_N_EXAMPLES]


def _advance(session: Session) -> None:
    session.choices[_PLACE] = session.choices.get(_PLACE, 0) + 1
