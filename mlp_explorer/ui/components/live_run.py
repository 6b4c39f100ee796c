"""The charts of a run that grow by themselves: events reach the browser without a rerun."""

from functools import lru_cache
from typing import Any

import streamlit as st

from mlp_explorer.charts.curves import plot_accuracy, plot_loss
from mlp_explorer.config import TrainConfig
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.assets import PLOTLY_URL, load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.ui.routes import events_url
from mlp_explorer.words import LIVE, get_language, write_title

__all__ = ["live_run"]

_component = st.components.v2.component(
    "mlp_explorer_live_run",
    html='<div class="live-run"></div>',
    css=read_files("live_run.css"),
    js=load_module("live_run"),
    isolate_styles=False,  # Plotly finds its own styles only outside of a shadow root
)


@st.fragment
def live_run(record: RunRecord | None, config: TrainConfig) -> None:
    """Show progress and both curves of `record`, or the empty charts of `config`.

    The page is rerun once when the run changes its state, and never for a point. It is a fragment
    so that news of a run which come while the page is being left do not call anybody back to it.
    """
    config = record.config if record else config
    data = _describe(record, config)
    if _component(key="live_run", data=data, on_changed_change=lambda: None).changed:
        st.rerun()


@lru_cache(maxsize=64)
def _draw_empty(n_epochs: int, language: str) -> list[dict[str, Any]]:
    """Return both figures without points, as Plotly takes them: the same for all of a language."""
    return [plot(n_epochs).to_plotly_json() for plot in (plot_accuracy, plot_loss)]


def _describe(record: RunRecord | None, config: TrainConfig) -> dict[str, Any]:
    return {
        "run": record.id if record else None,
        "title": record.title if record else write_title(config),
        "state": record.state if record else None,
        "url": events_url(record.id) if record else None,
        "epochs": config.epochs,
        "plotly": PLOTLY_URL,
        "kept": _find_kept(record) if record else None,
        "figures": _draw_empty(config.epochs, get_language()),
        "language": get_language().replace("_", "-"),  # as browsers name it
        "words": dict(LIVE),
    }


def _find_kept(record: RunRecord) -> int | None:
    """Return the epoch whose weights are the run's network, where that is not its last one."""
    kept, last = record.weights_epoch, record.epochs[-1].epoch if record.epochs else 0
    return kept if kept is not None and 0 < kept < last else None
