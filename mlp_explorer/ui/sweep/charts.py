"""The charts of the Sweep page."""

from typing import Any

import streamlit as st

from mlp_explorer.charts.sweep import plot_importances, plot_parallel, plot_progress
from mlp_explorer.config.space import is_number, read_setting
from mlp_explorer.ui.components import show_chart
from mlp_explorer.ui.sweep.progress import Progress, read_importances
from mlp_explorer.words import CHARTS, METRIC, STATE, SWEEP, label_setting, write_percent

__all__ = ["show_charts", "show_trials"]


def show_charts(progress: Progress) -> None:
    """Draw scores, importances, and every run as a line through its settings."""
    left, right = st.columns(2)
    with left:
        show_chart(
            plot_progress(progress.scores, progress.best_so_far),
            "sweep_scores",
            _describe_scores(progress),
        )
    with right:
        importances = read_importances(progress)
        said = SWEEP["semicolon"].join(
            SWEEP["importance"].format(name=name, share=write_percent(share))
            for name, share in importances.items()
        )
        alt = said or SWEEP["importances_unknown"]
        show_chart(plot_importances(importances), "sweep_importances", alt)
    settings = {
        label_setting(name): [read_setting(run.config, name) for run in progress.runs]
        for name in progress.plan.space
    }
    figure = plot_parallel(settings, progress.scores, METRIC["val_accuracy"]["label"])
    show_chart(figure, "sweep_parallel", SWEEP["parallel_alt"])


def _describe_scores(progress: Progress) -> str:
    if progress.best is None:
        return CHARTS["no_score"]
    share = write_percent(progress.best, 2)
    return SWEEP["scores_alt"].format(count=progress.n_ended, share=share)


def show_trials(progress: Progress) -> None:
    """Draw a table of the runs, the best first."""
    validation = SWEEP["validation"]
    rows: list[dict[str, Any]] = [
        {label_setting(name): read_setting(run.config, name) for name in progress.plan.space}
        | {validation: 100 * value if value else None, SWEEP["state"]: STATE[run.state]}
        for run, value in zip(progress.runs, progress.scores, strict=True)
    ]
    rows.sort(key=lambda row: -(row[validation] or 0))
    with st.expander(SWEEP["all"].format(count=len(rows))):
        st.dataframe(
            rows,
            hide_index=True,
            column_config={
                # else a rate of 0.00001 is shown as 0
                label_setting(name): st.column_config.NumberColumn(format="plain")
                for name in progress.plan.space
                if is_number(name)
            },
            alt=SWEEP["table"],
        )
