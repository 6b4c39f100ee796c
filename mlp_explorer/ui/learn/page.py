"""The Learn page: the chapters, each with its text, its figure and its question."""

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from mlp_explorer.errors import MLPExplorerError
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
    regression,
)
from mlp_explorer.ui.learn.subject import Subject, choose_subject
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import MNIST, Reader, find_config, load_reader, offer_newest
from mlp_explorer.ui.session import Session, live
from mlp_explorer.words import CONTROLS, DRAW, EXAMPLE, LEARN, write_title

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
# chapters that bring what they tell of
_OWN: dict[str, Callable[[Session], None]] = {
    "regression": regression.show,
    "experiments": experiments.show,
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
    config = find_config(session, session.get_run())
    lesson = load_lesson(name, of_digits=config.dataset == MNIST)
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
    if lesson.name in _OWN:
        _OWN[lesson.name](session)
        return
    record = session.get_run()
    news = note_news(record)
    reader = load_reader(session, record)
    if reader is None:
        dataset = find_config(session, record).dataset
        _offer_training(session, is_going_on(record), dataset)
    elif not all(np.isfinite(weights).all() for weights in reader.snapshot.weights):
        st.info(DRAW["broken"])
    else:
        _show_numbers(session, lesson.name, reader)
    watch_runs(news)


def _show_numbers(session: Session, chapter: str, reader: Reader) -> None:
    """Show a chapter's figure, and whose numbers it has."""
    asks, epoch = chapter != "optimizers", reader.snapshot.epoch
    time = LEARN["epoch" if epoch else "epoch_none"].format(epoch=epoch)
    about = LEARN if reader.record.config.dataset == MNIST else EXAMPLE
    words = about["subject"] if asks else LEARN["subject_alone"]
    st.caption(words.format(title=plain(reader.record.title), epoch=time))
    offer_newest(session, reader)
    try:
        subject = choose_subject(session, reader, asks)
    except MLPExplorerError as error:  # own data that has been thrown away
        st.error(plain(error))
        return
    _FIGURES[chapter](subject)


def _ask(session: Session, lesson: Lesson) -> None:
    """Ask the question; the reply comes at once."""
    st.markdown(f"**{LEARN['question']}** {lesson.question}")
    texts = [choice.text for choice in lesson.choices]
    answer = session.choose(
        st.radio,
        LEARN["question"],
        f"learn_answer_{lesson.key}",
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


def _offer_training(session: Session, going_on: bool, dataset: str) -> None:
    if going_on:
        st.info(LEARN["wait"])
        return
    words, ways = LEARN, {"train": start_training}
    if dataset != MNIST:
        words, ways = EXAMPLE, ways | {"train_tutorial": train_tutorial}
    st.markdown(words["nobody"].format(title=plain(write_title(session.config))))
    _offer(session, ways, dataset)


def _offer(session: Session, ways: Mapping[str, Callable[[Session], None]], dataset: str) -> None:
    """Show a button for each way to a network, and one for the last run on the dataset."""
    labels = {"train": CONTROLS["train"], "train_tutorial": LEARN["train_tutorial"]}
    with st.container(horizontal=True):
        for place, (name, action) in enumerate(ways.items()):
            st.button(
                labels[name],
                icon=":material/play_arrow:",
                type="secondary" if place else "primary",
                key="learn_train_tutorial" if place else "learn_train",
                on_click=session.ask,
                args=(action,),
            )
        offer_last_run(session, find_last_run(session, dataset))
