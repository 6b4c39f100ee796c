"""A sweep on two workers against the same runs one after another."""

import contextlib
import time
from collections.abc import Iterator

from benchmarks.runs.engines import open_engine, open_store, wait_until
from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine, SweepPlan, Sweeps
from mlp_explorer.config.space import Choices
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore

__all__ = ["measure_sweep"]

_TURNS, _N_RUNS = 3, 16
_PLANS = {
    # small networks and small batches, where a second thread finds little to do
    "2 epochs of 16 to 128 neurons, batch 100": SweepPlan(
        TrainConfig(hidden_layers=(HiddenLayer(64, "relu"),), batch_size=100, epochs=2),
        {"learning_rate": Choices((0.001, 0.003, 0.01, 0.03)), "units": Choices((16, 32, 64, 128))},
        "grid",
    ),
    # large matrix products, which two threads share well
    "5 epochs of the tutorial's network, batch 250 to 2000": SweepPlan(
        TrainConfig(epochs=5),
        {
            "learning_rate": Choices((0.0003, 0.001, 0.003, 0.01)),
            "batch_size": Choices((250, 500, 1000, 2000)),
        },
        "grid",
    ),
}


def measure_sweep() -> Iterator[tuple[str, str, str]]:
    """Train 16 runs on two workers of one thread each, and on one that has both cores.

    Taking turns. All workers are there all the time, those of the other side idle. Before the
    first turn that counts, each worker has compiled what the runs need.
    """
    with contextlib.ExitStack() as stack:
        entries = {}
        for workers in (2, 1):
            store = stack.enter_context(open_store())
            entries[workers] = (stack.enter_context(open_engine(store, "", workers)), store)
        for name, plan in _PLANS.items():
            yield from compare_workers(name, plan, entries)


def compare_workers(
    name: str, plan: SweepPlan, entries: dict[int, tuple[Engine, RunStore]]
) -> Iterator[tuple[str, str, str]]:
    """Run one sweep on both sides in turns."""
    seconds: dict[int, list[float]] = {workers: [] for workers in entries}
    for turn in range(_TURNS + 1):
        for workers, (engine, store) in entries.items():
            elapsed_s = train_all(plan, engine, store)
            if turn:
                seconds[workers].append(elapsed_s)
    yield f"16 × {name}", "", ""
    for workers, values in seconds.items():
        text = " ".join(f"{value:.1f} s" for value in values)
        yield f"  {workers} worker{'s' * (workers > 1)}", text, ""
    ratios = [one / two for two, one in zip(*seconds.values(), strict=True)]
    text = " ".join(f"{ratio:.2f}" for ratio in ratios)
    yield "  one worker's time / two workers', each turn", text, "at least 1.6"


def train_all(plan: SweepPlan, engine: Engine, store: RunStore) -> float:
    """Train the sweep; return the seconds from its start to its end."""
    start_s = time.perf_counter()
    sweeps = Sweeps(store, engine)
    group = sweeps.start(plan, "sixteen")
    wait_until(lambda: store.get_group(group.id).state is RunState.FINISHED)
    elapsed_s = time.perf_counter() - start_s
    sweeps.close()
    assert len(store.list_runs(group_id=group.id)) == plan.n_trials == _N_RUNS
    return elapsed_s
