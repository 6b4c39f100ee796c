import dataclasses
import json
import math
import os
import shutil
import sqlite3
import sys
import time
from contextlib import closing

import numpy as np
import psutil
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.errors import RunNotFoundError, StoreError
from mlp_explorer.messages import Checkpoint, RunState, event_from_dict, event_to_dict
from mlp_explorer.messages.events import (
    BatchEnded,
    EpochEnded,
    Evaluated,
    RateChanged,
    TrainingEnded,
    TrainingStarted,
    WorkerLost,
)
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.record import Group, RunRecord, RunSummary, UnreadableRun
from tests.runs.older import set_back

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
def store(tmp_path, database_url):
    store = RunStore(tmp_path, database_url)
    yield store
    store.close()


@pytest.fixture
def reopen(store, tmp_path, database_url):
    """Close the store and open it again, as a restart does; the last one is closed."""
    stores = [store]

    def open_again():
        stores[-1].close()
        stores.append(RunStore(tmp_path, database_url))
        return stores[-1]

    yield open_again
    stores[-1].close()


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
        "score": [0.8],
        "loss": [0.5],
        "val_score": [0.7],
        "val_loss": [0.6],
    }
    store.end(run_id, RunState.FINISHED)
    assert store.get(run_id).title.endswith("· adam 0.001 · 92.0 %")


def test_without_validation_the_history_has_two_lists(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EPOCH._replace(val_loss=None, val_score=None))
    assert set(store.get(run_id).history) == {"score", "loss"}


def test_a_run_that_goes_on_is_not_queued_again(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EVENTS[0])
    record = store.queue(run_id, TrainConfig(epochs=20))
    assert (record.state, record.config) == (RunState.RUNNING, TrainConfig())
    assert store.get(run_id) == record


def test_a_final_state_stays(store):
    run_id = store.create(TrainConfig()).id
    store.end(run_id, RunState.STOPPED)
    store.end(run_id, RunState.FAILED, "too late")
    store.append(run_id, EPOCH)
    record = store.get(run_id)
    assert (record.state, record.problem, record.epochs) == (RunState.STOPPED, "", ())


def test_a_lost_worker_puts_the_run_back_into_the_queue_and_it_goes_on(store):
    run_id = store.create(TrainConfig()).id
    for event in [TrainingStarted(24, 48_000), EPOCH, WorkerLost(2)]:
        store.append(run_id, event)
    assert store.get(run_id).state is RunState.QUEUED
    store.append(run_id, TrainingStarted(24, 48_000, epoch=1))
    record = store.get(run_id)
    assert (record.state, record.restarts, record.epochs) == (RunState.RUNNING, 1, (EPOCH,))


def test_events_are_read_from_a_number_on(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EVENTS[0], time_s=5.0)
    store.append(run_id, EVENTS[1], time_s=6.0)
    assert store.read_newer_events(run_id, 1) == ([(6.0, EVENTS[1])], 2)


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


def test_the_newest_weights_come_back_as_they_were_and_older_ones_too(store):
    run_id = store.create(TrainConfig()).id
    assert store.load_snapshot(run_id) is None
    weights = [np.arange(6, dtype=np.float32).reshape(2, 3), np.ones(3, np.float32)]
    store.save_snapshot(run_id, 1, weights)
    store.save_snapshot(run_id, 2, [2 * array for array in weights])
    for epoch, snapshot in ((2, store.load_snapshot(run_id)), (1, store.load_snapshot(run_id, 1))):
        assert snapshot.epoch == epoch
        pairs = zip(snapshot.weights, weights, strict=True)
        assert all((a == epoch * b).all() for a, b in pairs)
    assert store.snapshot_epoch(run_id) == 2
    assert store.list_snapshots(run_id) == [1, 2]


def test_a_run_that_went_back_to_its_best_weights_answers_with_them(store):
    run_id = store.create(TrainConfig()).id
    for epoch in (1, 2, 3):
        store.save_snapshot(run_id, epoch, [np.zeros(1, np.float32)])
    store.end(run_id, RunState.FINISHED, weights_epoch=2)
    assert store.snapshot_epoch(run_id) == 2
    store.queue(run_id, TrainConfig())
    store.append(run_id, TrainingStarted(24, 48_000, epoch=3))
    assert store.snapshot_epoch(run_id) == 3


def test_the_validation_of_a_run_is_of_the_weights_that_it_kept(store):
    run_id = store.create(TrainConfig(early_stopping_patience=2)).id
    for epoch, accuracy in ((1, 0.9), (2, 0.95), (3, 0.91)):
        store.append(run_id, EpochEnded(epoch, 1.0, 0.9, 1.0, accuracy, epoch, 90_000.0))
    store.end(run_id, RunState.FINISHED, weights_epoch=2)
    [listed] = store.list_runs()
    assert listed.val_score == store.get(run_id).summary.val_score == 0.95
    store.queue(run_id, TrainConfig())
    store.append(run_id, TrainingStarted(24, 48_000, epoch=3))  # it goes on from its last weights
    assert store.get(run_id).summary.val_score == 0.91


def test_many_arrays_keep_their_order(store):
    run_id = store.create(TrainConfig()).id
    store.save_snapshot(run_id, 1, [np.full(1, i, np.float32) for i in range(30)])
    assert [int(a[0]) for a in store.load_snapshot(run_id).weights] == list(range(30))


def test_an_unknown_run_gets_a_sentence(store):
    with pytest.raises(RunNotFoundError, match="No run “nonsense” is kept here"):
        store.get("nonsense")


def test_epochs_that_were_shown_stay_while_they_are_trained_again_and_none_is_doubled(
    store, reopen
):
    run_id = store.create(TrainConfig()).id
    for event in (EVENTS[0], *(make_epoch(number, 0.5) for number in (1, 2, 3, 4)), WorkerLost(5)):
        store.append(run_id, event)
    store.append(run_id, TrainingStarted(24, 48_000, epoch=1))
    store.append(run_id, make_epoch(2, 0.4))
    for kept in (store, reopen()):
        record = kept.get(run_id)
        assert [(epoch.epoch, epoch.loss) for epoch in record.epochs] == [
            *((1, 0.5), (2, 0.4), (3, 0.5), (4, 0.5))
        ]


def test_epochs_that_were_shown_go_where_the_training_ends_before_them(store, reopen):
    run_id = store.create(TrainConfig()).id
    for event in (EVENTS[0], *(make_epoch(number, 0.5) for number in (1, 2, 3, 4)), WorkerLost(5)):
        store.append(run_id, event)
    store.append(run_id, TrainingStarted(24, 48_000, epoch=1))
    store.append(run_id, make_epoch(2, 0.5))
    store.append(run_id, TrainingEnded("stopped", 3))  # within the third
    store.end(run_id, RunState.STOPPED)
    for kept in (store, reopen()):
        assert [epoch.epoch for epoch in kept.get(run_id).epochs] == [1, 2]
        assert kept.list_runs()[0].epochs_done == 2


def fill(store, epochs=3, **config):
    run_id = store.create(TrainConfig(**config)).id
    store.append(run_id, TrainingStarted(24, 48_000))
    for number in range(1, epochs + 1):
        store.append(run_id, EPOCH._replace(epoch=number, elapsed_s=float(number)))
    return run_id


def test_all_that_is_known_of_a_run_is_there_after_a_restart(store, reopen):
    run_id = fill(store, optimizer="sgd", learning_rate=0.3)
    store.append_all(
        [
            (run_id, RateChanged(3, 5, 0.03), 7.0),
            (run_id, TrainingEnded("stopped", 3), 8.0),
            (run_id, Evaluated(0.3, 0.92), 9.0),
        ]
    )
    store.end(run_id, RunState.STOPPED, weights_epoch=3)
    store.change(run_id, name="Mine", starred=True)
    before, events = store.get(run_id), store.read_events(run_id)
    store = reopen()
    assert store.get(run_id) == before
    assert store.read_events(run_id) == events
    assert [event for _, event in events][-3:] == [
        RateChanged(3, 5, 0.03),
        TrainingEnded("stopped", 3),
        Evaluated(0.3, 0.92),
    ]
    assert store.list_runs() == [before.summary]


def test_numbers_that_are_none_come_back_as_nothing(store, reopen):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EPOCH._replace(val_loss=math.nan, loss=math.inf))
    [epoch] = reopen().get(run_id).epochs
    assert (epoch.loss, epoch.val_loss, epoch.val_score) == (None, None, 0.7)


def test_what_ran_when_the_app_ended_is_interrupted_and_what_waited_still_waits(store, reopen):
    running, waiting = fill(store), store.create(TrainConfig()).id
    sweep = store.create_group("sweep", "rates", "", {"trials": 3})
    store = reopen()
    assert store.get(running).state is RunState.INTERRUPTED
    assert len(store.get(running).epochs) == 3
    assert [run.id for run in store.list_runs(state=RunState.QUEUED)] == [waiting]
    assert store.get_group(sweep.id).state is RunState.INTERRUPTED
    assert store.get_group(sweep.id).plan == {"trials": 3}
    store.queue(running, TrainConfig(epochs=20))
    assert store.get(running).state is RunState.QUEUED
    assert store.get(running).config.epochs == 20


def test_a_run_that_goes_on_comes_back_from_the_bin(store):
    run = store.create(TrainConfig(epochs=2))
    store.end(run.id, RunState.STOPPED)
    store.change(run.id, deleted_s=time.time())
    assert store.queue(run.id, run.config).deleted_s is None
    assert [run.id for run in store.list_runs()] == [run.id]
    assert store.list_runs(deleted=True) == []


def test_what_is_thrown_away_is_out_of_the_list_until_it_is_brought_back(store):
    run_id, other = fill(store), fill(store)
    store.change(run_id, deleted_s=time.time())
    assert [run.id for run in store.list_runs()] == [other]
    assert [run.id for run in store.list_runs(deleted=True)] == [run_id]
    store.change(run_id, deleted_s=None)
    assert {run.id for run in store.list_runs()} == {run_id, other}


def test_a_day_later_it_is_gone_with_its_files(store, tmp_path):
    run_id, other = fill(store), fill(store)
    for id_ in (run_id, other):
        store.end(id_, RunState.FINISHED)
    for id_ in (run_id, other):
        store.save_snapshot(id_, 1, [np.zeros(3, np.float32)])
    store.change(run_id, deleted_s=time.time() - 90_000)
    store.change(other, deleted_s=time.time() - 80_000)
    store.tidy()
    with pytest.raises(RunNotFoundError):
        store.get(run_id)
    assert [path.name for path in (tmp_path / "runs").iterdir()] == [other]
    assert store.list_snapshots(run_id) == []


def test_what_was_thrown_away_but_goes_on_stays_until_it_has_ended(store, reopen):
    running, waiting = fill(store), store.create(TrainConfig()).id
    for run_id in (running, waiting):
        store.change(run_id, deleted_s=1.0)
    store.tidy()
    assert {run.id for run in store.list_runs(deleted=True)} == {running, waiting}
    store = reopen()  # nobody trains them any more
    store.tidy()
    assert store.list_runs(deleted=True) == []


def test_groups_go_when_their_last_run_has_gone_but_not_a_sweep_that_goes_on(store):
    used, _, new = (store.create_group("race", "", "ann", {}) for _ in range(3))
    sweep = store.create_group("sweep", "", "ann", {})
    store.create(TrainConfig(), group_id=used.id)
    store._groups.change(new.id, created_s=2e10)
    store.tidy(before_s=1e10)
    assert {group.id for group in store.list_groups()} == {used.id, sweep.id, new.id}
    store.change_group(sweep.id, state=RunState.STOPPED)
    store.tidy(before_s=1e10)
    assert {group.id for group in store.list_groups()} == {used.id, new.id}


def test_a_branch_has_the_epochs_and_weights_up_to_there_and_a_new_optimizer(store):
    run_id = fill(store)
    for epoch in range(4):
        store.save_snapshot(run_id, epoch, [np.full(2, epoch, np.float32)])
    branch = store.branch(run_id, 2, TrainConfig(learning_rate=0.1), "somebody")
    assert branch.id != run_id
    record = store.get(branch.id)
    assert record.epochs == store.get(run_id).epochs[:2]
    assert (record.parent_id, record.parent_epoch, record.owner) == (run_id, 2, "somebody")
    assert [event for _, event in store.read_events(branch.id)] == list(record.epochs)
    assert store.list_snapshots(branch.id) == [0, 1, 2]
    checkpoint = store.load_checkpoint(branch.id)
    assert (checkpoint.epoch, list(checkpoint.slots), checkpoint.elapsed_s) == (2, [], 2.0)
    assert checkpoint.weights[0].tolist() == [2, 2]
    assert len(store.get(run_id).epochs) == 3


def test_runs_are_listed_by_what_is_wanted_the_newest_first(store):
    group = store.create_group("repeat", "x", "ann", {})
    ids = [store.create(TrainConfig(), owner, group.id).id for owner in ("ann", "ben", "ann")]
    assert [run.id for run in store.list_runs(owner="ann")] == [ids[2], ids[0]]
    assert len(store.list_runs(group_id=group.id)) == 3
    assert len(store.list_runs(id=ids[:2])) == 2
    assert store.list_runs(state=RunState.FAILED) == []


def test_more_runs_than_memory_keeps_are_read_again(store):
    ids = [fill(store, 1) for _ in range(80)]
    for run_id in ids:
        store.end(run_id, RunState.FINISHED)
    store.create(TrainConfig())
    assert len(store._runs._entries) <= 65
    assert all(len(store.read_events(run_id)) == 2 for run_id in ids)
    assert len(store._runs._entries) <= 65
    assert store.get(ids[0]).state is RunState.FINISHED


def test_events_go_in_all_or_none(store):
    run_id = fill(store)
    with pytest.raises(RunNotFoundError):
        store.append_all([(run_id, EPOCH._replace(epoch=4), 1.0), ("nonsense", EPOCH, 1.0)])
    assert len(store.get(run_id).epochs) == 3
    assert len(store.read_events(run_id)) == 4


def test_one_home_is_one_apps(store, tmp_path):
    with pytest.raises(StoreError, match="Another MLP Explorer keeps its runs in"):
        RunStore(tmp_path)


def test_a_home_that_cannot_be_made_gets_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="MLP_EXPLORER_HOME"):
        RunStore(tmp_path / "file" / "home")


def test_a_home_whose_name_is_no_text_here_gets_a_sentence(tmp_path):
    # as any name with an umlaut is where the locale knows ASCII only
    home = tmp_path / os.fsdecode(b"L\xe4ufe")
    with pytest.raises(StoreError, match=f"L\ufffdufe.*{sys.getfilesystemencoding()}.*LC_ALL"):
        RunStore(home)
    assert not home.exists()


def test_a_store_that_cannot_be_opened_lets_go_of_its_database(tmp_path):
    RunStore(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "runs.db")) as database:
        database.execute("ALTER TABLE runs RENAME TO walks")
    with pytest.raises(StoreError, match="no such table"):  # which holds on to what has failed
        RunStore(tmp_path)
    assert not [file for file in psutil.Process().open_files() if str(tmp_path) in file.path]


def make_epoch(number, loss):
    return EPOCH._replace(epoch=number, loss=loss)


def test_epochs_that_are_trained_again_take_the_place_of_those_of_their_run_alone(store, reopen):
    again, other = store.create(TrainConfig()).id, store.create(TrainConfig()).id
    for run_id in (again, other):
        for event in (EVENTS[0], *(make_epoch(number, 0.5) for number in (1, 2, 3))):
            store.append(run_id, event)
    store.append(again, make_epoch(2, 0.4))  # without a word before, as after a lost message
    store.append(again, TrainingEnded("stopped", 3))
    before = store.get(again), store.get(other)
    assert [(epoch.epoch, epoch.loss) for epoch in before[0].epochs] == [(1, 0.5), (2, 0.4)]
    assert [epoch.loss for epoch in before[1].epochs] == [0.5] * 3
    store = reopen()
    assert [store.get(run.id).epochs for run in before] == [run.epochs for run in before]


def test_what_a_run_says_after_a_restart_is_added_to_what_it_has_said(store, reopen):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EVENTS[0])
    store = reopen()
    store.queue(run_id, TrainConfig())
    store.append(run_id, TrainingStarted(24, 48_000))
    store.append(run_id, EPOCH)
    said = [event for _, event in reopen().read_events(run_id)]
    assert said == [EVENTS[0], TrainingStarted(24, 48_000), EPOCH]


def test_the_database_can_be_read_while_it_is_written(tmp_path):
    RunStore(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "runs.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_end_that_cannot_be_kept_is_told_all_the_same_and_a_restart_says_interrupted(
    tmp_path, caplog
):
    store, heard = RunStore(tmp_path), []
    run_id = store.create(TrainConfig()).id
    store.append(run_id, TrainingStarted(24, 48_000))
    store.listen(run_id, lambda: heard.append(store.get(run_id).state))
    with closing(sqlite3.connect(tmp_path / "runs.db")) as other:
        other.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON runs BEGIN SELECT RAISE(FAIL, 'x'); END"
        )
        store.end(run_id, RunState.STOPPED)
        other.execute("DROP TRIGGER full")
    assert heard[-1:] == [RunState.STOPPED]
    assert f"the end of run {run_id} is not kept" in caplog.text
    store.close()
    store = RunStore(tmp_path)
    assert store.get(run_id).state is RunState.INTERRUPTED
    store.close()


@pytest.mark.parametrize("kept", [UnreadableRun, RunSummary, RunRecord, Group])
def test_what_is_handed_out_cannot_be_changed(kept):
    one = kept(**dict.fromkeys(field.name for field in dataclasses.fields(kept)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.id = "another"


def test_a_home_that_is_removed_meanwhile_gets_a_sentence_and_no_part_of_it_comes_back(
    tmp_path,
):
    home = tmp_path / "home"
    store = RunStore(home)
    run_id = store.create(TrainConfig()).id
    shutil.rmtree(home)
    for act in (
        lambda: store.append(run_id, EVENTS[0]),
        lambda: store.create(TrainConfig()),
        lambda: store.list_runs(),
        lambda: store.save_snapshot(run_id, 0, [np.zeros(2, np.float32)]),
        lambda: store.save_checkpoint(run_id, Checkpoint(0, [np.zeros(2, np.float32)])),
    ):
        with pytest.raises(StoreError, match="Runs cannot be kept"):
            act()
    store.close()
    assert not home.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows moves no folder of which a file is open")
def test_a_home_that_another_one_has_taken_the_place_of_gets_a_sentence_and_nothing_else(tmp_path):
    home = tmp_path / "home"
    store = RunStore(home)
    run_id = store.create(TrainConfig()).id
    home.rename(tmp_path / "elsewhere")
    other = RunStore(home)
    for act in (lambda: store.append(run_id, EVENTS[0]), lambda: store.list_runs()):
        with pytest.raises(StoreError, match="Runs cannot be kept"):
            act()
    assert other.list_runs() == []
    other.close()
    store.close()


def test_a_second_app_on_the_same_database_gets_a_sentence_and_interrupts_nothing(
    tmp_path, database_url
):
    store = RunStore(tmp_path / "one", database_url)
    run_id = store.create(TrainConfig()).id
    store.append(run_id, EVENTS[0])
    with pytest.raises(StoreError, match="Another MLP Explorer keeps its runs in"):
        RunStore(tmp_path / "other", database_url)
    store.append(run_id, EPOCH)
    assert store.list_runs()[0].state is RunState.RUNNING
    store.close()
    other = RunStore(tmp_path / "other", database_url)
    assert other.get(run_id).state is RunState.INTERRUPTED
    other.close()


def test_a_database_from_before_other_metrics_keeps_its_scores(tmp_path, database_url):
    old = RunStore(tmp_path, database_url)
    run_id = old.create(TrainConfig(epochs=3)).id
    old.append(run_id, BatchEnded(1, 3, 2.0, 0.25, 100.0))
    old.append(run_id, EpochEnded(1, 1.5, 0.5, 1.25, 0.625, 2.0, 100.0))
    old.append(run_id, Evaluated(1.0, 0.75))
    events = old.read_events(run_id)
    old.close()
    set_back(database_url, "0003")
    new = RunStore(tmp_path, database_url)
    assert new.read_events(run_id) == events
    assert new.get(run_id).history["val_score"] == [0.625]
    assert new.get(run_id).test.test_score == 0.75
    [listed] = new.list_runs()
    assert (listed.val_score, listed.test_score) == (0.625, 0.75)
    new.close()
