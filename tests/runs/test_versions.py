"""Runs that another version of the app has kept."""

import json
import sqlite3
from contextlib import closing

import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.compute import Engine
from mlp_explorer.errors import StoreError
from mlp_explorer.runs import RunStore
from tests.compute.fake import FakeCluster

CONFIG = TrainConfig(epochs=7)


def rewrite(folder, run_id, config):
    """Put another configuration into a run's row, as another version would have."""
    with closing(sqlite3.connect(folder / "runs.db")) as database, database:
        values = (json.dumps(config), run_id)
        database.execute("UPDATE runs SET config = ? WHERE id = ?", values)


@pytest.fixture
def kept(tmp_path):
    """Three queued runs; the second one's configuration is of a newer version."""
    store = RunStore(tmp_path)
    ids = [store.create(CONFIG.changed(seed=seed), "ann").id for seed in range(3)]
    store.close()
    rewrite(tmp_path, ids[1], CONFIG.to_json() | {"version": 99})
    store = RunStore(tmp_path)
    yield store, ids
    store.close()


def test_a_run_that_cannot_be_read_takes_nothing_down(kept):
    store, (first, newer, last) = kept
    assert {run.id for run in store.list_runs()} == {first, last}
    [unreadable] = store.list_unreadable()
    assert (unreadable.id, unreadable.owner) == (newer, "ann")
    assert "A newer MLP Explorer has written it" in unreadable.problem
    assert store.list_unreadable(owner="ben") == []


def test_a_run_that_cannot_be_read_is_a_sentence_where_it_is_asked_for(kept):
    store, (_, newer, _) = kept
    with pytest.raises(StoreError, match=r"cannot be read here\. Version of a configuration: 99"):
        store.get(newer)


def test_a_queued_run_that_cannot_be_read_keeps_no_engine_from_starting(kept):
    store, (first, _, last) = kept
    engine = Engine(store, FakeCluster())  # without workers: all stays queued
    try:
        engine.start()
        assert [engine.queue_place(run_id) for run_id in (first, last)] == [0, 1]
    finally:
        engine.close()


def test_a_run_of_before_there_were_versions_is_what_it_was(tmp_path):
    store = RunStore(tmp_path)
    run_id = store.create(TrainConfig()).id
    store.close()
    rewrite(tmp_path, run_id, {"epochs": "7", "layers": "64-relu-0.2-bn"})
    store = RunStore(tmp_path)
    assert store.get(run_id).config == TrainConfig.from_query(
        {"epochs": "7", "layers": "64-relu-0.2-bn"}
    )
    store.close()
