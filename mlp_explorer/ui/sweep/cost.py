"""What a sweep will cost, before it starts."""

from collections.abc import Iterable

from mlp_explorer.compute import SweepPlan
from mlp_explorer.config import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunSummary
from mlp_explorer.words import LIVE, SWEEP

__all__ = ["describe_cost"]


def describe_cost(plan: SweepPlan, runs: Iterable[RunSummary], workers: int) -> str:
    """Return how many trainings and epochs a sweep has at most, and about how long they take.

    runs: those that networks like the plan's base have had; without one, no time is said.
    """
    said = SWEEP["cost"].format(runs=plan.n_trials, epochs=plan.most_epochs, workers=workers)
    pace_s = _measure_pace(plan.base, runs)
    if pace_s is None:
        return said
    seconds = pace_s * plan.base.n_train * plan.most_epochs / min(workers, plan.n_trials)
    return f"{said} {SWEEP['cost_time'].format(time=_write_time(round(seconds)))}"


def _measure_pace(base: TrainConfig, runs: Iterable[RunSummary]) -> float | None:
    """Return the seconds that an image of an epoch takes, None where nothing like it has run."""
    like = [
        run
        for run in runs
        if run.state is RunState.FINISHED
        and run.epochs_done
        and run.config.hidden_layers == base.hidden_layers
        and run.config.batch_size == base.batch_size
    ]
    images = sum(run.epochs_done * run.config.n_train for run in like)
    return sum(run.elapsed_s for run in like) / images if images else None


def _write_time(seconds: int) -> str:
    minutes, rest = divmod(max(seconds, 1), 60)
    if minutes >= 60:
        return LIVE["hours"].format(hours=minutes // 60, minutes=minutes % 60)
    if minutes:
        return LIVE["minutes"].format(minutes=minutes, seconds=rest)
    return LIVE["seconds"].format(seconds=rest)
