"""What a sweep has found so far, from its runs."""

from itertools import accumulate
from typing import Any, NamedTuple

import streamlit as st

from mlp_explorer.compute import SweepPlan
from mlp_explorer.compute.study import measure_importances, score
from mlp_explorer.config import REGISTRIES
from mlp_explorer.config.space import is_whole, read_setting
from mlp_explorer.messages import RunState
from mlp_explorer.runs import Group, RunSummary
from mlp_explorer.tasks import Metric
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import CHOICE, PLAN, SWEEP, label_setting, tell_score, write_number

__all__ = ["describe_values", "Progress", "read_importances", "read_progress", "write_value"]


class Progress(NamedTuple):
    """Where a sweep stands."""

    group: Group
    plan: SweepPlan
    runs: list[RunSummary]  # in the order of starting
    scores: list[float | None]  # of those that have ended

    @property
    def n_ended(self) -> int:
        """How many runs have ended."""
        return sum(not run.state.is_active() for run in self.runs)

    @property
    def ranked(self) -> list[RunSummary]:
        """The runs with a score, best first."""
        pairs = zip(self.scores, self.runs, strict=True)
        scored = [(self.metric.rank(value), run) for value, run in pairs if value is not None]
        return [run for _, run in sorted(scored, key=lambda pair: -pair[0])]

    @property
    def best(self) -> float | None:
        """The best score, None where no run has one."""
        return self.metric.find_best(self.scores)

    @property
    def best_so_far(self) -> list[float | None]:
        """The best score after each run."""
        return list(accumulate(self.scores, lambda *two: self.metric.find_best(two)))

    @property
    def metric(self) -> Metric:
        """What the scores are of."""
        return self.plan.base.metric

    def tell(self, score: float) -> str:
        """Return a score as the screen has it."""
        return tell_score(score, self.metric.name, self.metric.form, 2)

    def estimate_left_s(self, workers: int) -> float | None:
        """Return how many seconds the rest takes, None where nothing is known yet."""
        ended = [run.elapsed_s for run in self.runs if run.state is RunState.FINISHED]
        if not ended:
            return None
        mean_s = sum(ended) / len(ended)
        done = self.n_ended + sum(run.epochs_done / run.config.epochs for run in self._going_on())
        return max(0.0, self.plan.n_trials - done) * mean_s / max(1, workers)

    def _going_on(self) -> list[RunSummary]:
        return [run for run in self.runs if run.state.is_active()]


def read_progress(group: Group) -> Progress:
    """Return how a sweep stands."""
    store = get_services().store
    runs = list(reversed(store.list_runs(group_id=group.id)))
    scores = [
        None
        if run.state.is_active()
        else score(run if run.config.n_validation else store.get(run.id))
        for run in runs
    ]
    return Progress(group, SweepPlan.from_json(group.plan), runs, scores)


def read_importances(progress: Progress) -> dict[str, float]:
    """Return how much each setting matters, by its label."""
    scores = zip(progress.runs, progress.scores, strict=True)
    ended = tuple((run.id, score) for run, score in scores if not run.state.is_active())
    by_name = _measure(ended, progress)
    return {label_setting(name): share for name, share in by_name.items()}


@st.cache_data(show_spinner=False, max_entries=32)
def _measure(ended: tuple[tuple[str, float | None], ...], _progress: Progress) -> dict[str, float]:
    """Measure it of the runs that have ended: id and score, which another attempt may change."""
    store = get_services().store
    return measure_importances([store.get(run_id) for run_id, _ in ended], _progress.plan.space)


def describe_values(plan: SweepPlan, run: RunSummary) -> str:
    """Return what makes a run different from the others: “Learning rate 0.01, Batch size 200”."""
    return SWEEP["comma"].join(
        SWEEP["setting"].format(
            label=label_setting(name), value=write_value(name, read_setting(run.config, name))
        )
        for name in plan.space
    )


def write_value(name: str, value: Any) -> str:
    """Return a setting's value as the screen has it; a dash where a run has no such thing."""
    if value is None:
        return "–"
    if name in REGISTRIES:
        return CHOICE[name][value]["label"]
    if isinstance(value, bool):
        return PLAN["on" if value else "off"]
    if name in ("seed", "data_seed"):
        return str(value)  # a name rather than an amount: no commas
    return write_number(value, ",") if is_whole(name) else write_number(value, ".6g")
