"""Runs of different owners take turns by time. No time passes: a test says how late it is."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.compute.queue import SLICE_S, Job, Turn
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import TrainingEnded, TrainingStarted
from mlp_explorer.runs import RunStore
from tests.compute.conftest import (
    finish,
    make_queue,
    wait_for_epochs,
    wait_for_run,
    wait_for_snapshot,
    wait_for_state,
    wait_until,
)
from tests.compute.fake import FakeCluster

CONFIG = TrainConfig(hidden_layers=(HiddenLayer(32, "relu"),), epochs=6)


class Clock:
    """Seconds, as a test says."""

    now_s = 100.0

    def __call__(self):
        return self.now_s

    def pass_by(self, seconds):
        self.now_s += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine(store, cluster, clock):
    engine = Engine(store, cluster, clock)
    engine.start()
    yield engine
    engine.close()


@pytest.fixture
def here(cluster):
    """The cluster, with one worker; `told` counts what it is told."""
    cluster.told = []
    tell = cluster.tell
    cluster.tell = lambda *args: (cluster.told.append(args), tell(*args))
    return cluster.join("here")


def begin(engine, cluster, store, owner, config=CONFIG):
    """Submit a run whose training begins; return its id and the training."""
    run_id = engine.submit(config, owner).id
    training = cluster.take().begin()
    wait_for_state(store, run_id, RunState.RUNNING)
    return run_id, training


def take_race(cluster, count):
    """Take so many trainings of one race, in the order in which its runs were started: they are
    sent to the worker in threads."""
    return sorted((cluster.take() for _ in range(count)), key=lambda each: each.config.batch_size)


# --- whose time is up -----------------------------------------------------------------------------


def test_a_turn_ends_after_its_time_if_another_owner_waits():
    queue = make_queue(Job("a", ("1",)))
    turn = Turn(queue.take({}), "here", began_s=50.0)
    assert queue.find_due([turn], 1000.0) == []
    queue.add(Job("a", ("2",)))
    assert queue.find_due([turn], 1000.0) == []
    queue.add(Job("b", ("3",)))
    assert queue.find_due([turn], 50.0 + SLICE_S - 0.1) == []
    assert queue.find_due([turn], 50.0 + SLICE_S) == [turn]


def test_a_turn_that_has_not_begun_is_not_over():
    queue = make_queue(Job("a", ("1",)), Job("b", ("2",)))
    assert queue.find_due([Turn(queue.take({}), "here")], 1000.0) == []


def test_a_first_turn_is_one_epoch_while_other_new_jobs_wait():
    new, old = Job("a", ("1",), is_new=True), Job("a", ("1",))
    for waiting, is_due in ((Job("b", ("2",), is_new=True), True), (Job("b", ("2",)), False)):
        assert bool(make_queue(waiting).find_due([Turn(new, "here", 5.0)], 5.0)) == is_due
        assert make_queue(waiting).find_due([Turn(old, "here", 5.0)], 5.0) == []


def test_no_more_turns_end_than_jobs_wait_and_the_longest_is_first():
    queue = make_queue(Job("c", ("3",)))
    turns = [Turn(Job("a", ("1",)), "here", 20.0), Turn(Job("b", ("2",)), "there", 10.0)]
    assert queue.find_due(turns, 100.0) == [turns[1]]
    turns[1].asked_s = 100.0
    assert queue.find_due(turns, 101.0) == []
    queue.add(Job("d", ("4",)))
    assert queue.find_due(turns, 101.0) == [turns[0]]


def test_who_has_one_worker_of_two_makes_no_room_for_who_has_the_other():
    queue = make_queue(Job("b", ("3",)))
    turns = [Turn(Job("a", ("1",)), "here", 0.0), Turn(Job("b", ("2",)), "there", 0.0)]
    assert queue.find_due(turns, 100.0) == []


def test_who_has_two_workers_makes_room_for_who_has_none_with_one():
    queue = make_queue(Job("b", ("3",)))
    turns = [Turn(Job("a", (name,)), name, 0.0) for name in ("1", "2")]
    assert len(queue.find_due(turns, 100.0)) == 1


def test_a_job_that_has_had_its_turn_comes_after_the_other_owners_and_before_its_own():
    queue = make_queue(*(Job(owner, (owner + name,)) for name in "12" for owner in "abc"))
    queue.put_back(queue.take({}))
    order = [queue.take({}).run_ids[0] for _ in range(6)]
    assert order == ["b1", "c1", "a1", "b2", "c2", "a2"]


def test_a_new_job_comes_before_all_that_have_had_a_turn():
    queue = make_queue(Job("a", ("1",)), Job("b", ("2",)), Job("a", ("3",)))
    queue.take({})
    queue.put_back(queue.take({}))
    queue.add(Job("a", ("new",), is_new=True))
    assert queue.take({"a": 1}).owner == "b"
    assert queue.take({}).run_ids == ("3",)  # its owner's own order stays
    assert queue.take({}).run_ids == ("new",)


def test_a_first_epoch_has_the_whole_time_to_end_and_a_later_one_a_second():
    first, later = (Turn(Job("a", ("1",)), "here", 0.0, asked_s) for asked_s in (1.0, SLICE_S))
    assert [first.has_lingered(1.0 + s) for s in (2.0, 9.9, 10.0)] == [False, False, True]
    assert [later.has_lingered(SLICE_S + s) for s in (0.0, 0.9, 1.0)] == [False, False, True]


# --- the engine -----------------------------------------------------------------------------------


def test_two_owners_take_turns_to_the_same_numbers_as_without(engine, here, store, clock):
    whole = begin(engine, here, store, "ann")
    whole[1].epoch(6).end()
    alone = finish(store, whole[0])
    long, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    other = engine.submit(CONFIG.changed(seed=1), "ben").id
    training.epoch(2)
    assert training.wait_for_wish() == "yielded"
    assert here.told[-1] == ("here", training.key, "yielded", None, True)
    training.end("yielded")
    waiting = wait_for_state(store, long, RunState.QUEUED)
    assert (len(waiting.epochs), waiting.restarts, waiting.problem) == (2, 0, "")
    assert store.load_checkpoint(long).epoch == 2
    second = here.take().begin()
    assert second.config.seed == 1
    wait_for_state(store, other, RunState.RUNNING)
    assert engine.queue_place(long) == 1
    clock.pass_by(SLICE_S)
    second.epoch()
    second.obey()
    training = here.take()
    assert training.start.epoch == 2
    training.train()
    here.take().train()
    record = finish(store, long)
    assert (record.history, record.test) == (alone.history, alone.test)
    assert finish(store, other).state is RunState.FINISHED
    kinds = (TrainingStarted, TrainingEnded)
    events = [event for _, event in store.read_events(long) if isinstance(event, kinds)]
    assert [event.epoch for event in events] == [0, 2, 2, 6]
    assert [getattr(event, "reason", "") for event in events] == ["", "yielded", "", "completed"]


def test_one_owner_alone_is_told_nothing_and_pays_nothing(engine, here, store, clock):
    ids = [engine.submit(CONFIG.changed(seed=seed), "ann").id for seed in range(3)]
    for run_id in ids:
        training = here.take().begin()
        for _ in range(CONFIG.epochs):
            clock.pass_by(100 * SLICE_S)
            training.epoch()
            here.look()
        wait_for_epochs(store, run_id, CONFIG.epochs)
        training.end()
        record = finish(store, run_id)
        starts = [e for _, e in store.read_events(run_id) if isinstance(e, TrainingStarted)]
        assert (record.state, len(starts)) == (RunState.FINISHED, 1)
    assert here.told == []


def test_everybody_new_has_one_epoch_before_anybody_has_two(engine, here, store, clock):
    begin(engine, here, store, "long")
    clock.pass_by(1000.0)
    owners = ["ann", "ben", "eva"]
    ids = {owner: engine.submit(CONFIG, owner).id for owner in owners}
    here.look()
    here.trainings[next(iter(here.trainings))].obey()
    for owner in owners[:-1]:
        training = here.take().begin()
        wait_for_state(store, ids[owner], RunState.RUNNING)
        training.epoch()
        training.obey()
    here.take().begin()
    wait_until(lambda: store.get(ids["eva"]).state is RunState.RUNNING, "the last one")
    assert [len(store.get(ids[owner]).epochs) for owner in owners] == [1, 1, 0]
    here.look()
    assert len(here.told) == 3  # nobody new waits any more: the last one goes on


def test_who_is_in_an_endless_epoch_makes_room_within_it(engine, here, store, clock):
    _, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    assert training.wait_for_wish() == "yielded"
    clock.pass_by(1.9)
    here.look()
    assert len(here.told) == 1
    clock.pass_by(0.2)
    here.look().look()
    assert training.wait_for_wish() == "yielded"
    assert [args[4] for args in here.told] == [True, False]


@pytest.mark.parametrize("wish", ["stop", "pause"])
def test_a_wish_that_comes_while_a_turn_ends_is_kept(engine, here, store, clock, wish):
    run_id, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    training.epoch()
    assert training.wait_for_wish() == "yielded"
    getattr(engine, wish)(run_id)
    training.end("yielded")  # it has heard of it too late
    state = RunState.STOPPED if wish == "stop" else RunState.PAUSED
    assert len(wait_for_state(store, run_id, state).epochs) == 1
    here.take().train()
    assert here.trainings == {}


def test_a_run_that_waits_for_its_turn_can_be_stopped_or_held_and_continued(
    engine, here, store, clock
):
    run_id, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    training.epoch()
    training.obey()
    other = here.take().begin()
    wait_for_state(store, run_id, RunState.QUEUED)
    engine.pause(run_id)
    assert store.get(run_id).state is RunState.PAUSED
    engine.resume(run_id)
    other.epoch(6).end()
    again = here.take()
    assert again.start.epoch == 1
    again.train()
    assert finish(store, run_id).state is RunState.FINISHED
    assert here.trainings == {}


def check_last_turn(cluster, store, run_id, epoch):
    """Take what is sent next: the end of a run that was stopped after that epoch."""
    training = cluster.take()
    assert (training.is_last, training.start.epoch) == (True, epoch)
    training.begin().end("stopped")
    record = finish(store, run_id)
    assert (record.state, len(record.epochs)) == (RunState.STOPPED, epoch)
    assert record.test is not None
    assert store.find_model(run_id) is not None
    assert store.snapshot_epoch(run_id) == epoch


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_run_that_is_stopped_between_turns_is_tested_and_saved_before_anybody_trains(
    engine, here, store, clock, clicks
):
    run_id, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    ids = [engine.submit(CONFIG, owner).id for owner in ("ben", "eva")]
    training.epoch()
    training.obey()
    other = here.take().begin()
    wait_for_state(store, run_id, RunState.QUEUED)
    for _ in range(clicks):
        engine.stop(run_id)
    other.epoch()
    assert other.wait_for_wish() == "yielded"
    other.end("yielded")
    check_last_turn(here, store, run_id, epoch=1)
    for _ in ids:
        here.take().train()
    assert {finish(store, each).state for each in ids} == {RunState.FINISHED}
    assert here.trainings == {}


def test_a_run_that_is_stopped_between_turns_ends_as_it_stands_where_nobody_could_test_it(
    engine, here, store, clock
):
    run_id, training = begin(engine, here, store, "ann")
    training.epoch()
    wait_for_snapshot(store, run_id, 1)
    here.lose("here")
    wait_for_state(store, run_id, RunState.QUEUED)
    engine.stop(run_id)
    assert store.get(run_id).state is RunState.STOPPED


def test_the_next_app_does_not_train_further_what_waits_for_its_test(engine, here, store, clock):
    run_id, training = begin(engine, here, store, "ann")
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    training.epoch()
    training.obey()
    here.take().begin()
    wait_for_state(store, run_id, RunState.QUEUED)
    engine.stop(run_id)
    engine.close()
    assert store.get(run_id).state is RunState.STOPPED


def test_a_run_that_was_stopped_does_not_wait_for_its_owners_other_one_to_end():
    last, turn = Job("a", ("1",), is_last=True), Turn(Job("a", ("2",)), "here", 0.0)
    queue = make_queue(Job("b", ("3",)), last)
    assert queue.find_next({"a": 1}) is last
    assert make_queue(last).find_due([turn], SLICE_S) == [turn]
    assert queue.find_due([Turn(last, "here", 0.0)], 1000.0) == []


def test_a_race_makes_room_as_one_and_is_side_by_side_again(engine, here, store, clock):
    configs = [CONFIG.changed(batch_size=size) for size in (50, 100, 200)]
    engine.race(configs, "a race", "ann")
    trainings = take_race(here, 3)
    trainings[0].begin().epoch()
    trainings[1].begin().epoch()
    ids = [run.id for run in reversed(store.list_runs(owner="ann"))]
    for run_id in ids[:2]:
        wait_for_epochs(store, run_id, 1)
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    for training in trainings:
        assert training.wait_for_wish() == "yielded"
    trainings[0].end("yielded")
    trainings[1].epoch(5).end()
    wait_for_state(store, ids[0], RunState.QUEUED)
    finish(store, ids[1])
    assert len(here.trainings) == 1  # the race has the worker until all have left it
    trainings[2].begin().epoch().end("yielded")
    here.take().train()
    again = [here.take(), here.take()]
    assert all(training.beside_others for training in again)
    assert [training.start.epoch for training in again] == [1, 1]
    for training in again:
        training.train()
    assert {finish(store, run_id).state for run_id in ids} == {RunState.FINISHED}


def test_a_run_of_a_race_that_is_stopped_between_turns_does_not_come_back(
    engine, here, store, clock
):
    engine.race([CONFIG.changed(batch_size=size) for size in (50, 100)], "a race", "ann")
    first, second = (training.begin().epoch() for training in take_race(here, 2))
    ids = [run.id for run in reversed(store.list_runs(owner="ann"))]
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    first.obey()
    wait_for_run(store, ids[0], lambda run: run.ended is not None, "its end")
    wait_for_state(store, ids[0], RunState.QUEUED)
    engine.stop(ids[0])
    second.obey()
    check_last_turn(here, store, ids[0], epoch=1)
    here.take().train()
    here.take().train()
    assert finish(store, ids[1]).state is RunState.FINISHED
    assert store.get(ids[0]).state is RunState.STOPPED
    assert here.trainings == {}


def test_who_waits_for_a_turn_goes_on_by_itself_after_a_restart(tmp_path, clock):
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster, clock)
    engine.start()
    run_id, training = begin(engine, cluster, store, "ann")
    clock.pass_by(SLICE_S)
    engine.submit(CONFIG, "ben")
    training.epoch(3)
    training.obey()
    cluster.take()
    wait_for_state(store, run_id, RunState.QUEUED)
    engine.close()
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster, clock)
    engine.start()
    again = [cluster.take()]
    again[0].train()
    again.append(cluster.take())
    again[1].train()
    assert sorted(training.start.epoch if training.start else 0 for training in again) == [0, 3]
    record = finish(store, run_id)
    assert (record.state, len(record.epochs)) == (RunState.FINISHED, CONFIG.epochs)
    engine.close()
    store.close()


def start_race(engine, cluster, store):
    """Start a race of three, of which one has an epoch; return its trainings and its ids."""
    engine.race([CONFIG.changed(batch_size=size) for size in (50, 100, 200)], "a race", "ann")
    trainings = take_race(cluster, 3)
    ids = [run.id for run in reversed(store.list_runs(owner="ann"))]
    trainings[0].begin().epoch()
    wait_for_snapshot(store, ids[0], 1)
    return trainings, ids


def check_side_by_side(cluster, store, ids):
    """Take what is sent next: the whole race, to one worker; train it to its end."""
    again = [cluster.take() for _ in ids]
    assert all(training.beside_others for training in again)
    assert len({training.worker for training in again}) == 1
    for training in again:
        training.train()
    assert {finish(store, run_id).state for run_id in ids} == {RunState.FINISHED}


def test_a_race_that_loses_its_worker_is_side_by_side_again(engine, here, store):
    _, ids = start_race(engine, here, store)
    here.lose("here").join("there").join("elsewhere")
    check_side_by_side(here, store, ids)


def test_a_race_that_waits_through_a_restart_is_side_by_side(tmp_path, clock):
    store, cluster = RunStore(tmp_path), FakeCluster().join("here")
    engine = Engine(store, cluster, clock)
    engine.start()
    _, ids = start_race(engine, cluster, store)
    cluster.lose("here")
    for run_id in ids:
        wait_for_state(store, run_id, RunState.QUEUED)
    engine.close()
    store.close()
    store, cluster = RunStore(tmp_path), FakeCluster().join("here").join("there")
    engine = Engine(store, cluster, clock)
    engine.start()
    check_side_by_side(cluster, store, ids)
    engine.close()
    store.close()
