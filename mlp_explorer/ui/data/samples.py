"""Which training examples are shown: of all classes or of one, the first ones or random ones."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from mlp_explorer.data import About, Dataset
from mlp_explorer.ui.data.sections import find_class_kind
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.session import Session
from mlp_explorer.words import CLASS, DATA, SAMPLE

__all__ = ["choose_samples"]

_FILTER, _SEED = "data_filter", "data_seed"
_ALL = ""  # no class is called so


def choose_samples(
    session: Session, dataset: Dataset, kind: str, most: int
) -> tuple[NDArray[np.intp], str]:
    """Draw the controls; return places in the training part, `most` at most, and a sentence on
    which these are. kind: of the examples, a key of `words.SAMPLE`."""
    about = dataset.about
    chosen = _choose_class(session, about) if about.classes else _ALL
    with st.container(horizontal=True):
        st.button(
            DATA["reshuffle"],
            type="primary",
            key="data_reshuffle",
            on_click=session.ask,
            args=(_reshuffle,),
        )
        st.button(
            DATA["first"].format(count=most),
            key="data_first",
            on_click=session.ask,
            args=(_show_first,),
        )
    seed = session.choices.get(_SEED)
    places = _find_places(dataset, chosen, seed)[:most]
    order = "first" if seed is None else "random"
    sentence = SAMPLE[kind][order if chosen == _ALL else f"{order}_of"]
    return places, sentence.format(count=len(places), name=chosen)


def _choose_class(session: Session, about: About) -> str:
    """Draw the choice of a class; return its name, or `_ALL`."""
    chosen: str = session.choose(
        st.pills,
        CLASS[find_class_kind(about)]["label"],
        _FILTER,
        _ALL,
        options=[_ALL, *about.classes],
        format_func=lambda name: DATA["all"] if name == _ALL else plain(name),
        required=True,
        wrap=True,
    )
    return chosen


def _find_places(dataset: Dataset, chosen: str, seed: int | None) -> NDArray[np.intp]:
    if chosen == _ALL:
        places = np.arange(len(dataset.y_train))
    else:
        places = np.flatnonzero(dataset.y_train == dataset.about.classes.index(chosen))
    return places if seed is None else np.random.default_rng(seed).permutation(places)


def _reshuffle(session: Session) -> None:
    session.choices[_SEED] = int(np.random.default_rng().integers(2**32))


def _show_first(session: Session) -> None:
    session.choices[_SEED] = None
