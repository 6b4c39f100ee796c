"""Chapter 7: three experiments with real runs."""

import streamlit as st

from mlp_explorer.charts.lessons import plot_runs
from mlp_explorer.lessons.experiments import (
    EXPERIMENTS,
    Experiment,
    Outcome,
    read_outcome,
)
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.components import note_news, show_chart, watch_runs
from mlp_explorer.ui.learn.pieces import show_table
from mlp_explorer.ui.services import get_services
from mlp_explorer.ui.session import Session
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
        experiment.label(key): [epoch.val_accuracy for epoch in record.epochs]
        for key, record in records.items()
    }
    longest = max(config.epochs for config in experiment.configs.values())
    show_chart(plot_runs(curves, longest), "learn_runs", LEARN["runs_alt"])
    _show_result(experiment, records, bool(going_on))
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


def _show_result(experiment: Experiment, records: dict[str, RunRecord], going_on: bool) -> None:
    outcomes = [
        outcome
        for key, record in records.items()
        if (outcome := read_outcome(experiment.label(key), record)) is not None
    ]
    if outcomes:
        _show_outcomes(outcomes)
    if len(outcomes) == len(experiment.configs):
        st.success(experiment.conclude(outcomes))
    elif records and not going_on:
        st.warning(LEARN["cut_short"])
    elif records:
        st.caption(LEARN["running"])


def _show_outcomes(outcomes: list[Outcome]) -> None:
    show_table(
        {
            LEARN["run"]: [outcome.label for outcome in outcomes],
            LEARN["train_accuracy"]: [write_percent(o.train_accuracy, 1) for o in outcomes],
            LEARN["test_accuracy"]: [write_percent(o.test_accuracy, 1) for o in outcomes],
            LEARN["epoch_s"]: [write_number(o.epoch_s, ".2f") for o in outcomes],
            LEARN["weights_number"]: [write_number(o.parameters, ",") for o in outcomes],
        }
    )
