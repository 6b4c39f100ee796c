"""How long who waits will wait."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.compute.queue import SLICE_S, Job, Turn
from mlp_explorer.compute.waiting import Need, estimate_waits, find_needs, round_wait
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted
from tests.compute.conftest import make_queue, wait_for_epochs

CONFIG = TrainConfig(hidden_layers=(HiddenLayer(32, "relu"),), epochs=6)
CHANGE_S = 0.5


def test_where_one_owner_is_alone_the_next_run_waits_for_the_whole_of_those_before():
    queue = make_queue(Job("a", ("2",)), Job("a", ("3",)))
    needs = {"1": Need(2.0, 40.0), "2": Need(1.0, 30.0), "3": Need(1.0, 5.0)}
    waits = estimate_waits(queue, [Turn(Job("a", ("1",)), "here", 0.0)], needs, 7.0)
    assert waits == {"2": 40.0, "3": 40.0 + CHANGE_S + 30.0}
    assert len(queue) == 2


def test_with_others_it_waits_for_turns():
    queue = make_queue(Job("b", ("2",)), Job("c", ("3",)))
    needs = {"1": Need(2.0, 4000.0), "2": Need(1.0, 3.0), "3": Need(1.0, 5.0)}
    waits = estimate_waits(queue, [Turn(Job("a", ("1",)), "here", 0.0)], needs, 4.0)
    assert waits == {"2": SLICE_S - 4.0, "3": SLICE_S - 4.0 + CHANGE_S + 3.0}


def test_new_ones_wait_for_an_epoch_of_each_new_one_before():
    queue = make_queue(*(Job(owner, (owner,), is_new=True) for owner in "bcd"))
    needs = {name: Need(2.0, 20.0) for name in "bcd"} | {"1": Need(3.0, 1500.0)}
    waits = estimate_waits(queue, [Turn(Job("a", ("1",)), "here", 0.0)], needs, 100.0)
    assert waits == {"b": 3.0, "c": 3.0 + 2.5, "d": 3.0 + 5.0}


def test_who_is_between_two_turns_waits_for_the_others_turn_and_a_race_for_one():
    queue = make_queue(Job("b", ("2", "3")))
    queue.put_back(Job("a", ("1",)))
    needs = {"4": Need(1.0, 1.0)} | {name: Need(4.0, 400.0) for name in "123"}
    waits = estimate_waits(queue, [Turn(Job("c", ("4",)), "here", 0.0)], needs, 0.5)
    assert waits == {"2": 1.0, "3": 1.0, "1": 1.0 + CHANGE_S + SLICE_S}


def test_nobody_can_tell_where_no_worker_is():
    assert estimate_waits(make_queue(Job("a", ("1",))), [], {"1": Need(1.0, 1.0)}, 0.0) == {}


def test_an_epoch_takes_what_those_before_took_or_what_anothers_would(store):
    known, new = store.create(CONFIG).id, store.create(CONFIG.changed(training_images=30_000)).id
    records = lambda: [store.get(known), store.get(new)]  # noqa: E731
    assert find_needs(records()) == {known: Need(1.0, 6.0), new: Need(1.0, 6.0)}
    store.append(known, TrainingStarted(24, 48_000))
    for epoch, elapsed_s in ((1, 9.0), (2, 11.0), (3, 13.0)):  # the first one was compiled
        store.append(known, EpochEnded(epoch, 1.0, 0.5, 1.0, 0.5, elapsed_s, 1.0))
    needs = find_needs(records())
    assert needs[known] == Need(2.0, 6.0)
    assert needs[new].epoch_s == pytest.approx(1.0)


def test_seconds_are_said_as_exactly_as_they_are_known():
    assert [round_wait(s) for s in (0.2, 12.4, 58.0, 64.0, 200.0, 1000.0)] == [
        *(5, 10, 60),
        *(60, 195, 1020),
    ]


def test_the_engine_lists_who_is_at_work_and_who_waits(store, cluster):
    now_s = 100.0
    engine = Engine(store, cluster, lambda: now_s)
    engine.start()
    first = engine.submit(CONFIG, "ann").id
    assert engine.find_wait(first) is None
    cluster.join("here").take().begin().epoch(2)
    wait_for_epochs(store, first, 2)
    second = engine.submit(CONFIG, "ben").id
    now_s = 104.0  # what was looked at holds for a second
    places = engine.list_places()
    assert [(place.run_id, place.is_at_work) for place in places] == [
        (first, True),
        (second, False),
    ]
    assert places[0].seconds == 4.0
    assert places[1].seconds == 1.0  # both are new: an epoch each
    assert (engine.find_wait(first), engine.find_wait(second)) == (None, 5)
    engine.close()


def test_a_run_that_was_thrown_away_while_it_waited_keeps_no_place_from_being_told(store, cluster):
    engine = Engine(store, cluster)
    engine.start()
    gone, waits = engine.submit(CONFIG, "ann").id, engine.submit(CONFIG, "ben").id
    store.end(gone, RunState.STOPPED)
    store.change(gone, deleted_s=0.0)
    store.tidy()
    assert [place.run_id for place in engine.list_places()] == [gone, waits]
    assert engine.find_wait(waits) is None
    engine.close()
