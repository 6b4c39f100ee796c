"""Chapter 7: experiments with real runs."""

from typing import Any

import streamlit as st

from mlp_explorer.charts.lessons import plot_runs
from mlp_explorer.lessons.experiments import (
    EXPERIMENTS,
    Experiment,
    Outcome,
    read_outcome,
)
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.compare.choices import compare_runs
from mlp_explorer.ui.components import (
    Cell,
    Column,
    Row,
    announce,
    note_news,
    show_chart,
    show_table,
    watch_runs,
)
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
from mlp_explorer.ui.ways import pick_rows, show_ways
from mlp_explorer.words import LEARN, write_number, write_percent

__all__ = ["show"]


def show(session: Session) -> None:
    """Show an experiment: its question, its runs, its result."""
    name = session.choose(
        st.segmented_control,
        LEARN["experiment"],
        "learn_experiment",
        "scaling",
        options=list(EXPERIMENTS),
        required=True,
        format_func=lambda each: EXPERIMENTS[each].title,
    )
    experiment = EXPERIMENTS[name]
    st.markdown(f"**{experiment.question}**")
    records = _load_runs(session, experiment)
    news = note_news(*records.values())
    going_on = [record for record in records.values() if record.state.is_active()]
    st.button(
        LEARN["again"] if records else LEARN["start"],
        icon=":material/science:",
        type="primary",
        key=f"learn_start_{name}",
        disabled=bool(going_on),
        on_click=session.ask,
        args=(_start, name),
    )
    curves = {
        experiment.label(key): [epoch.val_score for epoch in record.epochs]
        for key, record in records.items()
    }
    longest = max(config.epochs for config in experiment.configs.values())
    show_chart(plot_runs(curves, longest), "learn_runs", LEARN["runs_alt"])
    if records:
        _show_result(session, experiment, records)
    watch_runs(news)


def _load_runs(session: Session, experiment: Experiment) -> dict[str, RunRecord]:
    """Return the runs of a person's last race of this experiment, by their keys."""
    store = get_services().store
    keys = {config: key for key, config in experiment.configs.items()}
    for group in store.list_groups(kind="race", owner=session.owner):
        runs = [store.get(run.id) for run in store.list_runs(group_id=group.id)]
        found = {keys[run.config]: run for run in runs if run.config in keys}
        if found and len(found) == len(runs):  # of an older version, it may have another name
            return {key: found[key] for key in experiment.configs if key in found}
    return {}


def _start(session: Session, name: str) -> None:
    experiment = EXPERIMENTS[name]
    configs = list(experiment.configs.values())
    get_services().engine.race(configs, experiment.name, session.owner)


def _show_result(session: Session, experiment: Experiment, records: dict[str, RunRecord]) -> None:
    """Show what came of it, or how far it is; and have it read aloud when a run has ended."""
    race, runs = min(record.id for record in records.values()), list(records.values())
    found = {
        record.id: outcome
        for key, record in records.items()
        if (outcome := read_outcome(experiment.label(key), record)) is not None
    }
    if found:
        _show_outcomes(session, f"learn_picks_{race}", found)
    ended = sum(not run.state.is_active() for run in runs)
    done = sum(len(run.epochs) for run in runs)
    epochs = sum(config.epochs for config in experiment.configs.values())
    said = LEARN["progress"].format(ended=ended, runs=len(runs), done=done, epochs=epochs)
    if len(found) == len(experiment.configs):
        said = experiment.conclude(list(found.values()))
        st.success(said)
    elif ended == len(runs):
        said = LEARN["cut_short"]
        st.warning(said)
    else:
        st.progress(min(1.0, done / epochs), said)
        st.caption(LEARN["running"])
    announce("learn_said", said, race, ended)


# by their names in `words.LEARN`
_COLUMNS: dict[str, Any] = {
    "run": "name",
    "train_accuracy": "number",
    "test_accuracy": "number",
    "epoch_s": "number",
    "weights_number": "number",
}


def _show_outcomes(session: Session, name: str, outcomes: dict[str, Outcome]) -> None:
    """Draw a table of what came of the runs, by their ids, and the ways to the pages with them.

    name: of what is picked in it.
    """
    columns = [Column(LEARN[head], kind) for head, kind in _COLUMNS.items()]
    rows = [Row(run_id, _make_cells(outcome)) for run_id, outcome in outcomes.items()]
    best = max(outcomes, key=lambda run_id: outcomes[run_id].test_accuracy)
    picking = pick_rows(session, name, [best])
    show_table(session, "learn_outcomes", LEARN["outcomes"], columns, rows, picking)
    with st.container(horizontal=True, key="learn_ways"):
        show_ways(session, "learn", picking.picks, compare_runs)


def _make_cells(outcome: Outcome) -> list[Cell]:
    return [
        Cell(outcome.label),
        Cell(write_percent(outcome.train_accuracy, 1), outcome.train_accuracy),
        Cell(write_percent(outcome.test_accuracy, 1), outcome.test_accuracy),
        Cell(write_number(outcome.epoch_s, ".2f"), outcome.epoch_s),
        Cell(write_number(outcome.parameters, ","), outcome.parameters),
    ]
