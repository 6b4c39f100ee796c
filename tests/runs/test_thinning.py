"""Points within epochs are thinned when their epochs have ended; epochs are not."""

import sqlite3
from contextlib import closing

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.messages.events import BatchEnded, EpochEnded, TrainingStarted, WorkerLost
from mlp_explorer.runs import RunStore, rows
from mlp_explorer.runs.thinning import find_dispensable

STEPS = 40


def make_epoch(epoch, steps=range(1, STEPS + 1)):
    points = [BatchEnded(epoch, step, 1 / (epoch + step), 0.5, 9000.0) for step in steps]
    return [*points, EpochEnded(epoch, 0.5, 0.8, 0.6, 0.7, 1.5, 9000.0)]


def thin(events):
    dropped = find_dispensable(enumerate(events))
    return [event for number, event in enumerate(events) if number not in dropped]


def steps_of(events, epoch):
    return [each.step for each in events if isinstance(each, BatchEnded) and each.epoch == epoch]


def test_a_short_run_keeps_all_of_its_points():
    events = [TrainingStarted(STEPS, 1000), *make_epoch(1), *make_epoch(2)]
    assert thin(events) == events


@pytest.mark.parametrize(("epochs", "most"), [(16, 32), (17, 16), (100, 4), (500, 1)])
def test_the_more_epochs_the_fewer_points_within_each(epochs, most):
    kept = thin([event for epoch in range(1, epochs + 1) for event in make_epoch(epoch)])
    for epoch in range(1, epochs + 1):
        steps = steps_of(kept, epoch)
        gaps = [after - before for before, after in zip([0, *steps], steps, strict=False)]
        assert len(steps) == most
        assert steps[-1] == STEPS
        assert max(gaps) - min(gaps) <= 1
    assert sum(isinstance(event, EpochEnded) for event in kept) == epochs


def test_an_epoch_that_goes_on_keeps_its_points_and_so_does_one_that_is_thinned_again():
    events = [event for epoch in range(1, 301) for event in make_epoch(epoch)]
    events += make_epoch(301)[:-1]
    kept = thin(events)
    assert steps_of(kept, 301) == list(range(1, STEPS + 1))
    assert thin(kept) == kept


def test_of_what_was_trained_twice_the_newer_points_stay_once_it_is_whole():
    first = [TrainingStarted(STEPS, 1000), *make_epoch(1), *make_epoch(2, [10, 20, 30])[:-1]]
    again = [WorkerLost(2), TrainingStarted(STEPS, 1000, epoch=1)]
    assert steps_of(thin([*first, *again]), 2) == [10, 20, 30]  # shown until there are others
    kept = thin([*first, *again, *make_epoch(2, [5, 15, 25, 35])])
    assert steps_of(kept, 2) == [5, 15, 25, 35]


def test_a_store_forgets_these_points_and_a_reader_misses_none_of_the_others(tmp_path):
    store = RunStore(tmp_path)
    run_id = store.create(TrainConfig(epochs=40)).id
    store.append(run_id, TrainingStarted(STEPS, 1000))
    start, read = 0, []
    for epoch in range(1, 41):
        store.append_all([(run_id, event, 0.0) for event in make_epoch(epoch)])
        events, start = store.read_newer_events(run_id, start)
        read += events
    assert [event.epoch for _, event in read if isinstance(event, EpochEnded)] == [*range(1, 41)]
    kept = store.read_events(run_id)
    assert len(kept) == 1 + 40 * (8 + 1)
    store.close()
    with closing(sqlite3.connect(tmp_path / "runs.db")) as connection:
        [n_rows] = connection.execute("SELECT count(*) FROM events").fetchone()
    assert n_rows == len(kept)
    store = RunStore(tmp_path)
    assert store.read_events(run_id) == kept
    store.queue(run_id, TrainConfig(epochs=41))
    store.append_all([(run_id, event, 0.0) for event in make_epoch(41)])
    newer = [event for _, event in store.read_newer_events(run_id, start)[0]]
    assert newer == [*make_epoch(41)[4::5], make_epoch(41)[-1]]
    store.close()


def test_surplus_points_of_an_older_version_leave_the_database_when_it_is_tidied(tmp_path):
    """It kept them all; who reads them is handed those that are left, and waits for nothing."""
    store = RunStore(tmp_path)
    run_ids = [store.create(TrainConfig(epochs=40)).id for _ in range(2)]
    events = [TrainingStarted(STEPS, 1000), *(e for n in range(1, 41) for e in make_epoch(n))]

    def count():
        with store._database.read() as connection:
            return [len(rows.select_events(connection, run_id)) for run_id in run_ids]

    with store._database.write() as connection:
        for run_id in run_ids:
            for number, event in enumerate(events):
                rows.insert_event(connection, run_id, number, 0.0, event)
    store.close()
    store = RunStore(tmp_path)
    kept = store.read_events(run_ids[0])
    assert (len(kept), count()) == (1 + 40 * (8 + 1), [len(events)] * 2)
    store.tidy()
    assert count() == [len(kept), len(events)]
    store.close()
    store = RunStore(tmp_path)
    assert store.read_events(run_ids[0]) == kept
    store.close()
