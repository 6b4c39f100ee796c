"""Optuna's part of a sweep: what to try next, what to stop, what mattered. Imported late: it takes
half a second, which the first page must not wait for."""

from collections.abc import Iterable, Mapping
from typing import Any

from mlp_explorer.compute.plan import SweepPlan
from mlp_explorer.config import TrainConfig
from mlp_explorer.config.space import (
    Choices,
    Range,
    Space,
    apply_settings,
    is_whole,
    list_grid,
    read_setting,
)
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded
from mlp_explorer.runs import RunRecord, RunSummary

__all__ = ["measure_importances", "score", "Study"]

_DIRECTIONS = {"max": "maximize", "min": "minimize"}
_TRIES = 10  # to find a configuration that has not been tried
_FEWEST = 4  # scored trials before one is pruned, or importances are worth a look


def score(run: RunSummary | RunRecord) -> float | None:
    """Return what a sweep wants the best of, of the epoch whose weights are kept: the validation's
    score, or the training's where nothing validates. None before the first epoch, and of a run that
    has failed: there is no network to take."""
    if run.state is RunState.FAILED:
        return None
    if isinstance(run, RunSummary):
        return run.val_score
    return _value(run.kept) if run.kept else None


class Study:
    """What has been tried, and from it what to try next."""

    def __init__(self, plan: SweepPlan) -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self._plan = plan
        self._distributions = _make_distributions(plan.space)
        samplers = optuna.samplers
        sampler = (
            samplers.TPESampler(seed=plan.seed, constant_liar=True)
            if plan.method == "tpe"
            else samplers.RandomSampler(seed=plan.seed)
        )
        pruner = optuna.pruners.MedianPruner(n_startup_trials=_FEWEST, n_warmup_steps=2)
        direction = _DIRECTIONS[plan.base.metric.mode]
        self._study = optuna.create_study(direction=direction, sampler=sampler, pruner=pruner)
        self._trials: dict[str, Any] = {}  # run id → trial, of those that go on
        self._reported: dict[str, int] = {}  # run id → epochs that its trial knows of
        self._known: set[TrainConfig] = set()

    def remember(self, runs: Iterable[RunRecord]) -> None:
        """Take over runs of this sweep that an earlier study has made."""
        for run in runs:
            self._known.add(run.config)
            if not run.state.is_active():
                self._add(run)

    def propose(self) -> tuple[TrainConfig, Any] | None:
        """Return a configuration that has not been tried, and a handle for `begin`; None if there
        is none left, or none to be found."""
        if self._plan.method == "grid":
            point = self._find_next_of_grid()
            if point is None:
                return None
            self._study.enqueue_trial(point)
        for _ in range(_TRIES):
            if (proposal := self._ask()) is not None:
                return proposal
        # the sampler comes back to what it likes: take what is left of the lists instead
        point = self._find_next_of_grid()
        if point is None:
            return None
        self._study.enqueue_trial(point)
        return self._ask()

    def _ask(self) -> tuple[TrainConfig, Any] | None:
        trial = self._study.ask(self._distributions)
        config = apply_settings(self._plan.base, trial.params)
        if config not in self._known:
            return config, trial
        self._study.tell(trial, state=_state("FAIL"))
        return None

    def begin(self, run_id: str, config: TrainConfig, trial: Any) -> None:
        """Note that a proposal is trained as this run."""
        self._known.add(config)
        self._trials[run_id] = trial

    def should_prune(self, run: RunRecord) -> bool:
        """Tell whether a run falls behind the median of the others at its newest epoch."""
        trial = self._trials.get(run.id)
        if trial is None or not run.epochs or not self._plan.prune:
            return False
        for epoch in run.epochs[self._reported.get(run.id, 0) :]:
            trial.report(_value(epoch), epoch.epoch)
        self._reported[run.id] = len(run.epochs)
        return bool(trial.should_prune())

    def end(self, run: RunRecord) -> None:
        """Take note of how a run has ended."""
        trial, value = self._trials.pop(run.id, None), score(run)
        if trial is None:
            self._add(run)
        elif run.state is RunState.FINISHED and value is not None:
            self._study.tell(trial, value)
        else:
            self._study.tell(trial, state=_state("FAIL" if value is None else "PRUNED"))

    def _add(self, run: RunRecord) -> None:
        frozen = _freeze(run, self._plan.space, self._distributions)
        if frozen is not None:
            self._study.add_trial(frozen)

    def _find_next_of_grid(self) -> dict[str, Any] | None:
        for values in list_grid(self._plan.space):
            if apply_settings(self._plan.base, values) not in self._known:
                return values
        return None


def measure_importances(runs: Iterable[RunRecord], space: Space) -> dict[str, float]:
    """Return how much of the scores' differences each setting explains, by name; their sum is 1.

    Nothing while fewer than four runs have a score, or where all have the same one. Method:
    PED-ANOVA (Watanabe et al., 2023).
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    study = optuna.create_study()  # in whichever direction: differences are what counts
    distributions = _make_distributions(space)
    frozen = [_freeze(run, space, distributions) for run in runs]
    study.add_trials([trial for trial in frozen if trial and trial.state.name == "COMPLETE"])
    if len(study.trials) < _FEWEST or len({trial.value for trial in study.trials}) == 1:
        return {}
    evaluator = optuna.importance.PedAnovaImportanceEvaluator()
    return dict(optuna.importance.get_param_importances(study, evaluator=evaluator))


def _make_distributions(space: Space) -> Mapping[str, Any]:
    from optuna.distributions import (
        CategoricalDistribution,
        FloatDistribution,
        IntDistribution,
    )

    def make(name: str, part: Choices | Range) -> Any:
        if isinstance(part, Choices):
            return CategoricalDistribution(tuple(dict.fromkeys(part.values)))
        if is_whole(name):
            return IntDistribution(int(part.low), int(part.high), log=part.log)
        return FloatDistribution(part.low, part.high, log=part.log)

    return {name: make(name, part) for name, part in space.items()}


def _freeze(run: RunRecord, space: Space, distributions: Mapping[str, Any]) -> Any:
    """Return a run that has ended as Optuna's trial, None if it cannot be one."""
    import optuna

    values = {name: read_setting(run.config, name) for name in space}
    fits = all(
        value is not None
        and distributions[name]._contains(distributions[name].to_internal_repr(value))
        for name, value in values.items()
    )
    last = score(run)
    if not fits or last is None:
        return None
    done = run.state is RunState.FINISHED
    return optuna.trial.create_trial(
        params=values,
        distributions=dict(distributions),
        value=last if done else None,
        state=_state("COMPLETE" if done else "PRUNED"),
        intermediate_values={epoch.epoch: _value(epoch) for epoch in run.epochs},
    )


def _value(epoch: EpochEnded) -> float:
    return epoch.score if epoch.val_score is None else epoch.val_score


def _state(name: str) -> Any:
    from optuna.trial import TrialState

    return TrialState[name]
