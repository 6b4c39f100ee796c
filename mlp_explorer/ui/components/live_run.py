"""The charts of a run that grow by themselves: events reach the browser without a rerun."""

from functools import lru_cache
from typing import Any

import streamlit as st

from mlp_explorer.charts.curves import plot_loss, plot_score
from mlp_explorer.charts.view import Goal, name_goals
from mlp_explorer.config import TrainConfig
from mlp_explorer.runs import Reading, RunRecord
from mlp_explorer.tasks import Metric
from mlp_explorer.ui.assets import PLOTLY_URL, load_module
from mlp_explorer.ui.components.files import read_files
from mlp_explorer.ui.routes import events_url
from mlp_explorer.words import CHART_TABLE, CHARTS, LIVE, get_language, write_title

__all__ = ["live_run"]

Span = tuple[int, str]  # an epoch, and what is said of the curves from there on

_component = st.components.v2.component(
    "mlp_explorer_live_run",
    html='<div class="live-run"></div>',
    css=read_files("heard.css", "live_run.css", "chart_table.css", "plotly_page.css"),
    js=load_module("live_run"),
    isolate_styles=False,  # Plotly finds its own styles only outside of a shadow root
)


@st.fragment
def live_run(
    record: RunRecord | None,
    config: TrainConfig,
    best: float | None = None,
    view: tuple[str, ...] = (),
    reading: Reading | None = None,
) -> None:
    """Show progress and both curves of `record`, or the empty charts of `config`.

    best: score in the test of the person's best run of that dataset, which gets a line. view: what
    of `charts.view.VIEW` is chosen. reading: what is said of the curves, which points at its place
    in them.

    The page is rerun once when the run changes its state, and never for a point. It is a fragment
    so that news of a run which come while the page is being left do not call anybody back to it.
    """
    config = record.config if record else config
    data = _describe(record, config, best, view, _name_span(reading))
    if _component(key="live_run", data=data, on_changed_change=lambda: None).changed:
        st.rerun()


@lru_cache(maxsize=64)
def _draw_empty(
    n_epochs: int,
    metric: Metric,
    goals: tuple[Goal, ...],
    view: tuple[str, ...],
    span: Span | None,
    language: str,
) -> list[dict[str, Any]]:
    """Return both figures without points, as Plotly takes them: the same for all of a language."""
    figures = (
        plot_score(n_epochs, metric, goals=goals, view=view),
        plot_loss(n_epochs, metric, view=view, span=span),
    )
    return [figure.to_plotly_json() for figure in figures]


def _describe(
    record: RunRecord | None,
    config: TrainConfig,
    best: float | None,
    view: tuple[str, ...],
    span: Span | None,
) -> dict[str, Any]:
    goals = name_goals(config.dataset, config.metric, best)
    return {
        "run": record.id if record else None,
        "title": record.title if record else write_title(config),
        "state": record.state if record else None,
        "url": events_url(record.id) if record else None,
        "epochs": config.epochs,
        "plotly": PLOTLY_URL,
        "lines": f"{config.metric.name} {goals} {span}",
        "view": "~".join(view),
        "kept": record.early_epoch if record else None,
        "figures": _draw_empty(config.epochs, config.metric, goals, view, span, get_language()),
        "language": get_language().replace("_", "-"),  # as browsers name it
        "words": dict(LIVE),
        "table": dict(CHART_TABLE),
    }


def _name_span(reading: Reading | None) -> Span | None:
    """Return the epoch from which on a reading holds, and its name; None for one of all epochs."""
    if reading is None or reading.since_epoch is None:
        return None
    return reading.since_epoch, CHARTS[reading.verdict]
