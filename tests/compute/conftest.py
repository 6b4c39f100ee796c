import time

import pytest

from mlp_explorer.compute import Engine, EngineState
from mlp_explorer.runs import RunStore


def wait_until(condition, what, timeout_s=60):
    """Wait until `condition()` holds; fail with `what` was waited for."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"waited {timeout_s} s for {what}"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def engine_and_store(tmp_path_factory):
    """A local engine with one warm worker, for all tests that leave it as it was."""
    store = RunStore(tmp_path_factory.mktemp("runs"))
    engine = Engine(store)
    engine.start()
    wait_until(lambda: engine.status.state is EngineState.READY, "a warm worker")
    yield engine, store
    engine.close()
    store.close()


@pytest.fixture
def engine(engine_and_store):
    return engine_and_store[0]


@pytest.fixture
def store(engine_and_store):
    return engine_and_store[1]
