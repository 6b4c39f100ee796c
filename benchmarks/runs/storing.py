"""What storing adds to a training."""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.runs.engines import open_engine, open_store, wait_for_runs
from mlp_explorer import TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.runs import RunStore

__all__ = ["measure_storing"]

_TURNS = 5
_JOB = TrainConfig(epochs=30)  # the tutorial's network and images


class Nothing(RunStore):
    """Keeps no weights, no checkpoint, no model; its database is in memory."""

    def save_snapshot(self, *arguments: Any) -> None:
        """Keep nothing."""

    def save_checkpoint(self, *arguments: Any) -> None:
        """Keep nothing."""

    def save_model(self, *arguments: Any) -> None:
        """Keep nothing."""


def measure_storing() -> Iterator[tuple[str, str, str]]:
    """Train the tutorial's job with the store as it is, and with one that keeps nothing.

    One warm worker serves both in turns. Without storing, weights are not even brought from the
    worker while it trains, and the database is a file in memory.
    """
    times: dict[str, list[tuple[float, float]]] = {"stored": [], "not stored": []}
    with (
        open_store() as real,
        open_store(Nothing, "/dev/shm") as nothing,
        open_engine(real) as engine,
        open_engine(nothing, engine._cluster.address, security=engine._cluster.security) as other,
    ):
        other._dispatcher._fetch = lambda task: None
        entries = {"stored": (engine, real), "not stored": (other, nothing)}
        for turn in range(_TURNS + 1):
            for name, (its_engine, store) in entries.items():
                seconds = train_once(its_engine, store)
                if turn:
                    times[name].append(seconds)
    for name, values in times.items():
        text = " ".join(f"{elapsed_s:.2f}" for elapsed_s, _ in values)
        yield f"{name}: seconds of training in the worker, each turn", text, ""
    for index, what in enumerate(("training in the worker", "first to last event")):
        stored, not_stored = (
            statistics.median(value[index] for value in values) for values in times.values()
        )
        share = f"{stored:.2f} / {not_stored:.2f} s: {stored / not_stored - 1:+.1%}"
        yield f"{what}, median of {_TURNS}, stored / not", share, "under +2 %"


def train_once(engine: Engine, store: RunStore) -> tuple[float, float]:
    """Train the job; return its seconds as the worker says, and from first to last event."""
    run_id = engine.submit(_JOB).id
    wait_for_runs(store, [run_id])
    times = [when for when, _ in store.read_events(run_id)]
    time.sleep(1.0)  # what is still being written does not count against the next one
    return store.get(run_id).epochs[-1].elapsed_s, times[-1] - times[0]
