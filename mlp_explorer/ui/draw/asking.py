"""The page for networks that have learned something else than MNIST: what do they answer?"""

from functools import partial
from typing import Any, NamedTuple

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.config import TrainConfig
from mlp_explorer.data import About, Dataset, prepare
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.network.classes import read_shares
from mlp_explorer.ui.components import note_news, show_answer, watch_runs
from mlp_explorer.ui.draw.answer import name_time
from mlp_explorer.ui.draw.canvas import show_canvas, show_pictures, show_samples
from mlp_explorer.ui.draw.notice import show_notice
from mlp_explorer.ui.draw.number import show_all_answers, show_number
from mlp_explorer.ui.draw.question import (
    Example,
    bring_into_form,
    can_draw,
    is_of_digits,
    load_example,
)
from mlp_explorer.ui.draw.question_form import show_choice, show_numbers
from mlp_explorer.ui.draw.reasons import show_reasons
from mlp_explorer.ui.draw.who import show_who
from mlp_explorer.ui.own_data import load_allowed
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader, find_config, load_reader
from mlp_explorer.ui.session import Session, live
from mlp_explorer.ui.sketch import CANVAS_PX, read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import ASK, DATASET_NAME, DRAW, write_number, write_percent, write_short

__all__ = ["show_asking"]

_FORM_PX, _ANSWER_PX, _SAMPLES_PX = 600, 440, 330


class _Asked(NamedTuple):
    """values: a row or a picture, as `load_dataset` has them, None where there is nothing to read.
    note: what is right, as far as that is known, or why there is nothing."""

    values: NDArray[Any] | None
    note: str


@st.fragment
@live
def show_asking(session: Session) -> None:
    """Everything that changes with a number, a stroke, or with the network's weights."""
    record = session.get_run()
    news = note_news(record)
    reader = load_reader(session, record)
    config = find_config(session, record)
    about = config.about
    with st.container(
        key="draw_reader", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        st.title(ASK["title"], anchor=False, width="content")
        show_who(session, record, reader, is_asked=True)
    if about.key in DATASET_NAME:
        words = DATASET_NAME[about.key]
        st.caption(ASK["dataset"].format(name=words["label"], help=words["help"]))
    _show_example(session, reader, config)
    watch_runs(news)


def _show_example(session: Session, reader: Reader | None, config: TrainConfig) -> None:
    try:
        data = load_allowed(session, config)
    except MLPExplorerError as error:  # own data that has been thrown away
        st.error(plain(error))
        return
    example, is_drawable = load_example(session, data), can_draw(data.about)
    asked = _find_asked(session, data, example)
    is_picture = data.about.kind == "pictures"
    row = st.container(horizontal=True, gap="medium", key="draw_row" if is_picture else "ask_row")
    if is_drawable:
        with row.container(width=CANVAS_PX):
            show_canvas(session)
    if not is_picture:
        with row.container(width=_FORM_PX, key="ask_form"):
            show_choice(session, data, example)
            show_numbers(session, data, example, config.n_train)
    with row.container(width=_ANSWER_PX, gap="small", key="ask_answer"):
        answer, number = None, None
        if data.about.classes:
            answer = _show_answer(reader, data.about, asked)
        else:
            number = show_number(reader, data.about, *asked)
        if is_picture:
            show_choice(session, data, example)
    if is_drawable:
        with row.container(width=_SAMPLES_PX):
            if is_of_digits(data.about):
                show_samples(session)
            show_pictures(session)
            show_notice(session)
    if reader is None or asked.values is None:
        return
    with row.container(key="ask_inputs"):
        if answer is not None:
            show_reasons(reader, data, asked.values, answer)
        elif number is not None:
            _show_number_reasons(reader, data, asked.values, number)


def _show_number_reasons(
    reader: Reader, data: Dataset, values: NDArray[Any], number: float
) -> None:
    if data.about.n_inputs > 1:
        show_reasons(reader, data, values)
    show_all_answers(reader, data, values, number)


def _find_asked(session: Session, data: Dataset, example: Example) -> _Asked:
    """Return what is on the canvas, if there is something, else the example."""
    about, sketch = data.about, session.part(Sketchbook).sketch
    if sketch.is_empty or not can_draw(about):
        words = ASK["changed" if example.n_changed else "right"]
        right = about.classes[int(example.answer)] if about.classes else write_short(example.answer)
        return _Asked(example.values, words.format(right=right, count=example.n_changed))
    reading = read_sketch(sketch)
    if reading.digit is None:
        return _Asked(None, reading.problem)
    return _Asked(bring_into_form(reading.digit, data), ASK["no_verdict"])


def _show_answer(reader: Reader | None, about: About, asked: _Asked) -> int | None:
    """Show what the network says of it; return the class, None where it has no answer."""
    values = np.zeros(about.shape) if asked.values is None else asked.values
    picture = np.asarray(values / about.white, np.float32) if about.kind == "pictures" else None
    subject = f"{values.tolist()} {asked.note}"
    show = partial(show_answer, f"answer_{about.key}", subject, picture, about.classes)
    if asked.values is None or reader is None:
        show(None, asked.note if asked.values is None else DRAW["nobody"])
        return None
    config = reader.record.config
    outputs = reader.network.predict(prepare(values[np.newaxis], *config.data))
    if not np.isfinite(outputs).all():
        show(None, DRAW["broken"])
        return None
    shares = read_shares(config.head, outputs)[0]
    answer = int(shares.argmax())
    says = ASK["says"].format(answer=about.classes[answer], share=write_percent(shares[answer]))
    time = DRAW[name_time(reader)].format(epoch=reader.snapshot.epoch)
    show(shares, f"{says} {time} {asked.note}".strip())
    _explain_outputs(reader, about, outputs[0])
    return answer


def _explain_outputs(reader: Reader, about: About, outputs: NDArray[np.float32]) -> None:
    """Say what stands behind the shares, where they are not the outputs of a softmax."""
    head = reader.record.config.head
    if len(outputs) == 1:
        first, second = map(plain, about.classes)
        output = write_number(float(outputs[0]), ".3f")
        st.caption(ASK[head.target].format(output=output, first=first, second=second))
    elif head.output == "sigmoid":
        st.caption(ASK["sigmoids"])
