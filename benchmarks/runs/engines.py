"""Engines of the benchmarks: real ones, with stores in folders that go away."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from distributed.security import Security

from mlp_explorer.compute import DaskCluster, Engine
from mlp_explorer.compute.dask.worker import read_state
from mlp_explorer.errors import EngineError
from mlp_explorer.runs import RunStore

_PATIENCE_S = 600


@contextlib.contextmanager
def open_store(kind: type[RunStore] = RunStore, folder: str | None = None) -> Iterator[RunStore]:
    """Open a store in a new folder, below `folder` or where such folders are."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        store = kind(Path(home))
        try:
            yield store
        finally:
            store.close()


@contextlib.contextmanager
def open_engine(
    store: RunStore,
    scheduler: str = "",
    workers: int = 1,
    security: Security | None = None,
) -> Iterator[Engine]:
    """Start an engine, and wait until all its workers are warm."""
    cluster = DaskCluster(scheduler, workers, security=security)
    engine = Engine(store, cluster)
    engine.start()
    try:
        wait_until(lambda: count_warm(cluster) >= workers)
        yield engine
    finally:
        engine.close()


def count_warm(cluster: DaskCluster) -> int:
    """Return how many workers have loaded TensorFlow."""
    with contextlib.suppress(EngineError):  # not connected yet
        states = cluster._connection.connected().run(read_state, on_error="ignore")
        return sum(state.warm for state in states.values())
    return 0


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until it holds; fail after ten minutes."""
    end_s = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s, "that took too long"
        time.sleep(0.02)


def wait_for_runs(store: RunStore, run_ids: Sequence[str]) -> None:
    """Wait until these runs have finished; fail if one has come to another end."""
    wait_until(lambda: all(store.get(run_id).state.is_finished() for run_id in run_ids))
    assert {store.get(run_id).state for run_id in run_ids} == {"finished"}
