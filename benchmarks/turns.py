"""`python -m benchmarks.turns`: a class presses Train while one trains a large network for long.

One worker, the real engine. First a few of the class alone, one after the other: what a person
costs. Then one person trains 500 epochs of 1024-1024, and all the others press Train on the
tutorial's network at once. Wanted: each has the first epoch within 30 s, and all are done within
twice the time that they would take alone.
"""

import argparse
import itertools
import statistics
import threading
import time
from collections.abc import Callable, Sequence

from benchmarks.runs.engines import open_engine, open_store
from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.messages.events import EpochEnded, TrainingEnded, TrainingStarted
from mlp_explorer.runs import RunStore

LARGE = TrainConfig(hidden_layers=(HiddenLayer(1024), HiddenLayer(1024)), epochs=500)
TUTORIAL = TrainConfig()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=29, help="who press Train at once")
    parser.add_argument("--alone", type=int, default=3, help="of them, alone, to compare with")
    parser.add_argument("--epochs", type=int, default=TUTORIAL.epochs, help="of each of them")
    options = parser.parse_args()
    with open_store() as store, open_engine(store) as engine:
        measure(engine, store, options.people, options.alone, options.epochs)


def measure(engine: Engine, store: RunStore, people: int, n_alone: int, epochs: int) -> None:
    """Measure both, and print what came out."""
    config = TUTORIAL.changed(epochs=epochs)
    train(engine, store, config, 1, "warm")  # the first run of a shape compiles
    alone_s = train(engine, store, config, n_alone, "alone") / n_alone
    say(f"one alone: {alone_s:.2f} s, so {people} of them: {people * alone_s:.0f} s")
    large = engine.submit(LARGE, "long").id
    wait(store, large, lambda: len(store.get(large).epochs) >= 2)
    began_s = time.time()
    took_s = train(engine, store, config, people, "class")
    engine.stop(large)
    say(f"beside 1024-1024: {took_s:.0f} s, {took_s / people / alone_s:.2f} times as long")
    runs = [run.id for run in store.list_runs() if run.owner.startswith("class")]
    first = sorted(find_first(store, run_id) - began_s for run_id in runs)
    middle = statistics.median(first)
    say(f"first epochs after {first[0]:.1f} to {first[-1]:.1f} s, median {middle:.1f} s")
    turns = [count_turns(store, run_id) for run_id in runs]
    events = [event for when, event in store.read_events(large) if when >= began_s]
    meanwhile = sum(isinstance(event, EpochEnded) for event in events)
    say(f"turns of each: {min(turns)} to {max(turns)}")
    say(f"meanwhile epochs of the large one: {meanwhile}")
    changes = list_changes(store, [*runs, large], began_s)
    say(f"from one to the next: {statistics.median(changes):.2f} s, at most {max(changes):.2f} s")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def list_changes(store: RunStore, run_ids: Sequence[str], began_s: float) -> list[float]:
    """Return the seconds between the end of each turn and the beginning of the next one."""
    said = sorted(
        (time_s, isinstance(event, TrainingStarted))
        for run_id in run_ids
        for time_s, event in store.read_events(run_id)
        if time_s >= began_s and isinstance(event, TrainingStarted | TrainingEnded)
    )
    return [later - earlier for (earlier, _), (later, starts) in itertools.pairwise(said) if starts]


def train(engine: Engine, store: RunStore, config: TrainConfig, people: int, name: str) -> float:
    """Let people press Train at once; return the seconds until all are done."""
    start_s = time.perf_counter()
    runs = [engine.submit(config, f"{name} {person}").id for person in range(people)]
    for run_id in runs:
        wait(store, run_id, lambda run_id=run_id: store.get(run_id).state.is_finished())
    return time.perf_counter() - start_s


def wait(store: RunStore, run_id: str, condition: Callable[[], bool]) -> None:
    """Wait until a run has come so far."""
    changed = threading.Event()
    unlisten = store.listen(run_id, changed.set)
    while not condition():
        changed.wait()
        changed.clear()
    unlisten()


def find_first(store: RunStore, run_id: str) -> float:
    """Return when a run's first epoch ended, seconds since 1970."""
    events = store.read_events(run_id)
    return next(time_s for time_s, event in events if isinstance(event, EpochEnded))


def count_turns(store: RunStore, run_id: str) -> int:
    """Return how many turns a run has had."""
    return sum(isinstance(event, TrainingEnded) for _, event in store.read_events(run_id))


if __name__ == "__main__":
    main()
