"""What the engine makes of what happens on a cluster: queue, losses, resuming. See fake.py; what
Dask has to do for it is in test_dask.py."""

import math
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine, EngineState, task
from mlp_explorer.compute.queue import Job, Turn
from mlp_explorer.errors import ConfigError, Sentence
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, RateChanged, TrainingStarted, WorkerLost
from mlp_explorer.runs import RunStore
from tests.compute.conftest import (
    FOREVER_S,
    finish,
    wait_for_epochs,
    wait_for_run,
    wait_for_snapshot,
    wait_for_state,
    wait_until,
)
from tests.compute.fake import FakeCluster

CONFIG = TrainConfig(hidden_layers=(HiddenLayer(32, "relu"),), epochs=6)


@pytest.fixture
def here(cluster):
    """The cluster, with one worker."""
    return cluster.join("here")


def train(engine, cluster, store, config=CONFIG):
    """Train a run to its end; return its record."""
    run_id = engine.submit(config).id
    cluster.take().train()
    return finish(store, run_id)


def events_of(store, run_id, kind):
    return [event for _, event in store.read_events(run_id) if isinstance(event, kind)]


def numbers_of(record):
    return record.history, record.test


# --- from the queue to its end --------------------------------------------------------------------


def test_a_run_is_queued_then_running_then_finished_with_weights_and_a_model(engine, here, store):
    run_id = engine.submit(CONFIG).id
    training = here.take()
    assert store.get(run_id).state is RunState.QUEUED
    training.begin()
    wait_for_state(store, run_id, RunState.RUNNING)
    training.epoch()
    wait_for_snapshot(store, run_id, 1)
    training.epoch(5).end()
    record = finish(store, run_id)
    assert (record.state, len(record.epochs), record.weights_epoch) == (RunState.FINISHED, 6, 6)
    assert store.list_snapshots(run_id) == [1, 2, 3, 4, 5, 6]
    assert store.find_model(run_id).read_bytes() == b"a model"


def test_what_is_heard_of_is_in_the_database_already(engine, here, store, tmp_path):
    run_id, kept = engine.submit(CONFIG).id, []

    def read():
        with store._database.read() as connection:
            query = "SELECT state, epochs_done FROM runs"
            kept.append((store.get(run_id), connection.exec_driver_sql(query).one()))

    store.listen(run_id, read)
    here.take().train()
    finish(store, run_id)
    assert len(kept) >= 3
    for record, (state, epochs) in kept:
        assert record.state == state
        assert len(record.epochs) <= epochs


def test_a_stop_keeps_the_epochs_and_tests_what_was_learned(engine, here, store):
    run_id = engine.submit(CONFIG).id
    training = here.take().begin().epoch(2)
    wait_for_epochs(store, run_id, 2)
    engine.stop(run_id)
    training.obey()
    record = finish(store, run_id)
    assert (record.state, len(record.epochs)) == (RunState.STOPPED, 2)
    assert record.test is not None


def test_a_queued_run_waits_its_turn_and_can_be_stopped_before_it_starts(engine, here, store):
    first = engine.submit(CONFIG).id
    training = here.take()
    second, third = engine.submit(CONFIG).id, engine.submit(CONFIG).id
    assert [engine.queue_place(run_id) for run_id in (first, second, third)] == [0, 1, 2]
    engine.stop(third)
    assert store.get(third).state is RunState.STOPPED
    assert store.get(second).state is RunState.QUEUED
    training.train()
    here.take().train()
    assert finish(store, second).state is RunState.FINISHED
    assert here.trainings == {}
    assert store.get(third).epochs == ()


def test_owners_take_turns(engine, here, store):
    seeds = {}
    for seed, owner in enumerate(["ann", "ann", "ann", "ben"]):
        seeds[seed] = engine.submit(CONFIG.changed(seed=seed), owner).id
    order = []
    for _ in seeds:
        training = here.take()
        order.append(training.config.seed)
        training.train()
        finish(store, seeds[training.config.seed])
    assert order == [0, 3, 1, 2]


def test_each_idle_worker_gets_a_run_the_warm_ones_first_and_others_are_left_alone(
    engine, cluster, store
):
    cluster.workers = {}
    run_ids = [engine.submit(CONFIG.changed(seed=seed)).id for seed in range(3)]
    cluster.join("paused", paused=True).join("broken", problem="no TensorFlow")
    cluster.join("another app's", keys=("another",))
    cluster.join("here")
    assert cluster.take().worker == "here"
    cluster.join("there", warm=False)
    assert cluster.take().worker == "there"
    assert engine.queue_place(run_ids[2]) == 2
    cluster.join("paused")  # not any more
    assert cluster.take().worker == "paused"
    assert len(cluster.trainings) == 3


def test_losses_that_are_no_numbers_fail_with_a_sentence_and_the_next_run_goes(engine, here, store):
    run_id = engine.submit(CONFIG).id
    here.take().begin().epoch().end("diverged")
    record = finish(store, run_id)
    assert record.state is RunState.FAILED
    assert "no longer a number" in str(Sentence.from_text(record.problem))
    assert train(engine, here, store).state is RunState.FINISHED


def test_a_training_that_raises_fails_with_a_sentence_and_the_next_run_goes(engine, here, store):
    run_id = engine.submit(CONFIG).id
    here.take().begin().fail(MemoryError("no room"))
    record = finish(store, run_id)
    assert (record.state, record.restarts) == (RunState.FAILED, 0)
    assert str(Sentence.from_text(record.problem)) == "The training failed: MemoryError: no room"
    assert train(engine, here, store).state is RunState.FINISHED


# --- losses ---------------------------------------------------------------------------------------


def test_a_run_whose_worker_dies_goes_on_from_its_last_epoch(engine, here, store):
    whole = train(engine, here, store)
    run_id = engine.submit(CONFIG).id
    waiting = engine.submit(CONFIG).id
    here.take().begin().epoch(3)
    wait_for_snapshot(store, run_id, 3)
    here.lose("here")
    record = wait_for_state(store, run_id, RunState.QUEUED)
    assert (record.restarts, len(record.epochs)) == (1, 3)
    assert engine.queue_place(waiting) == 1
    training = here.join("there").take()
    assert training.worker == "there"
    training.train()
    record = finish(store, run_id)
    starts = events_of(store, run_id, TrainingStarted)
    assert [start.epoch for start in starts] in ([0, 3], [0, 2])
    assert events_of(store, run_id, WorkerLost) == [WorkerLost(4)]
    assert numbers_of(record) == numbers_of(whole)  # as if nothing had happened


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("used_bytes", [0, 1_300_000_000])
def test_a_run_whose_worker_dies_each_time_fails_with_a_sentence(
    engine, here, store, begun, used_bytes
):
    run_id = engine.submit(CONFIG).id
    for loss in (1, 2, 3):
        training = here.take()
        if begun:
            training.begin()
            wait_for_state(store, run_id, RunState.RUNNING)
        here.lose("here", used_bytes)
        assert store.get(run_id).restarts == begun * loss
        here.join("here")
    record = finish(store, run_id)
    assert record.state is RunState.FAILED
    assert ("its memory was used up (1.3 GB)" in str(Sentence.from_text(record.problem))) == (
        used_bytes > 0
    )
    assert ("before this run could begin" in str(Sentence.from_text(record.problem))) != begun
    lost = events_of(store, run_id, WorkerLost)
    assert [event.used_bytes for event in lost] == [used_bytes] * 3 * begun
    assert train(engine, here, store).state is RunState.FINISHED


def test_deaths_count_that_have_no_epoch_between_them(engine, here, store):
    run_id = engine.submit(CONFIG).id
    for loss in range(1, 6):
        here.take().begin().epoch()
        wait_for_epochs(store, run_id, loss)
        wait_for_snapshot(store, run_id, loss)
        here.lose("here").join("here")
    here.take().train()
    record = finish(store, run_id)
    assert (record.state, record.restarts) == (RunState.FINISHED, 5)


def test_a_lost_line_is_no_death_and_runs_go_on_when_it_is_back(engine, here, store):
    whole = train(engine, here, store)
    run_id = engine.submit(CONFIG).id
    for loss in range(1, 6):  # more than a worker may die
        here.take().begin()
        wait_for_state(store, run_id, RunState.RUNNING)
        here.cut()
        assert engine.status.state is EngineState.UNREACHABLE
        record = wait_for_state(store, run_id, RunState.QUEUED)
        assert record.restarts == loss
        here.trainings.clear()  # as with our own cluster, which is started anew
        here.mend()
    here.take().train()
    assert numbers_of(finish(store, run_id)) == numbers_of(whole)


def test_a_training_that_was_out_of_sight_is_told_to_end_and_nobody_believes_it(
    engine, here, store
):
    run_id = engine.submit(CONFIG).id
    old = here.take()
    here.cut()
    here.mend()  # its worker is free as far as the engine knows: what it has in hand is ours
    new = here.take()
    old.begin().epoch(2)
    assert old.wait_for_wish() == "stopped"
    new.begin().epoch()
    wait_for_epochs(store, run_id, 1)
    old.epoch().end("stopped")
    new.epoch(5).end()
    record = finish(store, run_id)
    assert (record.state, record.restarts) == (RunState.FINISHED, 0)
    assert len(events_of(store, run_id, TrainingStarted)) == 1


def test_a_worker_that_is_gone_before_it_is_sent_its_run_costs_nothing(engine, here, store):
    here.lose("here", seen=False)
    run_id = engine.submit(CONFIG).id
    here.join("there")
    here.take().train()
    record = finish(store, run_id)
    assert (record.state, record.restarts) == (RunState.FINISHED, 0)


@pytest.mark.parametrize("wish", ["stop", "pause"])
def test_a_wish_is_kept_for_a_run_whose_worker_has_just_died(engine, here, store, wish):
    run_id = engine.submit(CONFIG).id
    here.take().begin().epoch()
    wait_for_snapshot(store, run_id, 1)
    here.lose("here", seen=False)
    getattr(engine, wish)(run_id)  # nobody is there to hear it
    here.look()
    wait_for_state(store, run_id, RunState.STOPPED if wish == "stop" else RunState.PAUSED)
    wait_until(lambda: not engine._dispatcher._ends._checkpoints, "the checkpoint to be put away")
    assert store.load_checkpoint(run_id).epoch == 1
    here.join("there")
    assert train(engine, here, store).state is RunState.FINISHED


def test_a_reply_that_is_lost_costs_no_weights(engine, here, store):
    here.lost_replies = 2
    run_id = engine.submit(CONFIG).id
    training = here.take().begin()
    wait_until(lambda: here.lost_replies == 1, "the first reply to be lost")
    training.epoch(2)
    wait_until(lambda: here.lost_replies == 0, "the second one, with two epochs' weights")
    assert store.list_snapshots(run_id) == []
    training.epoch()
    wait_for_snapshot(store, run_id, 3)
    assert store.list_snapshots(run_id) == [1, 2, 3]
    training.epoch(3).end()
    finish(store, run_id)
    assert store.list_snapshots(run_id) == [1, 2, 3, 4, 5, 6]


def test_what_has_arrived_is_not_sent_again(engine, here, store):
    run_id = engine.submit(CONFIG).id
    training = here.take().begin().epoch(2)
    wait_for_snapshot(store, run_id, 2)
    turn = Turn(Job("", (run_id,)), training.worker)
    attempt = task.Task(training.key, run_id, turn)
    attempt.fetch(here, store)
    attempt.fetch(here, store)  # the worker forgets what this says has arrived
    assert training.read_news().snapshots == []
    training.epoch(4).end()
    finish(store, run_id)


# --- holding, resuming, changing ------------------------------------------------------------------


def test_a_held_run_goes_on_to_the_same_numbers_as_one_that_never_was(engine, here, store):
    whole = train(engine, here, store)
    run_id = engine.submit(CONFIG).id
    training = here.take().begin().epoch(3)
    wait_for_epochs(store, run_id, 3)
    engine.pause(run_id)
    training.obey()
    wait_for_state(store, run_id, RunState.PAUSED)
    assert train(engine, here, store).state is RunState.FINISHED  # nobody waits for it
    assert len(store.get(run_id).epochs) == 3
    engine.resume(run_id)
    training = here.take()
    assert training.start.epoch == 3
    training.train()
    assert numbers_of(finish(store, run_id)) == numbers_of(whole)


def test_a_run_held_before_it_starts_and_continued_at_once_is_trained(engine, here, store):
    run_id = engine.submit(CONFIG).id
    first = here.take()
    engine.pause(run_id)
    assert store.get(run_id).state is RunState.PAUSED
    engine.resume(run_id)  # while the first attempt has not ended yet
    assert store.get(run_id).state is RunState.QUEUED
    assert first.wait_for_wish() == "paused"
    engine.pause(run_id)
    engine.resume(run_id)
    first.begin().end("paused")  # what it says does not count
    second = here.take()
    assert second.key != first.key
    second.train()
    record = finish(store, run_id)
    assert (record.state, len(record.epochs)) == (RunState.FINISHED, CONFIG.epochs)
    assert len(events_of(store, run_id, TrainingStarted)) == 1


def test_a_run_stopped_before_it_starts_does_not_train_on_unseen(engine, here, store):
    run_id = engine.submit(CONFIG).id
    training = here.take()
    engine.stop(run_id)
    assert store.get(run_id).state is RunState.STOPPED
    training.leave_unbegun()
    assert train(engine, here, store).state is RunState.FINISHED
    assert store.read_events(run_id) == []


def test_a_finished_run_goes_on_for_more_epochs_with_its_optimizer(engine, here, store):
    whole = train(engine, here, store)
    run_id = train(engine, here, store, CONFIG.changed(epochs=4)).id
    engine.resume(run_id, CONFIG.epochs)
    training = here.take()
    assert (training.start.epoch, training.start.slots[0].tolist()) == (4, [4.0])
    training.train()
    record = finish(store, run_id)
    assert record.config == CONFIG
    assert record.history == whole.history
    with pytest.raises(ConfigError, match="Epochs"):
        engine.resume(run_id, 501)


def test_a_running_runs_learning_rate_changes_and_is_kept(engine, here, store):
    run_id = engine.submit(CONFIG).id
    training = here.take().begin()
    wait_for_state(store, run_id, RunState.RUNNING)
    engine.set_rate(run_id, 0.02)
    wait_for_run(store, run_id, lambda run: run.learning_rate == 0.02, "the change")
    with pytest.raises(ConfigError, match="Learning rate"):
        engine.set_rate(run_id, -1.0)
    engine.pause(run_id)
    training.obey()
    wait_for_state(store, run_id, RunState.PAUSED)
    assert store.load_checkpoint(run_id).learning_rate == 0.02
    assert events_of(store, run_id, RateChanged) == [RateChanged(1, 0, 0.02)]


def test_a_branch_begins_with_the_weights_of_an_earlier_epoch(engine, here, store):
    parent = train(engine, here, store)
    branch = engine.branch(parent.id, 2, CONFIG.changed(learning_rate=0.05, epochs=4))
    training = here.take()
    assert list(training.start.slots) == []  # its optimizer is a new one
    training.train()
    record = finish(store, branch.id)
    assert record.epochs[:2] == parent.epochs[:2]
    assert record.epochs[2] != parent.epochs[2]
    assert (record.started.epoch, len(record.epochs)) == (2, 4)
    ours, theirs = store.load_snapshot(branch.id, 2), store.load_snapshot(parent.id, 2)
    assert ours.weights[0] == theirs.weights[0]


def test_the_runs_of_a_race_are_sent_to_one_worker_with_one_seed(engine, cluster, store):
    cluster.join("here").join("there")
    configs = [CONFIG, CONFIG.changed(optimizer="sgd", seed=7), CONFIG.changed(batch_size=50)]
    group = engine.race(configs, "a race")
    trainings = [cluster.take() for _ in configs]
    assert {training.worker for training in trainings} == {"here"}
    assert {training.config.seed for training in trainings} == {CONFIG.seed}
    assert all(training.beside_others for training in trainings)
    engine.submit(CONFIG)
    alone = cluster.take()
    assert (alone.worker, alone.beside_others) == ("there", False)
    for training in trainings:
        training.train()
    runs = store.list_runs(group_id=group.id)
    assert {finish(store, run.id).state for run in runs} == {RunState.FINISHED}


def test_what_waited_when_the_app_ended_is_trained_after_the_restart(tmp_path):
    store, cluster = RunStore(tmp_path), FakeCluster()
    engine = Engine(store, cluster)
    engine.start()
    waiting = [engine.submit(CONFIG.changed(seed=seed)).id for seed in range(2)]
    engine.close()
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster)
    engine.start()
    for seed, run_id in enumerate(waiting):
        training = cluster.take()
        assert training.config.seed == seed
        training.train()
        assert finish(store, run_id).state is RunState.FINISHED
    engine.close()
    store.close()


def test_what_ran_when_the_app_ended_goes_on_when_a_person_says_so(tmp_path):
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster)
    engine.start()
    run_id = engine.submit(CONFIG).id
    cluster.take().begin().epoch(2)
    wait_until(lambda: store.load_checkpoint(run_id), "a checkpoint")
    engine.close()
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster)
    engine.start()
    assert store.get(run_id).state is RunState.INTERRUPTED
    assert cluster.trainings == {}
    engine.resume(run_id)
    cluster.take().train()
    assert len(finish(store, run_id).epochs) == CONFIG.epochs
    engine.close()
    store.close()


def test_what_had_all_its_epochs_when_the_app_ended_is_tested_by_itself(tmp_path):
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster)
    engine.start()
    run_id = engine.submit(CONFIG).id
    cluster.take().begin().epoch(CONFIG.epochs)
    wait_until(lambda: store.load_checkpoint(run_id), "a checkpoint")
    wait_for_epochs(store, run_id, CONFIG.epochs)
    engine.close()
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    assert store.get(run_id).state is RunState.INTERRUPTED
    engine = Engine(store, cluster)
    engine.start()
    cluster.take().train()
    record = finish(store, run_id)
    assert (record.state, len(record.epochs)) == (RunState.FINISHED, CONFIG.epochs)
    assert record.test is not None
    engine.close()
    store.close()


def test_an_engine_starts_though_the_disk_is_full(store, here):
    run_id = store.create(CONFIG.changed(epochs=1)).id
    store.append(run_id, EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 1.5, 40_000.0))
    store.end(run_id, RunState.INTERRUPTED)
    store.disk_limit = 0
    engine = Engine(store, here)
    engine.start()
    assert store.get(run_id).state is RunState.INTERRUPTED
    engine.close()


def test_seeds_that_are_kept_already_are_not_trained_again(store, engine):
    kept, cut_short, changed = (store.create(CONFIG.changed(seed=n)).id for n in (0, 1, 2))
    store.append(changed, RateChanged(1, 1, 0.5))
    for run_id, state in ((kept, "FINISHED"), (cut_short, "STOPPED"), (changed, "FINISHED")):
        store.end(run_id, RunState[state])
    others = store.create(CONFIG.changed(seed=3), "somebody else").id
    ids = engine.repeat(CONFIG, [2, 0, 1, 3])
    assert ids[1] == kept
    assert not {cut_short, changed, others} & set(ids)
    assert [store.get(run_id).config.seed for run_id in ids] == [2, 0, 1, 3]
    queued = store.list_runs(owner="", state=RunState.QUEUED)
    assert {run.id for run in queued} == {ids[0], ids[2], ids[3]}
    assert len({run.group_id for run in queued}) == 1
    with ThreadPoolExecutor(4) as clicks:  # at once
        again = list(clicks.map(lambda _: engine.repeat(CONFIG, [2, 0, 1, 3, 4]), range(4)))
    assert len({tuple(each) for each in again}) == 1
    assert again[0][:4] == ids
    assert len(store.list_runs(owner="", state=RunState.QUEUED)) == 4


def test_news_that_come_after_the_end_do_not_take_its_place(engine, here, store, monkeypatch):
    monkeypatch.setattr(task, "_CHECKPOINT_SHARE", math.inf)  # each checkpoint is written
    asked, may_answer, kept = (threading.Event() for _ in range(3))
    fetch_news, fetch = here.fetch_news, task.Task.fetch

    def answer_late(*arguments):
        news = fetch_news(*arguments)
        asked.set()
        may_answer.wait(FOREVER_S)
        return news

    def fetch_and_note(*arguments):
        fetch(*arguments)
        kept.set()

    monkeypatch.setattr(here, "fetch_news", answer_late)
    monkeypatch.setattr(task.Task, "fetch", fetch_and_note)
    run_id = engine.submit(CONFIG).id
    training = here.take().begin()
    asked.wait(FOREVER_S)
    engine.set_rate(run_id, 0.02)  # at the same step
    wait_for_run(store, run_id, lambda run: run.learning_rate == 0.02, "the change")
    engine.pause(run_id)
    training.obey()
    wait_for_state(store, run_id, RunState.PAUSED)
    may_answer.set()
    kept.wait(FOREVER_S)
    engine.resume(run_id)
    assert here.take().start.learning_rate == 0.02
