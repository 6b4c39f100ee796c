"""Reruns the fragment it stands in when a run has newer weights. Shows nothing."""

import streamlit as st

from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.routes import events_url

__all__ = ["watch_run"]

_component = st.components.v2.component(
    "mlp_explorer_watch_run",
    js="""
    export default function ({ data, parentElement, setTriggerValue }) {
      const host = parentElement.host ?? parentElement;
      if (host.watched !== data.url) {
        host.source?.close();
        host.watched = data.url;
        host.source = data.url && new EventSource(data.url);
        let waiting = null;
        const tell = () => {  // at most four reruns a second, the last one never left out
          waiting ??= setTimeout(() => { waiting = null; host.tell(); }, 250);
        };
        host.source?.addEventListener("snapshot", tell);
        host.source?.addEventListener("state", (message) => {
          tell();
          if (!["queued", "running"].includes(JSON.parse(message.data).state)) host.source.close();
        });
      }
      host.tell = () => setTriggerValue("news", Date.now());
      return () => setTimeout(() => {
        if (!host.isConnected) { host.source?.close(); host.watched = null; }
      }, 0);
    }
    """,
)


def watch_run(record: RunRecord | None) -> None:
    """Watch `record` while it goes on; do nothing for one that has ended."""
    going_on = record is not None and not record.state.is_finished()
    url = events_url(record.id) + "?after=1000000000" if record and going_on else None
    _component(key="watch_run", data={"url": url}, on_news_change=lambda: None)
