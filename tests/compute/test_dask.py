"""Dask behind the seam, for real: few trainings, each for as much as it can show. What the engine
makes of what happens is in test_engine.py, with a cluster that does what it is told."""

import os
import signal
import threading

import numpy as np
import psutil
import pytest
from distributed import Client, Status

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset
from mlp_explorer.compute import DaskCluster, Engine, EngineState
from mlp_explorer.compute.dask import launch
from mlp_explorer.compute.dask.launch import make_environment
from mlp_explorer.compute.dask.worker import read_state
from mlp_explorer.config import plan_fine_tuning
from mlp_explorer.errors import EngineError
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, RateChanged, TrainingStarted, WorkerLost
from mlp_explorer.runs import RunStore
from tests.compute.conftest import (
    finish,
    wait_for_epochs,
    wait_for_run,
    wait_for_state,
    wait_until,
)
from tests.compute.test_fine_tuning import make_own

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
STEADY = QUICK.changed(epochs=10, training_images=20_000)  # a second or two
LONG = TrainConfig(epochs=500)  # does not end by itself


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A local engine with one warm worker, for tests that leave it as it was: it, its cluster and
    its store."""
    store, cluster = RunStore(tmp_path_factory.mktemp("runs")), DaskCluster()
    engine = Engine(store, cluster)
    engine.start()
    wait_until(lambda: engine.status.state is EngineState.READY, "a warm worker")
    yield engine, cluster, store
    engine.close()
    store.close()


def connect(cluster):
    return Client(cluster.address, security=cluster.security, set_as_default=False)


def trainers(cluster):
    """The worker processes: children of the scheduler's that run TensorFlow or will."""
    return [
        process
        for process in psutil.Process(cluster.pid).children(recursive=True)
        if "spawn_main" in " ".join(process.cmdline())
    ]


def test_a_run_is_trained_and_leaves_its_weights_and_a_keras_file(real):
    import keras

    engine, _, store = real
    record = finish(store, engine.submit(QUICK).id)
    assert (record.state, len(record.epochs)) == (RunState.FINISHED, 3)
    network = Network(QUICK, store.load_snapshot(record.id).weights)
    x_test = load_dataset("mnist").x_test / np.float32(255)
    right = network.predict(x_test).argmax(axis=1) == load_dataset("mnist").y_test
    assert right.mean() == pytest.approx(record.test.test_score, abs=2e-4)
    model = keras.saving.load_model(store.find_model(record.id))
    theirs = model.predict(x_test[:50], verbose=0)
    assert np.allclose(theirs, network.predict(x_test[:50]), atol=1e-5)


def test_a_running_run_gives_its_weights_hears_a_rate_and_is_held_and_stopped(real):
    engine, _, store = real
    run_id = engine.submit(LONG).id
    wait_for_run(store, run_id, lambda _: (store.snapshot_epoch(run_id) or 0) >= 1, "weights")
    assert store.get(run_id).state is RunState.RUNNING
    engine.set_rate(run_id, 0.02)
    wait_for_run(store, run_id, lambda run: run.learning_rate == 0.02, "the change")
    engine.pause(run_id)
    held = wait_for_state(store, run_id, RunState.PAUSED)
    assert store.load_checkpoint(run_id).learning_rate == 0.02
    engine.resume(run_id)
    wait_for_epochs(store, run_id, len(held.epochs) + 1)
    engine.stop(run_id)
    record = finish(store, run_id)
    assert record.state is RunState.STOPPED
    assert len(held.epochs) < len(record.epochs) < 500
    assert record.epochs[: len(held.epochs)] == held.epochs
    assert record.test.test_score > 0.5
    changes = [e for _, e in store.read_events(run_id) if isinstance(e, RateChanged)]
    assert [change.learning_rate for change in changes] == [0.02]


def test_a_run_that_is_held_or_whose_worker_is_killed_ends_with_the_same_numbers(real):
    engine, cluster, store = real
    whole = finish(store, engine.submit(STEADY).id)

    run_id = engine.submit(STEADY).id
    wait_for_epochs(store, run_id, 2)
    engine.pause(run_id)
    assert len(wait_for_state(store, run_id, RunState.PAUSED).epochs) < STEADY.epochs
    engine.resume(run_id)
    record = finish(store, run_id)
    assert (record.history, record.test) == (whole.history, whole.test)

    [worker] = trainers(cluster)
    run_id = engine.submit(STEADY).id
    # the app has them: a busy one may hear of epochs long before it has fetched what they left
    wait_for_run(store, run_id, lambda _: (store.snapshot_epoch(run_id) or 0) >= 3, "weights")
    worker.send_signal(signal.SIGKILL)
    lost = wait_for_run(store, run_id, lambda run: run.restarts == 1, "the loss to be noticed")
    record = finish(store, run_id)
    events = [event for _, event in store.read_events(run_id)]
    first, second = (event for event in events if isinstance(event, TrainingStarted))
    assert sum(isinstance(event, WorkerLost) for event in events) == 1
    assert first.epoch == 0
    assert 2 <= second.epoch <= len(lost.epochs)
    assert record.state is RunState.FINISHED
    assert (record.history, record.test) == (whole.history, whole.test)


def test_two_owners_take_turns_and_have_the_numbers_of_one_alone(real):
    engine, _, store = real
    whole = finish(store, engine.submit(STEADY).id)
    first = engine.submit(STEADY.changed(epochs=500), "ann").id
    second = finish(store, engine.submit(STEADY, "ben").id)
    assert (second.history, second.test) == (whole.history, whole.test)
    wait_for_epochs(store, first, STEADY.epochs)
    engine.stop(first)
    record = finish(store, first)
    assert {name: values[:10] for name, values in record.history.items()} == whole.history
    starts = [e for _, e in store.read_events(first) if isinstance(e, TrainingStarted)]
    assert len(starts) > 1
    assert record.restarts == 0


def test_a_run_that_is_stopped_between_turns_is_tested_and_saved(real):
    engine, _, store = real
    first, second = (engine.submit(LONG, owner).id for owner in ("ann", "ben"))
    wait_for_run(
        store, first, lambda run: run.started and run.state is RunState.QUEUED, "a turn's end"
    )
    engine.stop(first)
    engine.stop(second)
    record = finish(store, first)
    assert (record.state, record.ended.reason) == (RunState.STOPPED, "stopped")
    assert record.test.test_score > 0.1
    assert store.find_model(first) is not None
    assert store.load_snapshot(first).epoch == record.ended.epoch
    finish(store, second)


def test_a_worker_that_does_not_answer_is_told_and_a_run_on_it_can_be_stopped(real):
    engine, cluster, store = real
    run_id = engine.submit(LONG).id
    wait_for_epochs(store, run_id, 1)
    [worker] = trainers(cluster)
    worker.suspend()
    try:
        wait_until(lambda: engine.status.state is EngineState.SILENT, "the silence")
        assert "does not answer" in engine.status.sentence
        engine.stop(run_id)
        assert store.get(run_id).state is RunState.STOPPED
    finally:
        worker.resume()
    wait_until(lambda: engine.status.state is EngineState.READY, "its answer")
    assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED


def test_a_run_survives_a_killed_scheduler_and_a_pause_while_the_next_worker_warms_up(real):
    engine, cluster, store = real
    run_id, old = engine.submit(STEADY).id, cluster.pid
    wait_for_epochs(store, run_id, 3)
    os.kill(old, signal.SIGKILL)
    wait_for_run(store, run_id, lambda run: run.restarts == 1, "the loss to be noticed")
    wait_until(lambda: engine.status.state is EngineState.WARMING, "the next worker")
    assert cluster.pid != old
    with connect(cluster) as client:
        has_it = lambda: any(state.keys for state in client.run(read_state).values())  # noqa: E731
        wait_until(has_it, "the task on the worker, which waits until it is warm")
    engine.pause(run_id)
    wait_for_state(store, run_id, RunState.PAUSED)
    engine.resume(run_id)  # while the attempt has not ended yet
    record = finish(store, run_id)
    assert (record.state, record.restarts) == (RunState.FINISHED, 1)
    assert len(record.epochs) == STEADY.epochs


def test_a_race_is_trained_side_by_side_from_the_same_weights(real):
    engine, _, store = real
    configs = [
        STEADY,
        STEADY.changed(optimizer="sgd", seed=7),
        STEADY.changed(hidden_layers=(HiddenLayer(32, "relu"), HiddenLayer(8))),
    ]
    group = engine.race(configs, "a race")
    runs = store.list_runs(group_id=group.id)
    assert {run.config.seed for run in runs} == {STEADY.seed}
    records = [finish(store, run.id) for run in runs]
    assert {record.state for record in records} == {RunState.FINISHED}
    ends = sorted(
        (when, record.id)
        for record in records
        for when, event in store.read_events(record.id)
        if isinstance(event, EpochEnded)
    )
    middle = [run_id for _, run_id in ends[6:-6]]  # when all three had begun and none had ended
    assert all(len(set(middle[k : k + 3])) == 3 for k in range(len(middle) - 2))
    first = [store.load_snapshot(record.id, 0).weights[0] for record in records]
    assert all((weights == first[0]).all() for weights in first)


def test_a_branch_with_own_drawings_is_trained_and_they_matter(real):
    engine, _, store = real
    parent = finish(store, engine.submit(QUICK).id)
    records = []
    for seed in (0, 1):
        set_id = store.save_own_set(make_own(seed))
        config = plan_fine_tuning(QUICK, QUICK.epochs, set_id, 0.3, 2)
        branch = engine.branch(parent.id, QUICK.epochs, config.changed(training_images=2000))
        records.append(finish(store, branch.id))
    assert {record.state for record in records} == {RunState.FINISHED}
    assert {len(record.epochs) for record in records} == {QUICK.epochs + 2}
    before, after = ([record.epochs[number].score for record in records] for number in (2, 3))
    assert before[0] == before[1]
    assert after[0] != after[1]


def set_status(status, dask_worker):
    dask_worker.status = Status[status]


def test_a_paused_worker_is_told_and_the_run_waits_until_it_goes_on(real):
    engine, cluster, store = real
    with connect(cluster) as client:
        client.run(set_status, "paused")
        try:
            wait_until(lambda: engine.status.state is EngineState.PAUSED, "the pause")
            assert "memory is nearly used up" in engine.status.sentence
            run_id = engine.submit(QUICK).id
        finally:
            client.run(set_status, "running")
    assert finish(store, run_id).state is RunState.FINISHED


def test_a_remote_scheduler_trains_what_waited_when_the_app_ended(real, tmp_path):
    # the first engine's scheduler is remote to a second engine that only knows its address
    store = RunStore(tmp_path)
    run_id = store.create(QUICK).id
    store.close()
    store, cluster = RunStore(tmp_path), DaskCluster(real[1].address, security=real[1].security)
    second = Engine(store, cluster)
    second.start()
    try:
        assert finish(store, run_id).state is RunState.FINISHED
        assert finish(store, second.submit(QUICK).id).state is RunState.FINISHED
        assert cluster.pid is None
    finally:
        second.close()
        store.close()
    assert real[0].status.state is EngineState.READY


def test_a_run_waits_for_a_scheduler_that_does_not_answer_and_the_status_says_so(store):
    engine = Engine(store, DaskCluster("tcp://127.0.0.1:9"))
    before = threading.active_count()
    engine.start()
    try:
        run_id = engine.submit(QUICK).id
        wait_until(lambda: engine.status.state is EngineState.UNREACHABLE, "the attempt")
        assert "tcp://127.0.0.1:9 does not answer" in engine.status.sentence
        assert threading.active_count() <= before + 2  # watch and record: no attempt leaves one
        assert store.get(run_id).state is RunState.QUEUED
        engine.stop(run_id)
        assert store.get(run_id).state is RunState.STOPPED
    finally:
        engine.close()


def test_a_file_of_ours_needs_an_encoding_in_a_worker_too(real):
    with connect(real[1]) as client:
        client.run(exec, f"open({os.devnull!r})", {"__name__": "distributed.config"})
        with pytest.raises(EncodingWarning):
            client.run(exec, f"open({os.devnull!r})", {"__name__": "mlp_explorer.config"})


def test_the_key_is_on_no_disk_and_in_no_command_or_environment(real):
    _, cluster, _ = real
    assert cluster.address.startswith("tls://127.0.0.1:")
    lines = cluster.security.tls_client_key.splitlines()
    key = lines[len(lines) // 2]
    scheduler = psutil.Process(cluster.pid)
    for process in [scheduler, *scheduler.children(recursive=True)]:
        assert key not in repr(process.cmdline()) + repr(process.environ())
        assert not [each.path for each in process.open_files() if each.path.endswith(".pem")]


@pytest.mark.parametrize(("variable", "most"), [("WORKERS", 64), ("THREADS", 256)])
@pytest.mark.parametrize("text", ["many", "0", "257", "-1", "1.5"])
def test_a_number_that_cannot_be_is_a_sentence(variable, most, text, monkeypatch):
    monkeypatch.setenv(f"MLP_EXPLORER_{variable}", text)
    wanted = f"{variable}: “{text}” is not possible; allowed are 1 to {most}"
    with pytest.raises(EngineError, match=wanted):
        DaskCluster.from_environment()


def test_workers_of_one_machine_share_its_processors(monkeypatch):
    monkeypatch.delenv("MLP_EXPLORER_THREADS", raising=False)
    monkeypatch.setattr(launch, "CPU_COUNT", 8)
    for workers, threads in ((1, 8), (3, 2), (20, 1)):
        assert make_environment(workers)["MLP_EXPLORER_THREADS"] == str(threads)
    monkeypatch.setenv("MLP_EXPLORER_THREADS", "5")
    assert make_environment(3)["MLP_EXPLORER_THREADS"] == "5"
