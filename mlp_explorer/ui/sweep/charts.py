"""The charts of the Sweep page."""

import math
from typing import Any

import streamlit as st

from mlp_explorer.charts.sweep import plot_importances, plot_parallel, plot_progress
from mlp_explorer.config.space import is_number, read_setting
from mlp_explorer.ui.compare.choices import compare_runs
from mlp_explorer.ui.components import Cell, Column, Row, show_chart, show_table
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.sweep.progress import Progress, read_importances, write_value
from mlp_explorer.ui.ways import pick_rows, show_ways
from mlp_explorer.words import (
    CHARTS,
    METRIC,
    STATE,
    SWEEP,
    label_setting,
    write_percent,
    write_score,
)

__all__ = ["show_charts", "show_trials"]


def show_charts(progress: Progress) -> None:
    """Draw scores, importances, and every run as a line through its settings.

    Scores and settings are in the table of trials.
    """
    left, right = st.columns(2)
    with left:
        show_chart(
            plot_progress(progress.scores, progress.best_so_far, progress.metric),
            "sweep_scores",
            _describe_scores(progress),
            has_table=False,
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
    figure = plot_parallel(settings, progress.scores, progress.metric)
    show_chart(figure, "sweep_parallel", SWEEP["parallel_alt"], has_table=False)


def _describe_scores(progress: Progress) -> str:
    if progress.best is None:
        return CHARTS["no_score"]
    score = progress.tell(progress.best)
    return SWEEP["scores_alt"].format(count=progress.n_ended, score=score)


def show_trials(session: Session, progress: Progress) -> None:
    """Draw a table of the runs, the best first."""
    names = list(progress.plan.space)
    columns = [
        Column(SWEEP["trial"], "name"),
        *(Column(label_setting(name), "number" if is_number(name) else "text") for name in names),
        Column(METRIC[progress.metric.name]["val_score"], "number"),
        Column(SWEEP["state"]),
    ]
    trials = list(zip(progress.runs, progress.scores, strict=True))
    rows = [
        Row(
            run.id,
            [
                Cell(SWEEP["trial_name"].format(number=i), i),
                *(_write_cell(name, read_setting(run.config, name)) for name in names),
                Cell("" if value is None else write_score(value, progress.metric.form, 2), value),
                Cell(STATE[run.state]),
            ],
        )
        for i, (run, value) in enumerate(trials, 1)
    ]
    ranks = [-math.inf if each is None else progress.metric.rank(each) for _, each in trials]
    best_first = sorted(range(len(rows)), key=lambda i: -ranks[i])
    picking = pick_rows(session, f"sweep_picks_{progress.group.id}", _first(progress))
    with st.expander(SWEEP["all"].format(count=len(rows))):
        with st.container(horizontal=True, vertical_alignment="center", key="sweep_ways"):
            show_ways(session, "sweep", picking.picks, compare_runs)
        ranked = [rows[i] for i in best_first]
        show_table(session, "sweep_table", SWEEP["table"], columns, ranked, picking)


def _first(progress: Progress) -> list[str]:
    """Return what is picked before a person picks: the best one."""
    return [run.id for run in progress.ranked[:1]]


def _write_cell(name: str, value: Any) -> Cell:
    return Cell(write_value(name, value), value if is_number(name) else None)
