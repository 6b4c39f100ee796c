"""Why this digit and not another: three maps of reasons, strokes to erase, look-alikes."""

from functools import lru_cache

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.charts.attribution import draw_attribution, fade_ink
from mlp_explorer.charts.images import draw_images, encode_png
from mlp_explorer.data import load_dataset
from mlp_explorer.network.attribution import (
    compute_gradient,
    compute_score,
    integrate_gradients,
    occlude,
)
from mlp_explorer.network.erasing import Erasure, list_erasures
from mlp_explorer.network.gradients import ask
from mlp_explorer.network.neighbours import find_nearest, read_features
from mlp_explorer.ui.draw.answer import Answer
from mlp_explorer.ui.reader import ReaderKey
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sketch import Sketch, SketchReading, make_objects
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import WHY, write_percent

__all__ = ["show_why"]

_N_COMPARED = 10_000  # training images among which the nearest are looked for
_N_NEAREST = 10
_MOST_ERASURES = 6
_ALL = -1  # in place of a rival: all other digits


def show_why(session: Session, answer: Answer, reading: SketchReading) -> None:
    """Show what speaks for the answer, or for it against a rival that is chosen here."""
    first = int(answer.probabilities.argmax())
    rival = _choose_rival(session, answer, first)
    _show_maps(answer, first, rival)
    _show_erasures(session, answer, reading)
    _show_nearest(answer)


def _choose_rival(session: Session, answer: Answer, first: int) -> int | None:
    """Let a person choose against which digit reasons are wanted."""
    order = [int(digit) for digit in np.argsort(answer.probabilities)[::-1] if digit != first]
    label = {_ALL: WHY["all"]} | {
        digit: f"{digit} ({write_percent(answer.probabilities[digit])})" for digit in order
    }
    chosen = session.choose(
        st.selectbox,
        WHY["rival"].format(answer=first),
        f"draw_rival_{first}",
        order[0],
        options=[_ALL, *order],
        format_func=label.__getitem__,
        help=WHY["rival_help"],
        width=320,
    )
    return None if chosen == _ALL else chosen


def _show_maps(answer: Answer, first: int, rival: int | None) -> None:
    network, digit, direction = answer.reader.network, answer.digit, ask(first, rival)
    integrated = integrate_gradients(network, digit, direction)
    empty, score = compute_score(network, np.stack([np.zeros_like(digit), digit]), direction)
    maps = {
        "integrated": integrated,
        "occlusion": occlude(network, digit, direction),
        "gradient": compute_gradient(network, digit, direction),
    }
    against = WHY["against_all"] if rival is None else WHY["against_one"].format(rival=rival)
    st.markdown(
        WHY["score"].format(answer=first, against=against, score=score, empty=empty)
        + " "
        + _balance(integrated)
    )
    values = {"answer": first, "against": against}
    row = st.container(horizontal=True, gap="medium", key="draw_maps")
    for name, picture in maps.items():
        title, sentence = WHY[name], WHY[f"{name}_help"].format(**values)
        row.container(width=224).html(draw_attribution(digit, picture, title, sentence))


def _balance(integrated: NDArray[np.float32]) -> str:
    return WHY["balance"].format(
        more=integrated[integrated > 0].sum(), less=-integrated[integrated < 0].sum()
    )


def _show_erasures(session: Session, answer: Answer, reading: SketchReading) -> None:
    """Offer to erase what changes the answer most."""
    erasures = list_erasures(answer.reader.network, reading.strokes)[:_MOST_ERASURES]
    if not erasures:
        return
    st.markdown(f"**{WHY['erase']}** {_sum_up(erasures)}")
    row = st.container(horizontal=True, gap="medium", key="draw_erasures")
    book = session.part(Sketchbook)
    for number, erasure in enumerate(erasures):
        with row.container(width=112):
            source = encode_png(fade_ink(answer.digit, erasure.ink))
            alt = WHY["erase_picture"].format(name=erasure.name)
            st.html(
                f'<img alt="{alt}" src="{source}" style="width:100%;'
                'image-rendering:pixelated;border-radius:6px;display:block">'
            )
            st.button(
                WHY["erased"].format(answer=erasure.answer, share=write_percent(erasure.share)),
                key=f"draw_erase_{number}",
                help=WHY["erase_help"].format(name=erasure.name),
                on_click=session.ask,
                args=(_put_strokes, erasure.rest, book.sketch, book.heard),
                width="stretch",
            )


def _sum_up(erasures: list[Erasure]) -> str:
    most = erasures[0]
    kind = "changes" if most.changes else "keeps"
    return WHY[kind].format(name=most.name, answer=most.answer)


def _put_strokes(
    session: Session, strokes: list[NDArray[np.float64]], before: Sketch, at: int
) -> None:
    book = session.part(Sketchbook)
    objects = make_objects(strokes, book.pen_px)
    book.put(before._replace(objects=objects), at)  # a sheet of paper stays below them


def _show_nearest(answer: Answer) -> None:
    images, labels = _read_training_images()
    features = _read_features(ReaderKey(answer.reader))
    nearest = find_nearest(answer.reader.network, answer.digit, features, _N_NEAREST)
    first = int(answer.probabilities.argmax())
    same = int((labels[nearest.places] == first).sum())
    sentence = WHY["nearest"].format(same=same, count=_N_NEAREST, answer=first, all=_N_COMPARED)
    st.markdown(f"**{WHY['nearest_title']}** {sentence}")
    st.html(draw_images(images[nearest.places], labels[nearest.places], WHY["nearest_title"]))


def _read_training_images() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    data = load_dataset("mnist")
    return data.x_train[:_N_COMPARED], data.y_train[:_N_COMPARED]


@lru_cache(maxsize=2)  # 20 MB each at most
def _read_features(key: ReaderKey) -> NDArray[np.float16]:
    return read_features(key.network, _read_training_images()[0])
