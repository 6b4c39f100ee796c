import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset
from mlp_explorer.compute import Engine, EngineState
from mlp_explorer.compute.launch import make_environment
from mlp_explorer.errors import EngineError
from mlp_explorer.runs import RunState, RunStore
from mlp_explorer.runs.events import WorkerLost
from tests.compute.conftest import wait_until

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
LONG = TrainConfig(epochs=500)


def finish(store, run_id):
    wait_until(lambda: store.get(run_id).state.is_finished(), "the run's end")
    return store.get(run_id)


def train_a_while(engine, store, config=LONG, epochs=1):
    run_id = engine.submit(config).id
    wait_until(lambda: len(store.get(run_id).epochs) >= epochs, "an epoch")
    return run_id


def processes_below(pid):
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def trainers(engine):
    """The worker processes: children of the scheduler's that run TensorFlow or will."""
    return [
        process
        for process in psutil.Process(engine.pid).children(recursive=True)
        if "spawn_main" in " ".join(process.cmdline())
    ]


def test_a_run_is_trained_and_its_weights_arrive(engine, store):
    record = finish(store, engine.submit(QUICK).id)
    assert record.state is RunState.FINISHED
    assert len(record.epochs) == 3
    snapshot = store.load_snapshot(record.id)
    x_test = load_dataset("mnist").x_test / 255
    answers = Network(QUICK, snapshot.weights).predict(x_test).argmax(axis=1)
    assert (answers == load_dataset("mnist").y_test).mean() == pytest.approx(
        record.test.test_accuracy, abs=2e-4
    )


def test_weights_arrive_while_the_training_goes_on(engine, store):
    run_id = train_a_while(engine, store, epochs=2)
    wait_until(lambda: (store.snapshot_epoch(run_id) or 0) >= 1, "weights")
    assert store.get(run_id).state is RunState.RUNNING
    engine.stop(run_id)
    finish(store, run_id)


def test_a_stop_keeps_the_epochs_and_tests_what_was_learned(engine, store):
    run_id = train_a_while(engine, store)
    engine.stop(run_id)
    record = finish(store, run_id)
    assert record.state is RunState.STOPPED
    assert 1 <= len(record.epochs) < 500
    assert record.test.test_accuracy > 0.5


def test_a_queued_run_waits_its_turn_and_can_be_stopped_before_it_starts(engine, store):
    first = train_a_while(engine, store)
    second, third = engine.submit(QUICK).id, engine.submit(QUICK).id
    assert store.queue_place(third) == 2
    engine.stop(third)
    assert store.get(third).state is RunState.STOPPED
    assert store.get(second).state is RunState.QUEUED
    engine.stop(first)
    assert finish(store, second).state is RunState.FINISHED
    assert store.get(third).epochs == ()


def test_losses_that_are_no_numbers_fail_with_a_sentence_and_the_next_run_goes(engine, store):
    wild = QUICK.changed(optimizer="sgd", learning_rate=1000.0, l2=1.0)
    record = finish(store, engine.submit(wild).id)
    assert record.state is RunState.FAILED
    assert "no longer a number" in record.problem
    assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED


def test_a_run_whose_worker_is_killed_starts_over_on_a_new_one(engine, store):
    run_id = train_a_while(engine, store, LONG)
    [worker] = trainers(engine)
    worker.send_signal(signal.SIGKILL)
    wait_until(lambda: store.get(run_id).restarts == 1, "the loss to be noticed")
    assert any(isinstance(event, WorkerLost) for _, event in store.read_events(run_id))
    wait_until(lambda: store.get(run_id).state is RunState.RUNNING, "a new worker")
    wait_until(lambda: len(store.get(run_id).epochs) >= 1, "an epoch on it")
    engine.stop(run_id)
    assert finish(store, run_id).state is RunState.STOPPED


def test_a_killed_scheduler_fails_its_runs_and_a_new_one_comes_up(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store)
    engine.start()
    try:
        run_id = train_a_while(engine, store)
        old = engine.pid
        os.kill(old, signal.SIGKILL)
        record = finish(store, run_id)
        assert record.state is RunState.FAILED
        assert "connection" in record.problem
        wait_until(lambda: engine.status.state is EngineState.READY and engine.pid != old, "a new")
        assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED
    finally:
        engine.close()


def test_an_unreachable_scheduler_gives_a_sentence_and_a_failed_run(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store, scheduler="tcp://127.0.0.1:9")
    engine.start()
    try:
        record = finish(store, engine.submit(QUICK).id)
        assert engine.status.state is EngineState.UNREACHABLE
        assert "tcp://127.0.0.1:9 does not answer" in record.problem
    finally:
        engine.close()


def test_a_remote_scheduler_trains_through_the_same_code(engine, tmp_path):
    # the first engine's scheduler is remote to a second engine that only knows its address
    store = RunStore(tmp_path)
    second = Engine(store, scheduler=engine.address)
    second.start()
    try:
        assert finish(store, second.submit(QUICK).id).state is RunState.FINISHED
        assert second.pid is None
    finally:
        second.close()
    assert engine.status.state is EngineState.READY


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_is_left_whichever_way_the_app_ends(end, tmp_path):
    code = f"""
import pathlib, sys, time
from mlp_explorer import TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.runs import RunStore
store = RunStore(pathlib.Path({str(tmp_path)!r}))
engine = Engine(store)
engine.start()
run = engine.submit(TrainConfig(epochs=500)).id
while not store.get(run).epochs:
    time.sleep(0.05)
print("training", flush=True)
time.sleep(60)
"""
    app = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert app.stdout.readline() == "training\n"
        family = processes_below(app.pid)
        assert len(family) >= 3
    finally:
        app.send_signal(end)
        app.wait(10)
        app.stdout.close()
    wait_until(lambda: not any(map(is_alive, family)), "all processes to end", 10)


def is_alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_a_stop_is_kept_for_a_run_whose_worker_has_just_died(engine, store):
    run_id = train_a_while(engine, store)
    [worker] = trainers(engine)
    worker.send_signal(signal.SIGKILL)
    engine.stop(run_id)  # nobody is there to hear it
    assert finish(store, run_id).state is RunState.STOPPED
    wait_until(lambda: engine.status.state is EngineState.READY, "a new worker")
    assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED


@pytest.mark.parametrize(("variable", "most"), [("WORKERS", 64), ("THREADS", 256)])
@pytest.mark.parametrize("text", ["many", "0", "257", "-1", "1.5"])
def test_a_number_that_cannot_be_is_a_sentence(variable, most, text, monkeypatch, tmp_path):
    monkeypatch.setenv(f"MLP_EXPLORER_{variable}", text)
    with pytest.raises(EngineError, match=f"{variable}: “{text}” arrived; allowed are 1 to {most}"):
        Engine.from_environment(RunStore(tmp_path))


def test_workers_of_one_machine_share_its_processors(monkeypatch):
    monkeypatch.delenv("MLP_EXPLORER_THREADS", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    for workers, threads in ((1, 8), (3, 2), (20, 1)):
        assert make_environment(workers)["MLP_EXPLORER_THREADS"] == str(threads)
    monkeypatch.setenv("MLP_EXPLORER_THREADS", "5")
    assert make_environment(3)["MLP_EXPLORER_THREADS"] == "5"


def test_a_run_stopped_while_its_worker_warms_up_does_not_train_on_unseen(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store)
    engine.start()
    try:
        long = engine.submit(LONG).id
        wait_until(lambda: engine.status.state is EngineState.WARMING, "a worker")
        time.sleep(1)  # the task is on it and waits until it is warm
        engine.stop(long)
        assert store.get(long).state is RunState.STOPPED
        assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED
    finally:
        engine.close()
