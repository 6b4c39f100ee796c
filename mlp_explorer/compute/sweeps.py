"""Sweeps: many runs from one plan, as many at a time as there are workers.

The database is the only truth: what a sweep has done is read from its runs, so it goes on after a
restart as if nothing had been.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from mlp_explorer.compute.engine import Engine
from mlp_explorer.compute.plan import SweepPlan
from mlp_explorer.errors import ConfigError, MLPExplorerError, Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.runs import Group, RunRecord, RunStore

__all__ = ["Sweeps"]

_AHEAD = 1  # runs that wait already when a worker is done, so that it is never idle
_LOOK_S = 1.0  # at least so often: workers come and go without telling
_PRUNED = Sentence("pruned")
_LOG = logging.getLogger(__name__)


class Sweeps:
    """Starts, stops and resumes sweeps; each goes on in a thread of its own."""

    def __init__(self, store: RunStore, engine: Engine) -> None:
        self._store, self._engine = store, engine
        self._lock = threading.Lock()
        self._starting = threading.Lock()  # two clicks may be heard in two threads
        self._going_on: dict[str, _Sweep] = {}

    def start(self, plan: SweepPlan, name: str, owner: str = "") -> Group:
        """Begin a sweep and return its group at once; one of this plan that goes on, if any."""
        with self._starting:
            group = self._find_running(plan, owner)
            group = group or self._store.create_group("sweep", name, owner, plan.to_json())
        self._go_on(group)
        return group

    def resume(self, group_id: str) -> None:
        """Go on with a sweep that was stopped or interrupted, up to its budget.

        Raises RunNotFoundError.
        """
        group = self._store.get_group(group_id)
        self._store.change_group(group_id, state=RunState.RUNNING)
        self._go_on(replace(group, state=RunState.RUNNING))

    def stop(self, group_id: str) -> None:
        """End a sweep and its trials that go on; what is done stays. Raises RunNotFoundError."""
        with self._lock:
            sweep = self._going_on.pop(group_id, None)
        if sweep is not None:
            sweep.leave()
        self._store.change_group(group_id, state=RunState.STOPPED)
        for run in self._store.list_runs(group_id=group_id):
            if run.state.is_active():
                self._engine.stop(run.id)

    def close(self) -> None:
        """Let go of all; the next app finds them interrupted."""
        with self._lock:
            sweeps = list(self._going_on.values())
            self._going_on.clear()
        for sweep in sweeps:
            sweep.leave()

    def _find_running(self, plan: SweepPlan, owner: str) -> Group | None:
        groups = self._store.list_groups(kind="sweep", owner=owner) if owner else []
        running = (group for group in groups if group.state is RunState.RUNNING)
        return next((group for group in running if _is_of(group, plan)), None)

    def _go_on(self, group: Group) -> None:
        with self._lock:
            sweep = self._going_on.get(group.id)
            if sweep is None or not sweep.is_alive():
                self._going_on[group.id] = sweep = _Sweep(self._store, self._engine, group)
                sweep.start()


class _Sweep(threading.Thread):
    """One sweep at work."""

    def __init__(self, store: RunStore, engine: Engine, group: Group) -> None:
        super().__init__(name="sweep", daemon=True)
        self._store, self._engine, self._group = store, engine, group
        self._plan = SweepPlan.from_json(group.plan)
        self._left = threading.Event()
        self._news = threading.Event()
        # runs whose end has not been noted, each with what ends the listening to it
        self._open: dict[str, Callable[[], None]] = {}
        self._pruned: set[str] = set()
        self._made = 0  # runs so far

    def leave(self) -> None:
        """End the thread, not the runs."""
        self._left.set()
        self._news.set()
        self.join(10)

    def run(self) -> None:
        """Keep the workers busy until the budget is done."""
        try:
            self._begin()
            while not self._left.is_set() and self._step():
                self._news.wait(_LOOK_S)
                self._news.clear()
        except MLPExplorerError as error:  # the disk is full, most likely: its runs say so too
            _LOG.error("sweep %s: %s", self._group.id, error)
            self._give_up()
        except Exception:
            _LOG.exception("sweep %s", self._group.id)
            self._give_up()
        finally:
            for unlisten in self._open.values():
                unlisten()

    def _give_up(self) -> None:
        with suppress(MLPExplorerError):  # then the next app finds it interrupted
            if not self._left.is_set():
                self._end(RunState.INTERRUPTED)

    def _begin(self) -> None:
        from mlp_explorer.compute.study import Study

        self._study = Study(self._plan)
        runs = self._list_runs()
        for run in runs:
            if _was_cut_short(run):
                self._engine.resume(run.id)
        runs = self._list_runs()
        self._study.remember(runs)
        for run in runs:
            if run.state.is_active():
                self._watch(run.id)
        self._made = len(runs)

    def _step(self) -> bool:
        """Note what has ended, begin what there is room for; tell whether more is to come."""
        for run_id in list(self._open):
            self._look_at(self._store.get(run_id))
        room = max(1, self._engine.status.workers) + _AHEAD - len(self._open)
        for _ in range(room):
            if self._made >= self._plan.n_trials or not self._submit():
                break
        if self._open:
            return True
        self._end(RunState.FINISHED)
        return False

    def _look_at(self, run: RunRecord) -> None:
        if run.state.is_active():
            if self._study.should_prune(run):
                self._engine.stop(run.id)
                self._pruned.add(run.id)
            return
        self._open.pop(run.id)()
        self._study.end(run)
        if run.id in self._pruned:
            self._store.change(run.id, problem=_PRUNED.to_text())

    def _submit(self) -> bool:
        proposal = self._study.propose()
        if proposal is None:
            self._made = self._plan.n_trials
            return False
        config, trial = proposal
        run = self._engine.submit(config, self._group.owner, self._group.id)
        self._study.begin(run.id, config, trial)
        self._made += 1
        self._watch(run.id)
        return True

    def _watch(self, run_id: str) -> None:
        self._open[run_id] = self._store.listen(run_id, self._news.set)

    def _list_runs(self) -> list[RunRecord]:
        """Return the sweep's runs, the thrown away ones too: they have been tried."""
        runs = [
            run
            for deleted in (False, True)
            for run in self._store.list_runs(deleted=deleted, group_id=self._group.id)
        ]
        return [self._store.get(run.id) for run in runs]

    def _end(self, state: RunState) -> None:
        self._store.change_group(self._group.id, state=state)


def _is_of(group: Group, plan: SweepPlan) -> bool:
    try:
        return SweepPlan.from_json(group.plan) == plan
    except ConfigError:  # of a newer version
        return False


def _was_cut_short(run: RunRecord) -> bool:
    """Tell whether a trial has not come to its own end, was not pruned, and nobody has thrown it
    away. One with all its epochs may still lack its test."""
    if run.deleted_s is not None or Sentence.from_text(run.problem).code == _PRUNED.code:
        return False
    if run.state is RunState.STOPPED:
        return len(run.epochs) < run.config.epochs
    return run.state in (RunState.INTERRUPTED, RunState.PAUSED)
