import threading
import time

import pytest

from mlp_explorer.compute import Engine
from mlp_explorer.compute.queue import FairQueue
from mlp_explorer.runs import RunStore
from tests.compute.fake import FakeCluster

FOREVER_S = 600  # what has not come by then never will; nothing is expected to take so long


def wait_until(condition, what):
    """Wait until `condition()` holds; fail with `what` was waited for if it never does."""
    end = time.monotonic() + FOREVER_S
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def wait_for_run(store, run_id, condition, what):
    """Wait until the run's record fulfils a condition, and return it."""
    changed = threading.Event()
    unlisten = store.listen(run_id, changed.set)
    try:
        while not condition(record := store.get(run_id)):
            assert changed.wait(FOREVER_S), f"waited in vain for {what}"
            changed.clear()
        return record
    finally:
        unlisten()


def wait_for_state(store, run_id, state):
    return wait_for_run(store, run_id, lambda run: run.state is state, f"“{state}”")


def wait_for_epochs(store, run_id, count):
    return wait_for_run(store, run_id, lambda run: len(run.epochs) >= count, f"{count} epochs")


def wait_for_snapshot(store, run_id, epoch):
    """Wait until the weights of an epoch are the newest ones."""
    wait_for_run(store, run_id, lambda _: store.snapshot_epoch(run_id) == epoch, "weights")


def finish(store, run_id):
    return wait_for_run(store, run_id, lambda run: run.state.is_finished(), "the run's end")


@pytest.fixture
def store(tmp_path):
    store = RunStore(tmp_path / "fake")
    yield store
    store.close()


@pytest.fixture
def cluster():
    """One without workers; see `FakeCluster`."""
    return FakeCluster()


@pytest.fixture
def engine(store, cluster):
    """An engine on `cluster`."""
    engine = Engine(store, cluster)
    engine.start()
    yield engine
    engine.close()


def make_queue(*jobs):
    """Return a queue with these jobs, added in this order."""
    queue = FairQueue()
    for job in jobs:
        queue.add(job)
    return queue
