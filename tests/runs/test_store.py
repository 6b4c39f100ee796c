import json
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import RunNotFoundError
from mlp_explorer.runs import RunState, RunStore, event_from_dict, event_to_dict
from mlp_explorer.runs.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)

EPOCH = EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 1.5, 40_000.0)
EVENTS = [
    TrainingStarted(24, 48_000),
    BatchEnded(1, 12, 0.7, 0.6, 50_000.0),
    EPOCH,
    TrainingEnded("completed", 1),
    Evaluated(0.3, 0.92),
    WorkerLost(2),
]


@pytest.fixture
def store(tmp_path):
    return RunStore(tmp_path)


@pytest.mark.parametrize("event", EVENTS)
def test_events_go_through_json_and_back(event):
    assert event_from_dict(json.loads(json.dumps(event_to_dict(event)))) == event


def test_json_never_carries_nan():
    values = event_to_dict(BatchEnded(1, 1, math.nan, 0.1, math.inf))
    assert values["loss"] is None
    assert values["images_per_s"] is None


def test_a_run_is_queued_then_running_then_finished(store):
    run_id = store.create(TrainConfig()).id
    assert store.get(run_id).state is RunState.QUEUED
    for event in EVENTS[:5]:
        store.append(run_id, event)
    record = store.get(run_id)
    assert record.state is RunState.RUNNING
    assert record.history == {
        "accuracy": [0.8],
        "loss": [0.5],
        "val_accuracy": [0.7],
        "val_loss": [0.6],
    }
    store.end(run_id, RunState.FINISHED)
    assert store.get(run_id).title.endswith("· adam 0.001 · 92.0 %")


def test_without_validation_the_history_has_two_lists(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EPOCH._replace(val_loss=None, val_accuracy=None))
    assert set(store.get(run_id).history) == {"accuracy", "loss"}


def test_a_final_state_stays(store):
    run_id = store.create(TrainConfig()).id
    store.end(run_id, RunState.STOPPED)
    store.end(run_id, RunState.FAILED, "too late")
    store.append(run_id, EPOCH)
    record = store.get(run_id)
    assert (record.state, record.problem, record.epochs) == (RunState.STOPPED, "", ())


def test_a_lost_worker_puts_the_run_back_into_the_queue_and_it_starts_over(store):
    run_id = store.create(TrainConfig()).id
    for event in [TrainingStarted(24, 48_000), EPOCH, WorkerLost(2)]:
        store.append(run_id, event)
    assert store.get(run_id).state is RunState.QUEUED
    assert store.get(run_id).epochs == (EPOCH,)
    store.append(run_id, TrainingStarted(24, 48_000))
    record = store.get(run_id)
    assert (record.state, record.restarts, record.epochs) == (RunState.RUNNING, 1, ())


def test_two_threads_may_save_weights_at_once_and_the_last_ones_stay(store):
    run_id = store.create(TrainConfig()).id

    def save(epoch):
        weights = [np.full(300_000, epoch, np.float32)]
        store.save_snapshot(run_id, epoch, weights, last=epoch == 20)

    with ThreadPoolExecutor(4) as executor:
        list(executor.map(save, range(40)))
    snapshot = store.load_snapshot(run_id)
    assert snapshot.epoch == 20
    assert (snapshot.weights[0] == 20).all()
    assert len(list(store._folder.iterdir())) == 1


def test_events_are_read_from_a_number_on(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EVENTS[0], time_s=5.0)
    store.append(run_id, EVENTS[1], time_s=6.0)
    assert store.read_events(run_id, 1) == [(6.0, EVENTS[1])]


def test_listeners_hear_every_change_until_they_leave(store):
    run_id, heard = store.create(TrainConfig()).id, []
    leave = store.listen(run_id, lambda: heard.append(1))
    store.append(run_id, EVENTS[0])
    store.save_snapshot(run_id, 0, [np.zeros(2, np.float32)])
    store.end(run_id, RunState.FINISHED)
    assert len(heard) == 3
    leave()
    store.append(run_id, EVENTS[1])
    assert len(heard) == 3


def test_the_newest_weights_come_back_as_they_were(store):
    run_id = store.create(TrainConfig()).id
    assert store.load_snapshot(run_id) is None
    weights = [np.arange(6, dtype=np.float32).reshape(2, 3), np.ones(3, np.float32)]
    store.save_snapshot(run_id, 1, weights)
    store.save_snapshot(run_id, 2, [2 * array for array in weights])
    snapshot = store.load_snapshot(run_id)
    assert snapshot.epoch == store.snapshot_epoch(run_id) == 2
    assert all((a == 2 * b).all() for a, b in zip(snapshot.weights, weights, strict=True))


def test_many_arrays_keep_their_order(store):
    run_id = store.create(TrainConfig()).id
    store.save_snapshot(run_id, 1, [np.full(1, i, np.float32) for i in range(30)])
    assert [int(a[0]) for a in store.load_snapshot(run_id).weights] == list(range(30))


def test_an_unknown_run_gets_a_sentence(store):
    with pytest.raises(RunNotFoundError, match="No run “nonsense” is kept here"):
        store.get("nonsense")


def test_the_queue_counts_earlier_runs_that_go_on(store):
    first, second, third = (store.create(TrainConfig()).id for _ in range(3))
    assert [store.queue_place(run_id) for run_id in (first, second, third)] == [0, 1, 2]
    store.end(first, RunState.FINISHED)
    assert store.queue_place(third) == 1


def test_a_training_that_goes_on_keeps_the_epochs_before_its_start(store):
    run_id = store.create(TrainConfig()).id
    epochs = [EPOCH._replace(epoch=number) for number in (1, 2, 3)]
    for event in (EVENTS[0], *epochs, WorkerLost(4), TrainingStarted(24, 48_000, epoch=2)):
        store.append(run_id, event)
    record = store.get(run_id)
    assert record.epochs == tuple(epochs[:2])
    assert record.restarts == 1
    store.append(run_id, TrainingStarted(24, 48_000))
    assert store.get(run_id).epochs == ()
