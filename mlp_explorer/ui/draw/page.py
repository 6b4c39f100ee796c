"""The Draw page: the canvas, the answer, and one section at a time that explains it."""

import threading

import streamlit as st

from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask
from mlp_explorer.network.shapes import prepare_shapes
from mlp_explorer.ui.components import answer_panel, note_news, show_flow, watch_runs
from mlp_explorer.ui.draw.answer import Answer, describe_answer, read_drawing
from mlp_explorer.ui.draw.asking import show_asking
from mlp_explorer.ui.draw.canvas import show_canvas, show_pictures, show_samples
from mlp_explorer.ui.draw.hand import show_hand
from mlp_explorer.ui.draw.notice import show_notice
from mlp_explorer.ui.draw.replaying import show_replaying
from mlp_explorer.ui.draw.who import show_who
from mlp_explorer.ui.draw.why import show_why
from mlp_explorer.ui.fetching import offer_fetching
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import MNIST, Reader, find_config, load_reader
from mlp_explorer.ui.session import Session, live
from mlp_explorer.ui.sketch import CANVAS_PX, SketchReading, read_sketch
from mlp_explorer.ui.sketchbook import Sketchbook
from mlp_explorer.words import ASK, DRAW

__all__ = ["SECTION", "SECTIONS", "show"]

SECTION = "draw_section"  # key of the section in `Session.choices`
SECTIONS = ("flow", "why", "replay", "hand")  # by their names in `words.DRAW`
_ANSWER_PX, _SAMPLES_PX = 440, 330


def show(session: Session) -> None:
    """Draw the page: of a network that reads no MNIST, the one on which it is asked."""
    about = find_config(session, session.get_run()).about
    if about.key != MNIST:
        if not is_here(about):
            st.title(ASK["title"], anchor=False)
            offer_fetching(session, about)
        else:
            show_asking(session)
        return
    # 0.6 s that the first stroke need not wait for
    threading.Thread(target=prepare_shapes, daemon=True).start()
    _show_work(session)


@st.fragment
@live
def _show_work(session: Session) -> None:
    """Everything that changes with a stroke or with the network's weights, and nothing else."""
    record = session.get_run()
    news = note_news(record)
    reader = load_reader(session, record)
    with st.container(
        key="draw_reader", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        st.title(DRAW["title"], anchor=False, width="content")
        show_who(session, record, reader)
    row = st.container(horizontal=True, gap="medium", key="draw_row")
    with row.container(width=CANVAS_PX, gap="xsmall"):
        show_canvas(session)
    reading = read_sketch(session.part(Sketchbook).sketch)
    answer = read_drawing(reader, reading)
    with row.container(width=_ANSWER_PX, gap=None):
        _show_answer(reader, reading, answer)
        watch_runs(news)
    with row.container(width=_SAMPLES_PX, key="draw_sources"):
        show_samples(session)
        show_pictures(session)
    # a line of its own; on a phone it comes before the samples
    with row.container(key="draw_more", gap="xsmall"):
        _show_section(session, answer, reading, reader)


def _show_answer(reader: Reader | None, reading: SketchReading, answer: Answer | None) -> None:
    if answer is None:
        answer_panel(reading.digit, None, reading.problem or DRAW["nobody"])
        return
    broken = answer.verdict.kind == "broken"
    answer_panel(
        answer.digit,
        None if broken else answer.probabilities,
        describe_answer(answer),
        answer.verdict.kind == "answer",
    )


def _show_section(
    session: Session, answer: Answer | None, reading: SketchReading, reader: Reader | None
) -> None:
    """Show one section at a time: only what is looked at is computed."""
    with st.container(key="draw_choice", horizontal=True, gap="medium"):
        section = session.choose(
            st.segmented_control,
            DRAW["more"],
            SECTION,
            SECTIONS[0],
            options=SECTIONS,
            format_func=DRAW.__getitem__,
            required=True,
            label_visibility="collapsed",
            width="content",
        )
        show_notice(session)
    with st.container(key="draw_section_box"):
        # a place each: the browser hides what is left of another one (style.css)
        places = {name: st.container(key=f"draw_place_{name}") for name in SECTIONS}
    with places[section]:
        if section == "hand":
            show_hand(session, reader)
        elif answer is None:
            st.caption(plain(_say_why_not(session, reading)))
        elif answer.verdict.kind == "broken":
            st.caption(DRAW["broken"])
        elif section == "flow":
            direction = ask(int(answer.probabilities.argmax()))
            show_flow(follow(answer.reader.network, answer.digit, direction), answer.digit)
        elif section == "why":
            show_why(session, answer, reading)
        else:
            show_replaying(session, answer)


def _say_why_not(session: Session, reading: SketchReading) -> str:
    """Say why there is no answer; of an empty canvas what is true also while the pen is down."""
    if session.part(Sketchbook).sketch.is_empty:
        return DRAW["nothing"]
    return reading.problem or DRAW["nobody"]
