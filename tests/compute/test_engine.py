import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import numpy as np
import psutil
import pytest
from distributed import Client

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset
from mlp_explorer.compute import Engine, EngineState, launch
from mlp_explorer.compute.launch import make_environment
from mlp_explorer.errors import ConfigError, EngineError, Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, RateChanged, TrainingStarted, WorkerLost
from mlp_explorer.runs import RunStore
from tests.compute.conftest import wait_until

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
STEADY = QUICK.changed(epochs=10, training_images=20_000)  # a second or two
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
    assert engine.queue_place(third) == 2
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
    assert "no longer a number" in str(Sentence.from_text(record.problem))
    assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED


def test_a_run_whose_worker_is_killed_goes_on_from_its_last_epoch(engine, store):
    whole = finish(store, engine.submit(STEADY).id)
    run_id = train_a_while(engine, store, STEADY, epochs=5)
    [worker] = trainers(engine)
    worker.send_signal(signal.SIGKILL)
    wait_until(lambda: store.get(run_id).restarts == 1, "the loss to be noticed")
    seen = len(store.get(run_id).epochs)
    record = finish(store, run_id)
    events = [event for _, event in store.read_events(run_id)]
    starts = [event for event in events if isinstance(event, TrainingStarted)]
    assert sum(isinstance(event, WorkerLost) for event in events) == 1
    assert len(starts) == 2
    assert starts[0].epoch == 0
    assert seen - 1 <= starts[1].epoch <= seen
    assert record.state is RunState.FINISHED
    # as if nothing had happened
    assert record.history == whole.history
    assert record.test == whole.test


def test_a_run_whose_worker_dies_each_time_fails_with_a_sentence(engine, store):
    run_id = engine.submit(LONG.changed(batch_size=1)).id  # an epoch of it takes a minute
    for loss in (1, 2, 3):
        wait_until(lambda: store.get(run_id).state is RunState.RUNNING, "a worker")
        [worker] = trainers(engine)
        worker.send_signal(signal.SIGKILL)
        wait_until(lambda loss=loss: store.get(run_id).restarts == loss, "the loss to be noticed")
    wait_until(lambda: store.get(run_id).state is RunState.FAILED, "the end")
    assert "died each time" in str(Sentence.from_text(store.get(run_id).problem))
    wait_until(lambda: engine.status.state is EngineState.READY, "a new worker")


def test_runs_survive_a_killed_scheduler(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store)
    engine.start()
    try:
        run_id = train_a_while(engine, store, STEADY, epochs=3)
        old = engine.pid
        os.kill(old, signal.SIGKILL)
        record = finish(store, run_id)
        assert engine.pid != old
        assert record.state is RunState.FINISHED
        assert record.restarts == 1
        assert len(record.epochs) == STEADY.epochs
    finally:
        engine.close()
        store.close()


def test_a_run_waits_for_a_scheduler_that_does_not_answer_and_the_status_says_so(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store, scheduler="tcp://127.0.0.1:9")
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
        store.close()


def test_a_held_run_goes_on_to_the_same_numbers_as_one_that_never_was(engine, store):
    whole = finish(store, engine.submit(STEADY).id)
    run_id = train_a_while(engine, store, STEADY, epochs=3)
    engine.pause(run_id)
    wait_until(lambda: store.get(run_id).state is RunState.PAUSED, "the pause")
    assert finish(store, engine.submit(QUICK).id).state is RunState.FINISHED  # nobody waits for it
    assert 3 <= len(store.get(run_id).epochs) < STEADY.epochs
    engine.resume(run_id)
    record = finish(store, run_id)
    assert record.history == whole.history
    assert record.test == whole.test


def test_a_run_held_before_it_starts_and_continued_at_once_is_trained(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store)
    engine.start()
    try:
        run_id = engine.submit(QUICK).id
        wait_until(lambda: engine.status.state is EngineState.WARMING, "a worker")
        time.sleep(0.5)  # the task is on it and waits until it is warm
        engine.pause(run_id)
        assert store.get(run_id).state is RunState.PAUSED
        engine.resume(run_id)  # while the first attempt has not ended yet
        assert finish(store, run_id).state is RunState.FINISHED
        assert len(store.get(run_id).epochs) == QUICK.epochs
    finally:
        engine.close()
        store.close()


def test_a_finished_run_goes_on_for_more_epochs_with_its_optimizer(engine, store):
    short, whole = STEADY.changed(epochs=4), finish(store, engine.submit(STEADY).id)
    run_id = finish(store, engine.submit(short).id).id
    engine.resume(run_id, STEADY.epochs)
    record = finish(store, run_id)
    assert record.config == STEADY
    assert record.history == whole.history
    with pytest.raises(ConfigError, match="Epochs"):
        engine.resume(run_id, 501)


def test_a_running_runs_learning_rate_changes_and_is_kept(engine, store):
    run_id = train_a_while(engine, store)
    engine.set_rate(run_id, 0.02)
    wait_until(lambda: store.get(run_id).learning_rate == 0.02, "the change")
    with pytest.raises(ConfigError, match="Learning rate"):
        engine.set_rate(run_id, -1.0)
    engine.pause(run_id)
    wait_until(lambda: store.get(run_id).state is RunState.PAUSED, "the pause")
    assert store.load_checkpoint(run_id).learning_rate == 0.02
    changes = [e for _, e in store.read_events(run_id) if isinstance(e, RateChanged)]
    assert [change.learning_rate for change in changes] == [0.02]


def test_a_branch_begins_with_the_weights_of_an_earlier_epoch(engine, store):
    run_id = finish(store, engine.submit(STEADY).id).id
    branch = engine.branch(run_id, 2, STEADY.changed(learning_rate=0.05, epochs=4))
    record = finish(store, branch.id)
    parent = store.get(run_id)
    assert record.epochs[:2] == parent.epochs[:2]
    assert record.epochs[2] != parent.epochs[2]
    assert record.started.epoch == 2
    assert len(record.epochs) == 4
    ours, theirs = store.load_snapshot(branch.id, 2), store.load_snapshot(run_id, 2)
    assert all((a == b).all() for a, b in zip(ours.weights, theirs.weights, strict=True))


def test_a_race_is_trained_side_by_side_from_the_same_weights(engine, store):
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


def test_what_waited_when_the_app_ended_is_trained_after_the_restart(engine, tmp_path):
    store = RunStore(tmp_path)
    run_id = store.create(QUICK).id
    store.close()
    store = RunStore(tmp_path)
    second = Engine(store, scheduler=engine.address)
    second.start()
    try:
        assert finish(store, run_id).state is RunState.FINISHED
    finally:
        second.close()
        store.close()


def test_a_run_leaves_its_model_as_a_keras_file(engine, store):
    import keras

    record = finish(store, engine.submit(QUICK).id)
    model = keras.saving.load_model(store.find_model(record.id))
    x_test = load_dataset("mnist").x_test[:50] / np.float32(255)
    ours = Network(QUICK, store.load_snapshot(record.id).weights).predict(x_test)
    assert np.allclose(model.predict(x_test, verbose=0), ours, atol=1e-5)


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
        store.close()
    assert engine.status.state is EngineState.READY


def test_no_process_is_left_when_the_app_is_killed(tmp_path):
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
    app = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert app.stdout.readline() == "training\n"
        family = processes_below(app.pid)
        assert len(family) >= 3
    finally:
        app.kill()
        app.wait(10)
        app.stdout.close()
    wait_until(lambda: not any(map(is_alive, family)), "all processes to end", 10)


def test_a_file_of_ours_needs_an_encoding_in_a_worker_too(engine):
    with Client(engine.address, set_as_default=False) as client:
        client.run(exec, f"open({os.devnull!r})", {"__name__": "distributed.config"})
        with pytest.raises(EncodingWarning):
            client.run(exec, f"open({os.devnull!r})", {"__name__": "mlp_explorer.config"})


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
    wanted = f"{variable}: “{text}” arrived; allowed are 1 to {most}"
    with closing(RunStore(tmp_path)) as store, pytest.raises(EngineError, match=wanted):
        Engine.from_environment(store)


def test_workers_of_one_machine_share_its_processors(monkeypatch):
    monkeypatch.delenv("MLP_EXPLORER_THREADS", raising=False)
    monkeypatch.setattr(launch, "CPU_COUNT", 8)
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


def test_seeds_that_are_kept_already_are_not_trained_again(tmp_path):
    store = RunStore(tmp_path)
    engine = Engine(store)  # not started: what it is asked for stays in the queue
    kept, cut_short, changed = (store.create(QUICK.changed(seed=n)).id for n in (0, 1, 2))
    store.append(changed, RateChanged(1, 1, 0.5))
    for run_id, state in ((kept, "FINISHED"), (cut_short, "STOPPED"), (changed, "FINISHED")):
        store.end(run_id, RunState[state])
    others = store.create(QUICK.changed(seed=3), "somebody else").id
    ids = engine.repeat(QUICK, [2, 0, 1, 3])
    assert ids[1] == kept
    assert not {cut_short, changed, others} & set(ids)
    assert [store.get(run_id).config.seed for run_id in ids] == [2, 0, 1, 3]
    queued = store.list_runs(owner="", state=RunState.QUEUED)
    assert {run.id for run in queued} == {ids[0], ids[2], ids[3]}
    assert len({run.group_id for run in queued}) == 1
    with ThreadPoolExecutor(4) as clicks:  # at once
        again = list(clicks.map(lambda _: engine.repeat(QUICK, [2, 0, 1, 3, 4]), range(4)))
    assert len({tuple(each) for each in again}) == 1
    assert again[0][:4] == ids
    assert len(store.list_runs(owner="", state=RunState.QUEUED)) == 4
    store.close()
