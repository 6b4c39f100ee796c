"""How much room a run takes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.runs.engines import open_engine, wait_for_runs
from mlp_explorer import TrainConfig
from mlp_explorer.runs import RunStore

__all__ = ["measure_disk"]

_MB = 1e6
_COPIES = 50  # of its rows: the database grows by whole pages


def measure_disk() -> Iterator[tuple[str, str, str]]:
    """Train the tutorial's job of 10 epochs, and weigh what is left of it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        RunStore(home).close()
        empty = (home / "runs.db").stat().st_size
        store = RunStore(home)
        with open_engine(store) as engine:
            run_id = engine.submit(TrainConfig()).id
            wait_for_runs(store, [run_id])
        events = store.read_events(run_id)
        for _ in range(_COPIES - 1):
            copy = store.create(TrainConfig()).id
            store.append_all([(copy, event, when) for when, event in events])
        store.close()
        files = sum(path.stat().st_size for path in (home / "runs" / run_id).iterdir())
        database = (home / "runs.db").stat().st_size - empty
    database //= _COPIES
    yield "a run of the tutorial's job, 10 epochs: its folder", f"{files / _MB:.2f} MB", ""
    yield "its share of the database", f"{database / _MB:.3f} MB", ""
    yield "both", f"{(files + database) / _MB:.2f} MB", "under 12 MB"
