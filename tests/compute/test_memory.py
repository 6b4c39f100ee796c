"""Workers on machines with little memory, and workers that come to the end of theirs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from distributed import Client, Scheduler, Status, Worker

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import DaskCluster, Engine, EngineState
from mlp_explorer.compute.dask.memory import use_machine_memory
from mlp_explorer.compute.task import explain_losses
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import WorkerLost
from mlp_explorer.runs import RunStore
from tests.compute.conftest import finish, wait_for_epochs, wait_for_run, wait_until
from tests.compute.test_scale_out import Cluster
from tests.faults.apps import ScriptApp, customize

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
LONG = QUICK.changed(epochs=500, training_images=20_000)  # does not end by itself
# what Dask takes for the machine's memory; Linux does not hold anybody to it
SMALL_MACHINE = "import resource; resource.setrlimit(resource.RLIMIT_RSS, (1_600_000_000,) * 2)"


@pytest.fixture
def small_machine(tmp_path):
    """The environment of a process that takes its machine for one of 1.6 GB."""
    return customize(tmp_path / "site", SMALL_MACHINE)


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.close()


@pytest.fixture
def remote(tmp_path, cluster):
    """An engine that trains on the cluster, and its store."""
    store = RunStore(tmp_path / "home")
    engine = Engine(store, DaskCluster(cluster.address))
    engine.start()
    yield engine, store
    engine.close()
    store.close()


def start_worker(cluster, *options, **settings):
    """Let a worker with a nanny join."""
    arguments = ("--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    cluster.start("worker", cluster.address, *arguments, *options, **settings)


def test_a_run_is_trained_where_each_processor_has_less_than_a_gigabyte(tmp_path, small_machine):
    app = ScriptApp(tmp_path / "home", **small_machine)
    try:
        app.finish(app.submit(TrainConfig()))
    finally:
        app.close()


async def use_memory_of_paused_worker():
    """Return whether a worker that Dask has paused works then, and at which share it is paused."""
    local = {"host": "127.0.0.1", "dashboard": False}
    async with (
        Scheduler(port=0, dashboard_address=":0", **local) as scheduler,
        Worker(scheduler.address, nthreads=1, **local) as worker,
    ):
        worker.status = Status.paused
        use_machine_memory(worker)
        return worker.status is Status.running, worker.memory_manager.memory_pause_fraction


def test_a_worker_is_never_paused_and_one_that_was_goes_on():
    with ThreadPoolExecutor() as pool:  # Playwright's loop may run in this one
        asked = pool.submit(lambda: asyncio.run(use_memory_of_paused_worker()))
    assert asked.result() == (True, False)


def test_a_worker_elsewhere_uses_its_machines_memory(cluster, remote, small_machine):
    engine, store = remote
    start_worker(cluster, **small_machine)
    assert finish(store, engine.submit(TrainConfig()).id).state is RunState.FINISHED


def test_a_limit_that_somebody_has_set_stays_and_one_that_is_too_low_is_told(cluster, remote):
    engine, store = remote
    start_worker(cluster, "--memory-limit", "600MB")
    wait_until(lambda: "memory was used up (0.6 GB)" in engine.status.sentence, "the status")
    record = finish(store, engine.submit(QUICK).id)
    assert record.state is RunState.FAILED
    assert "the worker has 0.5 GB" in str(Sentence.from_text(record.problem))


def use_up(dask_worker):
    dask_worker.hoard = b"x" * 1_000_000_000


def test_a_run_whose_worker_is_ended_for_its_memory_says_so_and_goes_on(cluster, remote):
    engine, store = remote
    start_worker(cluster, "--memory-limit", "1.4GB")
    run_id = engine.submit(LONG).id
    wait_for_epochs(store, run_id, 1)
    with Client(cluster.address, set_as_default=False) as client:
        client.run(use_up, on_error="ignore")
    # until another worker is warm, whenever that is
    wait_until(lambda: "memory was used up" in engine.status.sentence, "the status")
    lost = wait_for_run(store, run_id, lambda run: run.restarts == 1, "the loss to be noticed")
    wait_for_epochs(store, run_id, len(lost.epochs) + 1)  # on the new one
    engine.stop(run_id)
    assert finish(store, run_id).state is RunState.STOPPED
    assert store.get(run_id).restarts == 1
    events = [event for _, event in store.read_events(run_id)]
    [lost] = [event for event in events if isinstance(event, WorkerLost)]
    assert lost.used_bytes > 1_300_000_000


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("used_bytes", [0, 1_234_567_890])
def test_why_a_run_has_failed_whose_worker_died_each_time_depends_on_when_and_of_what(
    begun, used_bytes
):
    sentence = str(Sentence.from_text(explain_losses(begun, used_bytes)))
    assert ("its memory was used up (1.2 GB)" in sentence) == (used_bytes > 0)
    assert ("before this run could begin" in sentence) != begun
    assert ("Try fewer or narrower layers" in sentence) == begun


def test_a_worker_that_cannot_load_tensorflow_says_why(tmp_path):
    site = customize(tmp_path / "site", "")
    reason = "this processor has no AVX"
    (tmp_path / "site" / "tensorflow.py").write_text(f"raise ImportError('{reason}')", "utf-8")
    app = ScriptApp(tmp_path / "home", **site)
    try:
        wait_until(lambda: app.said("status", state=EngineState.BROKEN), "the reason")
        assert reason in app.said("status")[-1]["sentence"]
    finally:
        app.close()
