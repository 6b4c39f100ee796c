"""Kills at random moments of a sweep: is anything lost, is anything doubled?"""

import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.runs.engines import wait_until
from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import MOST_TRIALS, SweepPlan
from mlp_explorer.config.space import Choices
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore
from tests.faults.apps import ScriptApp

__all__ = ["measure_kills"]

_VICTIMS = ["worker"] * 10 + ["app"] * 10
_LONGEST_S = 4.0
_WORKERS = "2"
_BASE = TrainConfig(hidden_layers=(HiddenLayer(32, "relu"),), training_images=20_000, epochs=20)
_SPACE = {"learning_rate": Choices((0.001, 0.003, 0.01)), "batch_size": Choices((50, 100, 200))}
_SEEDS = 4  # so many times nine runs are a sweep
Shown = dict[tuple[str, int], dict[str, Any]]  # (run, epoch) → what a page has shown of it


class SweptApp:
    """An app with a sweep, killed now and then, and all that its pages have shown so far."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.shown: Shown = {}
        self.n_shown = self.late = self.n_planned = 0
        self._groups: list[str] = []
        self._app = ScriptApp(home, MLP_EXPLORER_WORKERS=_WORKERS)
        self.start_sweep()

    def start_sweep(self) -> None:
        """Begin a sweep whose runs no other has."""
        first = _SEEDS * len(self._groups)
        seeds = Choices(tuple(range(first, first + _SEEDS)))
        plan = SweepPlan(_BASE, _SPACE | {"seed": seeds}, "grid", MOST_TRIALS)
        self.n_planned += plan.n_trials
        self._app.tell("sweep", plan.to_json())
        wait_until(lambda: bool(self._app.said("sweep")))
        self._groups.append(self._app.said("sweep")[-1]["group"])

    def go_on(self, wait_s: float) -> bool:
        """Wait for an epoch and then some more; tell whether there is still something to do."""
        before = len(self._app.said("epoch"))
        wait_until(lambda: self._is_over() or len(self._app.said("epoch")) > before)
        time.sleep(wait_s)
        return not self._is_over()

    def kill_worker(self, chance: random.Random) -> None:
        """Kill one of the processes that train."""
        wait_until(lambda: bool(self._app.workers()))
        chance.choice(self._app.workers()).send_signal(signal.SIGKILL)

    def kill_app(self) -> None:
        """Kill the app; start it anew, and continue the sweep that was interrupted."""
        self._app.kill()
        self._note()
        self.late += count_missing(self._home, self.shown)
        self._app = ScriptApp(self._home, MLP_EXPLORER_WORKERS=_WORKERS)
        wait_until(lambda: bool(self._app.said("opened")))
        self._app.tell("resume_sweep", self._groups[-1])

    def finish(self) -> None:
        """Let it come to its end."""
        wait_until(self._is_over)
        self._app.close()
        self._note()

    def _note(self) -> None:
        for message in self._app.said("epoch"):
            self.shown[message["run"], message["values"]["epoch"]] = message["values"]
            self.n_shown += 1

    def _is_over(self) -> bool:
        opened = self._app.said("opened")
        states = dict(opened[0]["runs"]) if opened else {}
        states |= {message["run"]: message["state"] for message in self._app.said("state")}
        return sum(RunState(state).is_finished() for state in states.values()) == self.n_planned


def measure_kills(seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Kill 10 times a worker and 10 times the app, then let all finish and compare."""
    chance = random.Random(seed)
    victims = chance.sample(_VICTIMS, len(_VICTIMS))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        sweep = SweptApp(home)
        for victim in victims:
            while not sweep.go_on(chance.uniform(0, _LONGEST_S)):
                sweep.start_sweep()
            if victim == "app":
                sweep.kill_app()
            else:
                sweep.kill_worker(chance)
        sweep.finish()
        yield from report(home, sweep)


def report(home: Path, sweep: SweptApp) -> Iterator[tuple[str, str, str]]:
    """Compare what is kept with what was shown and what was planned."""
    store = RunStore(home)
    records = [store.get(run.id) for run in store.list_runs()]
    store.close()
    configs = Counter(record.config.model_dump_json() for record in records)
    whole = [
        record
        for record in records
        if record.state is RunState.FINISHED
        and [epoch.epoch for epoch in record.epochs] == list(range(1, record.config.epochs + 1))
    ]
    counts = Counter(_VICTIMS)
    yield "kills", f"{counts['worker']} worker, {counts['app']} app", ""
    yield (
        "runs planned / there / finished with every epoch",
        (f"{sweep.n_planned} / {len(records)} / {len(whole)}"),
        "all the same",
    )
    yield "configurations trained more than once", str(sum(n > 1 for n in configs.values())), "0"
    yield "worker deaths that runs have noticed", str(sum(r.restarts for r in records)), ""
    yield "epochs shown, those shown again included", str(sweep.n_shown), ""
    yield "shown and missing, or other numbers, right after a restart", str(sweep.late), "0"
    yield (
        "shown and missing, or other numbers, at the end",
        (str(count_missing(home, sweep.shown))),
        "0",
    )


def count_missing(home: Path, shown: Shown) -> int:
    """Return how many of these epochs are not in the database with the same numbers."""
    store = RunStore(home)
    kept = {
        (run.id, epoch.epoch): epoch
        for run in store.list_runs()
        for epoch in store.get(run.id).epochs
    }
    store.close()
    names = ("loss", "score", "val_loss", "val_score")
    return sum(
        place not in kept or any(getattr(kept[place], name) != values[name] for name in names)
        for place, values in shown.items()
    )
