"""Who reads a drawing or answers a question: the run on screen, or how to come by one."""

import streamlit as st

from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.actions import find_last_run, is_going_on, start_training
from mlp_explorer.ui.last_run import offer_last_run
from mlp_explorer.ui.plain import plain
from mlp_explorer.ui.reader import Reader, offer_newest
from mlp_explorer.ui.session import Session
from mlp_explorer.words import ASK, DRAW, Texts, write_title

__all__ = ["show_who"]


def show_who(
    session: Session, record: RunRecord | None, reader: Reader | None, is_asked: bool = False
) -> None:
    """Say who reads the drawing; if nobody can, why not, with the button that changes it.

    is_asked: it is no drawing that is read, but an example that is asked about.
    """
    words: Texts = ASK if is_asked else DRAW
    if reader is not None:
        title, rule = plain(reader.record.title), None if is_asked else DRAW["rule"]
        st.markdown(words["reader"].format(title=title), help=rule, width="content")
        offer_newest(session, reader)
    elif record is not None and is_going_on(record):
        st.markdown(words["starting"].format(title=plain(record.title)), width="content")
    else:
        st.button(
            DRAW["train"],
            icon=":material/play_arrow:",
            type="primary",
            key="draw_train",
            on_click=session.ask,
            args=(start_training,),
            width=130,
        )
        if record is None:
            offer_last_run(session, find_last_run(session))
        failed = record is not None and record.state is RunState.FAILED
        problem = plain(Sentence.from_text(record.problem)) if record and failed else ""
        sentence = words["failed" if failed else "untrained"]
        st.markdown(
            sentence.format(problem=problem, title=write_title(session.config)), width="stretch"
        )
