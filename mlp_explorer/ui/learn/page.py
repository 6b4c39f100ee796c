"""The Learn page: the chapters, each with its text, its figure and its question."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from mlp_explorer.lessons import LESSONS, Lesson, load_lesson
from mlp_explorer.ui.actions import find_last_run, is_going_on, start_training, train_tutorial
from mlp_explorer.ui.components import note_news, print_page, watch_runs
from mlp_explorer.ui.last_run import offer_last_run
from mlp_explorer.ui.learn import (
    activations,
    backpropagation,
    experiments,
    forward,
    losses,
    neuron,
    optimizers,
)
from mlp_explorer.ui.learn.subject import Subject, choose_subject
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import MNIST, Reader, find_config, load_reader, offer_newest
from mlp_explorer.ui.session import Session, live
from mlp_explorer.words import CONTROLS, DATASET_NAME, DRAW, LEARN, write_title

__all__ = ["CHAPTER", "show"]

CHAPTER = "learn_chapter"  # key of the chapter in `Session.choices`
_FIGURES: dict[str, Callable[[Subject], None]] = {
    "neuron": neuron.show,
    "activations": activations.show,
    "forward": forward.show,
    "losses": losses.show,
    "backpropagation": backpropagation.show,
    "optimizers": optimizers.show,
}
# what chapters show where no network reads digits
_ALONE: dict[str, Callable[[Session], None]] = {
    "losses": losses.show_shares,
    "optimizers": optimizers.show_walks,
}


def show(session: Session) -> None:
    """Draw the page."""
    name: str = session.choose(
        st.segmented_control,
        LEARN["chapter"],
        CHAPTER,
        LESSONS[0],
        options=LESSONS,
        required=True,
        format_func=lambda each: f"{LESSONS.index(each) + 1}. {load_lesson(each).title}",
        label_visibility="collapsed",
    )
    lesson = load_lesson(name)
    st.title(lesson.title, anchor=False)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.markdown(lesson.text)
        st.markdown(f"**{LEARN['try']}** {lesson.task}")
        _ask(session, lesson)
        with_answer = _offer_printing(session, name)
    with right, st.container(key="learn_figure"):
        _show_figure(session, lesson)
    _offer_next(session, name)
    if with_answer:
        _print_answer(lesson)


@st.fragment
@live
def _show_figure(session: Session, lesson: Lesson) -> None:
    """What moves with a slider or with the network's weights, and nothing else."""
    if lesson.name == "experiments":
        experiments.show(session)
        return
    record = session.get_run()
    news = note_news(record)
    reader = load_reader(session, record)
    dataset = find_config(session, record).dataset
    if dataset != MNIST:
        _offer_tutorial(session, dataset)
        if lesson.name in _ALONE:
            _ALONE[lesson.name](session)
    elif reader is None:
        _offer_training(session, is_going_on(record))
    elif not all(np.isfinite(weights).all() for weights in reader.snapshot.weights):
        st.info(DRAW["broken"])
    else:
        _show_numbers(session, lesson.name, reader)
    watch_runs(news)


def _show_numbers(session: Session, chapter: str, reader: Reader) -> None:
    """Show a chapter's figure, and whose numbers it has."""
    asks, epoch = chapter != "optimizers", reader.snapshot.epoch
    time = LEARN["epoch" if epoch else "epoch_none"].format(epoch=epoch)
    words = LEARN["subject" if asks else "subject_alone"]
    st.caption(words.format(title=plain(reader.record.title), epoch=time))
    offer_newest(session, reader)
    _FIGURES[chapter](choose_subject(session, reader, asks))


def _ask(session: Session, lesson: Lesson) -> None:
    """Ask the question; the reply comes at once."""
    st.markdown(f"**{LEARN['question']}** {lesson.question}")
    texts = [choice.text for choice in lesson.choices]
    answer = session.choose(
        st.radio,
        LEARN["question"],
        f"learn_answer_{lesson.name}",
        None,
        options=range(len(texts)),
        format_func=texts.__getitem__,
        label_visibility="collapsed",
    )
    if answer is not None:
        choice = lesson.choices[answer]
        with st.container(key="learn_reply"):
            (st.success if choice.is_right else st.warning)(choice.reply)


def _offer_printing(session: Session, name: str) -> bool:
    """Show the button; return whether the answer is to be on the paper, too."""
    with st.container(horizontal=True, vertical_alignment="center", key="learn_print"):
        print_page(LEARN["print"], name)
        return bool(session.choose(st.checkbox, LEARN["print_answer"], "learn_print_answer", True))


def _print_answer(lesson: Lesson) -> None:
    """Write the answer below all else, on paper only: there, nothing can be clicked."""
    with st.container(key="learn_printed"):
        right = next(choice for choice in lesson.choices if choice.is_right)
        st.markdown(f"**{LEARN['answer']}** {right.text} {right.reply}")


def _offer_next(session: Session, name: str) -> None:
    following = LESSONS[LESSONS.index(name) + 1 :]
    if following:
        st.button(
            LEARN["next"].format(title=load_lesson(following[0]).title),
            icon=":material/arrow_forward:",
            icon_position="right",
            key="learn_next",
            on_click=session.ask,
            args=(_open, following[0]),
        )


def _open(session: Session, name: str) -> None:
    session.choices[CHAPTER] = name


def _offer_tutorial(session: Session, key: str) -> None:
    """Say that the network on screen has learned something else than the chapters tell of."""
    name = DATASET_NAME[key]["label"] if key in DATASET_NAME else LEARN["own_data"]
    st.markdown(LEARN["no_digits" if session.run_id else "no_digits_setup"].format(name=name))
    with st.container(horizontal=True):
        st.button(
            LEARN["train_tutorial"],
            icon=":material/play_arrow:",
            type="primary",
            key="learn_train",
            on_click=session.ask,
            args=(train_tutorial,),
        )
        offer_last_run(session, find_last_run(session, MNIST))


def _offer_training(session: Session, going_on: bool) -> None:
    if going_on:
        st.info(LEARN["wait"])
        return
    st.markdown(LEARN["nobody"].format(title=write_title(session.config)))
    with st.container(horizontal=True):
        st.button(
            CONTROLS["train"],
            icon=":material/play_arrow:",
            type="primary",
            key="learn_train",
            on_click=session.ask,
            args=(start_training,),
            width=130,
        )
        offer_last_run(session, find_last_run(session, MNIST))
