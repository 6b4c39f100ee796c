"""Reruns the fragment it stands in when one of some runs has newer weights, or another state. Shows
nothing."""

from typing import NamedTuple

import streamlit as st

from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.assets import load_module
from mlp_explorer.ui.routes import news_url
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.streams import describe_news

__all__ = ["News", "note_news", "watch_runs"]

_component = st.components.v2.component(
    "mlp_explorer_watch_runs",
    js=load_module("watch_runs"),
)


class News(NamedTuple):
    """url: where there will be news of runs, None where all have ended. known: what is none."""

    url: str | None = None
    known: str = ""


def note_news(*records: RunRecord | None) -> News:
    """Note how runs stand; what of them is drawn after this is not older."""
    active = [record for record in records if record and record.state.is_active()]
    if not active:
        return News()
    return News(news_url(active), describe_news(get_services().store, active))


def watch_runs(news: News) -> None:
    """Rerun when there is more than these news."""
    _component(key="watch_runs", data=news._asdict(), on_news_change=lambda: None)
