"""The app's end of the training engine: what a person can ask for.

All of it changes the store and the queue at once and returns; `dispatcher.py` does the rest.

Who asks twice for the same thing, by a double click or in two tabs, gets what the first wish
started, for as long as that goes on. Nobody's runs (without an owner) are each for themselves.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from mlp_explorer.compute.cluster import Cluster
from mlp_explorer.compute.dispatcher import Dispatcher
from mlp_explorer.compute.status import EngineStatus
from mlp_explorer.compute.waiting import Place, Wait, round_wait
from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.runs import Group, RunRecord, RunStore, RunSummary

__all__ = ["Engine"]

_ACTIVE = [state for state in RunState if state.is_active()]


class Engine:
    """Trains runs on a cluster's workers, one at a time on each, with fair turns between owners.

    store: where runs and their events go. clock: seconds that never go back, for the turns.
    """

    def __init__(
        self, store: RunStore, cluster: Cluster, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store, self._cluster = store, cluster
        self._starting = threading.Lock()  # two clicks may be heard in two threads
        self._dispatcher = Dispatcher(store, cluster, clock)

    def start(self) -> None:
        """Begin to connect, in the background. Runs that were queued when the last engine ended
        are queued again, and so are those that had all their epochs: only their test is missing."""
        for run in self._store.list_runs(state=RunState.INTERRUPTED):
            if run.epochs_done >= run.config.epochs:
                with contextlib.suppress(StoreError):  # no room on the disk: it stays as it is
                    self._store.queue(run.id, run.config)
        waiting = reversed(self._store.list_runs(state=RunState.QUEUED))
        for owner, run_ids in self._find_jobs(waiting):
            self._dispatcher.add(owner, *run_ids)
        self._dispatcher.start()

    def close(self) -> None:
        """End everything that this engine started."""
        self._dispatcher.close()

    @property
    def status(self) -> EngineStatus:
        """How the engine is, as of the last second."""
        return self._cluster.status

    def submit(
        self, config: TrainConfig, owner: str = "", group_id: str | None = None
    ) -> RunRecord:
        """Queue a run and return its record; where the owner's run of this goes on, that one.

        In a group, each run is one of its own.
        """
        with self._starting:
            known = self._find_active(owner, lambda run: _is_plain(run, config))
            if known and group_id is None:
                return known
            record = self._store.create(config, owner, group_id)
            self._dispatcher.add(owner, record.id)
        return record

    def race(self, configs: Sequence[TrainConfig], name: str, owner: str = "") -> Group:
        """Queue runs that one worker trains side by side, an epoch each in turns.

        All have the seed of the first: the same order of images where their batches are of one
        size, and the same initial weights where their layers agree.
        """
        configs = [config.changed(seed=configs[0].seed) for config in configs]
        with self._starting:
            if known := self._find_race(owner, configs):
                return known
            group = self._store.create_group("race", name, owner, {})
            runs = [self._store.create(config, owner, group.id) for config in configs]
            self._dispatcher.add(owner, *(run.id for run in runs))
        return group

    def repeat(self, config: TrainConfig, seeds: Sequence[int], owner: str = "") -> list[str]:
        """Have one run of the configuration with each seed: what differs then is chance.

        Only those are queued that the owner does not have yet. Returns the ids of all, in order.
        """
        wanted = {config.changed(seed=seed): seed for seed in seeds}
        with self._starting:
            ids = self._find_repeats(wanted, owner)
            missing = [seed for seed in wanted.values() if seed not in ids]
            if missing:
                plan = {"seeds": missing}
                group = self._store.create_group("repeat", config.title, owner, plan)
                for seed in missing:
                    run = self._store.create(config.changed(seed=seed), owner, group.id)
                    self._dispatcher.add(owner, run.id)
                    ids[seed] = run.id
        return [ids[seed] for seed in wanted.values()]

    def _find_repeats(self, wanted: Mapping[TrainConfig, int], owner: str) -> dict[int, str]:
        """Return a run of each configuration by its seed, one that has finished if there is one.

        Not one that was branched off or whose learning rate was changed: it is no repetition.
        """
        states = [RunState.FINISHED, RunState.RUNNING, RunState.QUEUED]
        runs = [
            run
            for run in self._store.list_runs(owner=owner, state=states)
            if run.config in wanted
            and run.parent_id is None
            and self._store.get(run.id).learning_rate is None
        ]
        runs.sort(key=lambda run: states.index(run.state), reverse=True)
        return {wanted[run.config]: run.id for run in runs}

    def resume(self, run_id: str, epochs: int | None = None) -> RunRecord:
        """Queue a run again, to go on from where it stands, its optimizer too.

        epochs: another number of them in total. Raises ConfigError, RunNotFoundError.
        """
        with self._starting:
            record = self._store.get(run_id)
            if record.state.is_active():
                return record
            config = record.config.changed(epochs=epochs) if epochs else record.config
            record = self._store.queue(run_id, config)
            self._dispatcher.add(record.owner, run_id)
        return record

    def branch(self, run_id: str, epoch: int, config: TrainConfig, owner: str = "") -> RunRecord:
        """Queue a new run that begins with another's weights after an epoch; return its record.

        Raises RunNotFoundError, and StoreError if those weights are not kept.
        """
        branched = (run_id, epoch, config)
        with self._starting:
            known = self._find_active(
                owner, lambda run: (run.parent_id, run.parent_epoch, run.config) == branched
            )
            if known:
                return known
            record = self._store.branch(run_id, epoch, config, owner)
            self._dispatcher.add(owner, record.id)
        return record

    def stop(self, run_id: str) -> None:
        """End the run at its next batch, or take it out of the queue."""
        self._dispatcher.ask_to_end(run_id, "stopped")

    def pause(self, run_id: str) -> None:
        """Hold the run at its next batch, so that `resume` goes on there."""
        self._dispatcher.ask_to_end(run_id, "paused")

    def set_rate(self, run_id: str, rate: float) -> None:
        """Change a running run's learning rate. Raises ConfigError, RunNotFoundError."""
        checked = self._store.get(run_id).config.changed(learning_rate=rate)
        self._dispatcher.set_rate(run_id, checked.learning_rate)

    def queue_place(self, run_id: str) -> int:
        """Return how many jobs run or wait before this queued run; 0 if it is about to start."""
        return self._dispatcher.count_before(run_id)

    def find_wait(self, run_id: str) -> int | None:
        """Return in about how many seconds a run that waits will begin; None where nobody can
        tell, as no worker is there. Raises StoreError."""
        places = (place for place in self.list_places() if place.run_id == run_id)
        place = next(places, None)
        if place is None or place.is_at_work or place.seconds is None:
            return None
        return round_wait(place.seconds)

    def find_place(self, run_id: str) -> Wait:
        """Return what a run waits for that is queued. Raises StoreError."""
        before, seconds = self.queue_place(run_id), self.find_wait(run_id)
        return Wait(before, seconds, *self._dispatcher.find_reason(run_id))

    def list_places(self) -> list[Place]:
        """Return the runs at work, then those that wait, in the order in which they come.

        Raises StoreError.
        """
        return self._dispatcher.list_places()

    def _find_jobs(self, runs: Iterable[RunSummary]) -> list[tuple[str, list[str]]]:
        """Return the owner and the runs of each job: those of a race are one."""
        races = {group.id for group in self._store.list_groups(kind="race")}
        jobs: dict[str, tuple[str, list[str]]] = {}
        for run in runs:
            key = run.group_id if run.group_id in races else run.id
            jobs.setdefault(key or run.id, (run.owner, []))[1].append(run.id)
        return list(jobs.values())

    def _find_active(self, owner: str, is_wanted: Callable[[RunRecord], bool]) -> RunRecord | None:
        """Return an owner's run that goes on and is wanted, None where there is none."""
        if not owner:
            return None
        active = self._store.list_runs(owner=owner, state=_ACTIVE)
        records = (self._store.get(run.id) for run in active)
        return next((record for record in records if is_wanted(record)), None)

    def _find_race(self, owner: str, configs: Sequence[TrainConfig]) -> Group | None:
        """Return an owner's race of these configurations of which a run goes on."""
        groups = self._store.list_groups(kind="race", owner=owner) if owner else []
        for group in groups:
            runs = self._store.list_runs(group_id=group.id)
            going_on = any(run.state.is_active() for run in runs)
            same = len(runs) == len(configs) and all(run.config in configs for run in runs)
            if going_on and same:
                return group
        return None


def _is_plain(run: RunRecord, config: TrainConfig) -> bool:
    """Tell whether a run has this configuration, and was started neither in a group nor as a
    branch."""
    return run.config == config and run.group_id is None and run.parent_id is None
