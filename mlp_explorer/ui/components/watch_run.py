"""Reruns the fragment it stands in when a run has newer weights. Shows nothing."""

import streamlit as st

from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.actions import is_going_on
from mlp_explorer.ui.routes import events_url

__all__ = ["watch_run"]

_NO_POINTS = 10**9  # a number that no event has: only news of weights and states are sent
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
          if (JSON.parse(message.data).ended) host.source.close();
        });
      }
      host.tell = () => host.isConnected && setTriggerValue("news", Date.now());
      return () => setTimeout(() => {
        if (!host.isConnected) { host.source?.close(); host.watched = null; }
      }, 0);
    }
    """,
)


def watch_run(record: RunRecord | None) -> None:
    """Watch `record` while it goes on; do nothing for one that has ended."""
    going_on = is_going_on(record)
    url = f"{events_url(record.id)}?after={_NO_POINTS}" if record and going_on else None
    _component(key="watch_run", data={"url": url}, on_news_change=lambda: None)
