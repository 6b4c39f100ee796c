"""What the chapters talk about: a network that was trained here, and an example."""

import zlib
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from mlp_explorer.arrays import Float32s
from mlp_explorer.charts.images import encode_png
from mlp_explorer.config import TrainConfig
from mlp_explorer.data import About, Dataset, load_dataset, load_prepared, prepare
from mlp_explorer.network import Network
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.learn.steps import Stepped
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import MNIST, Reader
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import EXAMPLE, LEARN, write_number

__all__ = ["choose_subject", "load_examples", "Subject"]

_LABEL, _PLACE, _CLASS = "learn_label", "learn_place", "learn_class"
_N_EXAMPLES, _FIRST = 200, 7
_MOST_NAMED = 6  # numbers of an example that are said in its line

_Choice = tuple[Float32s, float, NDArray[Any]]


class Subject(NamedTuple):
    """session: whose choices the chapters' widgets are. reader: the run and its network. data: what
    the network was trained on. example: as the network takes it, a picture in [0, 1] or a row that
    is scaled. answer: the number of the class that it is meant to be, or the value, as the network
    is taught it. values: the example as `load_dataset` has it."""

    session: Session
    reader: Reader
    data: Dataset
    example: NDArray[np.float32]
    answer: float
    values: NDArray[Any]

    @property
    def record(self) -> RunRecord:
        """The run."""
        return self.reader.record

    @property
    def network(self) -> Network:
        """The run's network after the epoch that is looked at."""
        return self.reader.network

    @property
    def about(self) -> About:
        """What is known of the dataset."""
        return self.data.about

    @property
    def is_digit(self) -> bool:
        """Whether the chapter tells of one of MNIST's digits."""
        return self.about.key == MNIST

    @property
    def example_key(self) -> int:
        """The same for the same example only: for the keys of widgets that belong to it."""
        return zlib.crc32(self.example.tobytes())

    @property
    def stepped(self) -> Stepped:
        """A step of the network on the example."""
        return Stepped(
            self.session,
            self.network,
            self.example,
            self.answer,
            self.layer_names,
            self.input_names,
            self.output_names,
            (self.record.id, self.example_key),
            self.is_digit,
        )

    @property
    def layer_names(self) -> list[str]:
        """What the screen calls the layers, the output included."""
        names = [f"{len(layer.bias)} {layer.activation}" for layer in self.network.layers]
        return [
            LEARN["layer_name"].format(number=number, name=name)
            for number, name in enumerate(names, 1)
        ]

    @property
    def input_names(self) -> list[str]:
        """What the numbers of an example are called."""
        if self.about.kind == "pictures":
            rows, columns = self.about.shape
            places = ((y + 1, x + 1) for y in range(rows) for x in range(columns))
            return [EXAMPLE["pixel"].format(row=row, column=column) for row, column in places]
        count = self.about.n_inputs
        if len(self.about.features) == count:
            return list(self.about.features)
        return [EXAMPLE["input"].format(number=number) for number in range(1, count + 1)]

    @property
    def output_names(self) -> list[str]:
        """What the outputs are called: by their classes, one alone by what it stands for."""
        if len(self.network.layers[-1].bias) > 1:
            return list(self.about.classes)
        return [self.about.classes[1] if self.about.classes else self.about.answer]


def choose_subject(session: Session, reader: Reader, asks: bool) -> Subject:
    """Let a person choose an example: one of the test part, or the own drawing of a digit.

    asks: else nothing is shown, and it is the first one. Raises MLPExplorerError where the dataset
    is not there any more.
    """
    config = reader.record.config
    data = load_dataset(config.dataset, config.options)
    if data.about.key == MNIST:
        choice = _choose_digit(session, data) if asks else _find_digit(data, _FIRST)
    else:
        choice = _choose_example(session, data, config, asks)
    return Subject(session, reader, data, *choice)


def _choose_digit(session: Session, data: Dataset) -> _Choice:
    row = _lay_out_row()
    label = session.choose(
        row.segmented_control,
        LEARN["digit"],
        _LABEL,
        _FIRST,
        options=range(10),
        required=True,
        wrap=True,
    )
    _offer_another(session, row)
    drawn = read_sketch(session.part(Sketchbook).sketch).digit
    mine = session.choose(
        row.toggle,
        LEARN["mine"],
        "learn_mine",
        False,
        disabled=drawn is None,
        help=LEARN["mine_help"],
    )
    choice = _find_digit(data, int(label), session.choices.get(_PLACE, 0))
    if mine and drawn is not None:
        choice = drawn, int(label), drawn
    _show_picture(row, choice[0], LEARN["picture"])
    return choice


def _find_digit(data: Dataset, label: int, place: int = 0) -> _Choice:
    """Return a test image of that digit; another place is another one."""
    places = np.flatnonzero(data.y_test == label)
    image = data.x_test[places[place % len(places)]]
    digit: NDArray[np.float32] = np.divide(image, 255, dtype=np.float32)
    return digit, label, image


def _choose_example(session: Session, data: Dataset, config: TrainConfig, asks: bool) -> _Choice:
    """Return a test example of a class, or of any where the answer is a number."""
    about, places = data.about, np.arange(len(data.y_test))
    row = _lay_out_row() if asks else None
    if about.classes and row is not None:
        label = session.choose(
            row.selectbox,
            EXAMPLE["of_class"],
            f"{_CLASS}_{about.key}",
            0,
            options=range(len(about.classes)),
            format_func=about.classes.__getitem__,
            width=200,
        )
        own = np.flatnonzero(data.y_test == label)
        places = own if len(own) else places  # a class may have no test example
    place = places[session.choices.get(_PLACE, 0) % len(places)]
    values = data.x_test[place]
    example = prepare(values[np.newaxis], *config.data)[0]
    if row is not None:
        _offer_another(session, row)
        if about.kind == "pictures":
            _show_picture(row, example, EXAMPLE["picture"])
        else:
            st.caption(_describe_row(data, values, data.y_test[place].item()))
    return example, load_prepared(*config.data).y_test[place].item(), values


def _describe_row(data: Dataset, values: NDArray[Any], answer: float) -> str:
    """Say what the example is: its numbers by their names, and what is right."""
    about = data.about
    named = list(zip(about.features, values.tolist(), strict=False))
    parts = [
        EXAMPLE["named"].format(name=plain(name), value=write_number(value, ".4g"))
        for name, value in named[:_MOST_NAMED]
    ]
    if len(named) > _MOST_NAMED:
        parts.append(EXAMPLE["more"].format(count=len(named) - _MOST_NAMED))
    right = about.classes[int(answer)] if about.classes else write_number(answer, ".4g")
    return EXAMPLE["row"].format(numbers=", ".join(parts), right=plain(right))


def load_examples(config: TrainConfig) -> tuple[Float32s, NDArray[Any]]:
    """Return some test examples as the network takes them, (200, …), and their answers as it is
    taught them.

    Raises MLPExplorerError where the dataset is not there any more.
    """
    data = load_dataset(config.dataset, config.options)
    examples = prepare(data.x_test[:_N_EXAMPLES], *config.data)
    return examples, load_prepared(*config.data).y_test[:_N_EXAMPLES]


def _lay_out_row() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")


def _offer_another(session: Session, row: DeltaGenerator) -> None:
    row.button(
        LEARN["another"],
        icon=":material/refresh:",
        key="learn_another",
        on_click=session.ask,
        args=(_advance,),
    )


def _show_picture(row: DeltaGenerator, picture: Float32s, alt: str) -> None:
    pixels = np.round(picture * 255).astype(np.uint8)
    row.html(
        f'<img alt="{alt}" src="{encode_png(pixels)}" style="width:56px;'
        'image-rendering:pixelated;border-radius:6px;display:block">',
        width=56,
    )


def _advance(session: Session) -> None:
    session.choices[_PLACE] = session.choices.get(_PLACE, 0) + 1
