"""`python -m benchmarks.little_memory`: three jobs where Dask sees little memory.

Dask takes the system's limit of a process (`ulimit -m`) for the machine's memory, and divides it by
the processors: 1.6 GB is what it sees for a worker on 16 GB with 20 processors, 2.0 GB on 8 GB with
8. Printed for each: how the tutorial's job and two presets ended, and how many workers they lost.
"""

import os
import resource
import subprocess
import sys
import time

from benchmarks.runs.engines import open_engine, open_store, wait_until
from mlp_explorer import TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.config import PRESETS
from mlp_explorer.runs import RunStore

LIMITS_KB = (1_600_000, 2_000_000, None)  # as `ulimit -m` has them
JOBS = {
    "tutorial": TrainConfig(),
    "Fast": PRESETS["fast"].config,
    "Drawings, 10 of its epochs": PRESETS["drawings"].config.changed(epochs=10),
}


def main() -> None:
    """Print the table, each limit in a process of its own."""
    for limit_kb in LIMITS_KB:
        print("no limit" if limit_kb is None else f"ulimit -m {limit_kb}", flush=True)
        environment = dict(os.environ, LIMIT_KB=str(limit_kb or ""))
        command = [sys.executable, "-m", "benchmarks.little_memory", "one"]
        subprocess.run(command, env=environment, check=True)


def train_all() -> None:
    """Train each job under the limit that the environment names."""
    if limit_kb := os.environ["LIMIT_KB"]:
        resource.setrlimit(resource.RLIMIT_RSS, (int(limit_kb) * 1024,) * 2)
    with open_store() as store, open_engine(store) as engine:
        for name, config in JOBS.items():
            print(f"  {name}: {train(engine, store, config)}", flush=True)


def train(engine: Engine, store: RunStore, config: TrainConfig) -> str:
    """Train one; say what became of it."""
    began_s = time.perf_counter()
    run_id = engine.submit(config).id
    wait_until(lambda: store.get(run_id).state.is_finished())
    took_s, run = time.perf_counter() - began_s, store.get(run_id)
    tested = run.summary.test_score
    accuracy = f"{tested:.2%}" if tested else "no test"
    epochs = f"{len(run.epochs)} of {config.epochs} epochs"
    return f"{run.state}, {epochs}, {accuracy}, {run.restarts} workers lost, {took_s:.0f} s"


if __name__ == "__main__":
    train_all() if sys.argv[1:] == ["one"] else main()
