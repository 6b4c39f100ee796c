"""The Draw page: what does the network make of my own handwriting, and why?"""

import threading

import streamlit as st

from mlp_explorer.network.flow import follow
from mlp_explorer.network.gradients import ask
from mlp_explorer.network.shapes import prepare_shapes
from mlp_explorer.runs import RunRecord, RunState
from mlp_explorer.ui.actions import is_going_on, start_training
from mlp_explorer.ui.components import answer_panel, note_news, show_flow, watch_runs
from mlp_explorer.ui.draw import sketch
from mlp_explorer.ui.draw.answer import (
    Answer,
    Reader,
    describe_answer,
    load_reader,
    offer_newest,
    read_drawing,
)
from mlp_explorer.ui.draw.canvas import show_canvas, show_pictures, show_samples
from mlp_explorer.ui.draw.hand import show_hand
from mlp_explorer.ui.draw.keeping import keep_sketch
from mlp_explorer.ui.draw.notice import show_notice
from mlp_explorer.ui.draw.replaying import show_replaying
from mlp_explorer.ui.draw.sketch import CANVAS_PX, SketchReading
from mlp_explorer.ui.draw.why import show_why
from mlp_explorer.ui.session import get_config, get_run
from mlp_explorer.words import DRAW

__all__ = ["show"]

_SECTIONS = tuple(DRAW[name] for name in ("flow", "why", "replay", "hand"))
_ANSWER_PX, _SAMPLES_PX = 440, 330


def show(entered: bool) -> None:
    """Draw the page. entered: it was not the page before, so the drawing must be put back."""
    if entered:
        sketch.enter()
        # 0.6 s that the first stroke need not wait for
        threading.Thread(target=prepare_shapes, daemon=True).start()
    _show_work(get_run())


@st.fragment
def _show_work(before: RunRecord | None) -> None:
    """Everything that changes with a stroke or with the network's weights, and nothing else."""
    record = get_run()
    if record is not None and (before is None or record.id != before.id):
        st.rerun()  # the whole page: the address gets the new run
    news = note_news(record)
    reader = load_reader(record)
    with st.container(
        key="draw_reader", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        st.subheader(DRAW["title"], anchor=False, width="content")
        _show_reader(record, reader)
    row = st.container(horizontal=True, gap="medium", key="draw_row")
    with row.container(width=CANVAS_PX, gap="xsmall"):
        show_canvas()
    reading = sketch.read_sketch(sketch.get_sketch())
    answer = read_drawing(reader, reading)
    with row.container(width=_ANSWER_PX, gap=None):
        _show_answer(reader, reading, answer)
        watch_runs(news)
        keep_sketch(reading)
    with row.container(width=_SAMPLES_PX, key="draw_sources"):
        show_samples()
        show_pictures()
    # a line of its own; on a phone it comes before the samples
    with row.container(key="draw_more", gap="xsmall"):
        _show_section(answer, reading, reader)


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


def _show_section(answer: Answer | None, reading: SketchReading, reader: Reader | None) -> None:
    """Show one section at a time: only what is looked at is computed."""
    with st.container(key="draw_choice", horizontal=True, gap="medium"):
        section = st.segmented_control(
            DRAW["more"],
            _SECTIONS,
            default=_SECTIONS[0],
            required=True,
            key="draw_section",
            label_visibility="collapsed",
            persist_state="session",
            width="content",
        )
        show_notice()
    with st.container(key="draw_section_box"):
        if section == _SECTIONS[3]:
            show_hand(reader)
        elif answer is None:
            st.caption(reading.problem or DRAW["nobody"])
        elif answer.verdict.kind == "broken":
            st.caption(DRAW["broken"])
        elif section == _SECTIONS[0]:
            direction = ask(int(answer.probabilities.argmax()))
            show_flow(follow(answer.reader.network, answer.digit, direction), answer.digit)
        elif section == _SECTIONS[1]:
            show_why(answer, reading)
        else:
            show_replaying(answer)


def _show_reader(record: RunRecord | None, reader: Reader | None) -> None:
    """Say who reads the drawing; if nobody can, why not, with the button that changes it."""
    if reader is not None:
        title = reader.record.title
        st.markdown(DRAW["reader"].format(title=title), help=DRAW["rule"], width="content")
        offer_newest(reader)
    elif record is not None and is_going_on(record):
        st.markdown(DRAW["starting"].format(title=record.title), width="content")
    else:
        st.button(
            DRAW["train"],
            icon=":material/play_arrow:",
            type="primary",
            key="draw_train",
            on_click=start_training,
            width=130,
        )
        failed = record is not None and record.state is RunState.FAILED
        problem = record.problem if record and failed else ""
        sentence = DRAW["failed" if failed else "untrained"]
        st.markdown(sentence.format(problem=problem, title=get_config().title), width="stretch")
