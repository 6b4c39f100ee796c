"""Many runs in the list, and eight long ones on the Compare page."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from benchmarks.runs.engines import open_store
from mlp_explorer import TrainConfig
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import (
    EpochEnded,
    Evaluated,
    Event,
    TrainingEnded,
    TrainingStarted,
)
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.store import HOME_VARIABLE
from mlp_explorer.ui.compare.charts import METRICS
from mlp_explorer.ui.services import close_services, get_services

__all__ = ["measure_compare_page", "measure_list"]

_RUNS, _REPEATS = 1000, 5
_COMPARED, _EPOCHS, _CLICKS = 8, 100, 20
_SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
Row = tuple[str, str, str]


def measure_list() -> Iterator[Row]:
    """List 1,000 runs of 10 epochs."""
    with open_store() as store:
        for number in range(_RUNS):
            add_run(store, TrainConfig(seed=number))
        times = [measure(lambda: len(store.list_runs()) == _RUNS) for _ in range(_REPEATS)]
    yield f"list_runs of {_RUNS:,} runs, median", f"{statistics.median(times):.3f} s", "under 1 s"


def measure_compare_page() -> Iterator[Row]:
    """Open the Compare page with 8 runs of 100 epochs, and choose one metric after the other."""
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        store = get_services().store
        config = TrainConfig(epochs=_EPOCHS)
        rates = [0.001 * (k + 1) for k in range(_COMPARED)]
        runs = [add_run(store, config.changed(learning_rate=rate)) for rate in rates]
        page = AppTest.from_file(_SCRIPT, default_timeout=30)
        page.query_params.update({"page": "compare", "whose": "everybodys", "runs": "~".join(runs)})
        first_s = measure(page.run)
        assert not page.exception, page.exception[0].message
        clicks = [measure(lambda number=number: click(page, number)) for number in range(_CLICKS)]
        close_services()
    yield f"Compare page, {_COMPARED} runs of {_EPOCHS} epochs, first time", f"{first_s:.3f} s", ""
    yield f"a click on it, median of {_CLICKS}", f"{statistics.median(clicks):.3f} s", "under 0.3 s"
    yield "the slowest of them", f"{max(clicks):.3f} s", ""


def click(page: AppTest, number: int) -> None:
    """Choose the next metric."""
    choice = next(each for each in page.button_group if each.key == "compare_metric")
    choice.set_value(METRICS[number % len(METRICS)]).run()
    assert not page.exception, page.exception[0].message


def measure(act: Any) -> float:
    """Return the seconds that a call takes."""
    start_s = time.perf_counter()
    act()
    return time.perf_counter() - start_s


def add_run(store: RunStore, config: TrainConfig) -> str:
    """Keep a finished run with a falling loss; return its id."""
    run_id, now_s = store.create(config).id, time.time()
    count = config.epochs
    chance = np.random.default_rng(config.seed)
    falls = 1 + chance.random(count) / 10
    epochs = [
        EpochEnded(k, 2 / k * fall, 0.9, 2.1 / k * fall, 0.9, k / 2, 90_000.0)
        for k, fall in enumerate(falls.tolist(), 1)
    ]
    ends = [TrainingEnded("completed", count), Evaluated(0.27, 0.92)]
    events: list[Event] = [TrainingStarted(24, 48_000), *epochs, *ends]
    store.append_all([(run_id, event, now_s) for event in events])
    store.end(run_id, RunState.FINISHED)
    return run_id
