"""A worker that is there and does not answer: the others go on, and nobody waits for it."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute.at_work import AtWork
from mlp_explorer.compute.cluster import WorkerState
from mlp_explorer.compute.dask.connection import _describe
from mlp_explorer.compute.queue import SLICE_S, Job
from mlp_explorer.compute.status import EngineState
from mlp_explorer.config import estimate_memory
from mlp_explorer.errors import Sentence
from mlp_explorer.messages import RunState
from tests.compute.conftest import (
    finish,
    make_queue,
    wait_for_epochs,
    wait_for_snapshot,
    wait_for_state,
)

CONFIG = TrainConfig(hidden_layers=(HiddenLayer(32, "relu"),), epochs=6)
READY, SILENT = WorkerState(warm=True), WorkerState(warm=True, silent=True)


def begin(engine, cluster, store, seed=0):
    run_id = engine.submit(CONFIG.changed(seed=seed)).id
    training = cluster.take().begin()
    wait_for_state(store, run_id, RunState.RUNNING)
    return run_id, training


@pytest.mark.parametrize(
    ("workers", "state", "sentence"),
    [
        ([READY], EngineState.READY, "Ready to train."),
        ([READY, SILENT], EngineState.READY, "Ready to train; one more worker does not answer."),
        ([READY, SILENT, SILENT], EngineState.READY, "2 more workers do not answer."),
        ([SILENT], EngineState.SILENT, "The worker does not answer."),
        ([WorkerState(False), SILENT], EngineState.WARMING, "The worker is loading TensorFlow"),
    ],
)
def test_the_engine_says_who_does_not_answer(workers, state, sentence):
    status = _describe(workers, 0)
    assert status.state is state
    assert sentence in status.sentence


@pytest.mark.parametrize("wish", ["stop", "pause"])
def test_a_run_on_it_ends_when_a_person_says_so_and_others_go_on(engine, cluster, store, wish):
    cluster.join("silent")
    run_id, training = begin(engine, cluster, store)
    training.epoch(2)
    wait_for_snapshot(store, run_id, 2)
    cluster.join("there")
    other, going_on = begin(engine, cluster, store, 1)
    cluster.join("silent", silent=True)
    getattr(engine, wish)(run_id)
    record = store.get(run_id)
    assert record.state is (RunState.STOPPED if wish == "stop" else RunState.PAUSED)
    assert "did not answer" in str(Sentence.from_text(record.problem))
    going_on.epoch(6).end()
    assert finish(store, other).state is RunState.FINISHED
    training.wait_for_wish()
    training.epoch()  # it is back, and has not heard of it
    assert training.wait_for_wish() == "stopped"
    assert len(store.get(run_id).epochs) == 2
    engine.resume(run_id)  # the other worker has nothing to do
    again = cluster.take()
    assert (again.worker, again.start.epoch) == ("there", 2)
    again.train()
    training.end("stopped")
    record = finish(store, run_id)
    assert (record.state, len(record.epochs), record.problem) == (RunState.FINISHED, 6, "")


def test_a_wish_from_before_it_was_known_to_be_silent_is_granted_when_it_is(engine, cluster, store):
    cluster.join("here")
    run_id, training = begin(engine, cluster, store)
    engine.stop(run_id)
    training.wait_for_wish()
    assert store.get(run_id).state is RunState.RUNNING
    cluster.join("here", silent=True)
    assert store.get(run_id).state is RunState.STOPPED


def test_a_run_that_has_not_begun_there_goes_elsewhere_and_one_that_has_waits(
    engine, cluster, store
):
    cluster.join("silent")
    begun, training = begin(engine, cluster, store)
    cluster.join("also silent")
    unbegun = engine.submit(CONFIG.changed(seed=1)).id
    cluster.take()
    cluster.join("silent", silent=True).join("also silent", silent=True).join("there")
    again = cluster.take()
    assert (again.worker, again.config.seed) == ("there", 1)
    again.train()
    assert finish(store, unbegun).restarts == 0
    cluster.join("silent")
    training.epoch(6).end()
    assert finish(store, begun).state is RunState.FINISHED


def test_a_silent_worker_is_asked_for_no_room_before_it_answers():
    at_work, queue = AtWork(), make_queue(Job("ben", ("2",)))
    need = estimate_memory(TrainConfig())
    [task] = at_work.begin(Job("ann", ("1",)), "here", "key", need, room_bytes=0)
    task.turn.begin(0.0)
    assert at_work.find_due(queue, SLICE_S, {"here"}) == []
    assert at_work.find_due(queue, SLICE_S, set()) == [(task, True)]


def test_a_silent_worker_gets_nothing(engine, cluster, store):
    cluster.join("silent", silent=True)
    run_id = engine.submit(CONFIG).id
    assert cluster.trainings == {}
    cluster.join("silent")
    cluster.take().train()
    wait_for_epochs(store, run_id, 6)
