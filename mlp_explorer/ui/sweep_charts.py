"""The charts of the Sweep page."""

from typing import Any

import streamlit as st

from mlp_explorer.charts.sweep import plot_importances, plot_parallel, plot_progress
from mlp_explorer.config.space import label_setting, read_setting
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.sweep_progress import Progress, read_importances

__all__ = ["show_charts", "show_trials"]


def show_charts(progress: Progress) -> None:
    """Draw scores, importances, and every run as a line through its settings."""
    left, right = st.columns(2)
    with left:
        best = progress.best_so_far[-1:] or [None]
        said = f"Scores of {progress.n_ended} runs; the best is {best[0]}"
        show_chart(plot_progress(progress.scores, progress.best_so_far), "sweep_scores", said)
    with right:
        importances = read_importances(progress)
        said = "; ".join(f"{name}: {share:.0%}" for name, share in importances.items())
        show_chart(plot_importances(importances), "sweep_importances", said or "not known yet")
    settings = {
        label_setting(name): [read_setting(run.config, name) for run in progress.runs]
        for name in progress.plan.space
    }
    figure = plot_parallel(settings, progress.scores, "Validation accuracy")
    show_chart(figure, "sweep_parallel", "One line a run through its settings to its score")


def show_trials(progress: Progress) -> None:
    """Draw a table of the runs, the best first."""
    rows: list[dict[str, Any]] = [
        {label_setting(name): str(read_setting(run.config, name)) for name in progress.plan.space}
        | {"Validation %": 100 * value if value else None, "State": run.state.value}
        for run, value in zip(progress.runs, progress.scores, strict=True)
    ]
    rows.sort(key=lambda row: -(row["Validation %"] or 0))
    with st.expander(f"All {len(rows)} runs"):
        st.dataframe(rows, hide_index=True, alt="The sweep's runs, the best first")
