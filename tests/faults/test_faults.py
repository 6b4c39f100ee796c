"""What goes wrong on real machines, with real processes: the app's and its engine's."""

import contextlib
import hashlib
import resource
import sqlite3

import numpy as np
import psutil
import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.runs import RunStore
from tests.faults.apps import damage, read_files

pytestmark = pytest.mark.timeout(180)

QUICK = TrainConfig(
    hidden_layers=(HiddenLayer(32, "relu"),), training_images=2000, batch_size=100, epochs=3
)
LONG = QUICK.changed(epochs=500, training_images=20_000)  # does not end by itself
METRICS = ("epoch", "loss", "score", "val_loss", "val_score")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@contextlib.contextmanager
def limit_files(app, size):
    """Let no file of the app grow beyond `size`, as on a disk that is full."""
    pid = app.process.pid
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def read_rows(home, run_id):
    """Return all that the database has of a run, read beside the app that uses it."""
    with contextlib.closing(sqlite3.connect(f"file:{home}/runs.db?mode=ro", uri=True)) as database:
        tables = (("runs", "id"), ("epochs", "run_id"), ("events", "run_id"))
        return [
            database.execute(f"select * from {table} where {column} = ?", (run_id,)).fetchall()
            for table, column in tables
        ]


def metrics_of(epochs):
    return [[epoch[name] for name in METRICS] for epoch in epochs]


def make_finished_run(home):
    """Keep a run with weights in a home, without training it."""
    store = RunStore(home)
    run_id = store.create(QUICK).id
    store.save_snapshot(run_id, 1, [np.ones((784, 10), np.float32)])
    store.close()
    return run_id


def test_an_app_killed_in_a_run_has_lost_nothing_and_the_run_goes_on(home, start_app):
    app = start_app()
    run_id = app.submit(LONG)
    app.wait_for_epochs(run_id, 5)
    family = app.family()
    app.kill()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    shown = app.epochs(run_id)
    assert len(shown) >= 5

    store = RunStore(home)
    record = store.get(run_id)
    store.close()
    assert record.state is RunState.INTERRUPTED
    assert [epoch._asdict() for epoch in record.epochs][: len(shown)] == shown

    app = start_app()
    assert app.said("state", run=run_id) == []
    epochs = len(record.epochs) + 5
    app.tell("resume", run_id, epochs)
    whole = app.submit(LONG.changed(epochs=epochs))
    app.finish(run_id)
    app.finish(whole)
    app.close()
    store = RunStore(home)
    assert store.get(run_id).history == store.get(whole).history
    assert store.get(run_id).test == store.get(whole).test
    store.close()


@pytest.mark.parametrize(
    ("config", "size", "sign"),
    [
        (TrainConfig(epochs=500), 500_000, "epoch-"),  # its weights take more
        (LONG, None, "runs.db"),
    ],
    ids=["weights", "database"],
)
def test_a_full_disk_interrupts_the_run_with_a_sentence_and_nothing_else(
    home, start_app, config, size, sign
):
    app = start_app()
    other = app.submit(QUICK)
    app.finish(other)
    files, rows = read_files(home / "runs" / other), read_rows(home, other)
    run_id = app.submit(config)
    app.wait_for_epochs(run_id, 2)
    with limit_files(app, size or (home / "runs.db-wal").stat().st_size + 20_000):
        said = app.wait_for_state(run_id, RunState.INTERRUPTED)
        assert said["problem"].startswith("Runs cannot be kept")
        assert sign in said["problem"]
    shown = len(app.epochs(run_id))
    assert (files, rows) == (read_files(home / "runs" / other), read_rows(home, other))
    assert not list(home.rglob("*.part"))
    app.tell("resume", run_id)
    app.wait_for_epochs(run_id, shown + 2)
    assert not app.said("problem")
    app.tell("stop", run_id)
    app.wait_for_state(run_id, RunState.STOPPED)
    app.close()


def test_damaged_files_stop_what_needs_them_and_nothing_else(home, start_app):
    app = start_app()
    broken, whole = app.submit(LONG), app.submit(QUICK)
    app.wait_for_epochs(broken, 3)
    app.tell("pause", broken)
    app.finish(whole)
    damage(home / "runs" / broken / "checkpoint.h5")
    app.tell("resume", broken)
    said = app.wait_for_state(broken, RunState.FAILED)
    assert "checkpoint.h5 is damaged" in said["problem"]
    app.finish(app.submit(QUICK))
    app.close()

    damage(home / "runs" / broken / "epoch-0002.h5")
    store = RunStore(home)
    with pytest.raises(StoreError, match=r"epoch-0002.h5 is damaged.*other runs are not"):
        store.load_snapshot(broken, 2)
    assert store.load_snapshot(broken, 1).epoch == 1
    assert store.load_snapshot(whole).epoch == QUICK.epochs
    assert len(store.get(broken).epochs) >= 3
    store.close()


def put_a_file(place):
    place.touch()
    return "File exists"


def make_read_only(place):
    place.symlink_to("/sys")  # root cannot write there either
    return "(Permission denied|Read-only)"


@pytest.mark.parametrize("obstruct", [put_a_file, make_read_only])
def test_a_home_that_cannot_be_written_is_a_sentence_and_can_be_mended(home, obstruct):
    reason = obstruct(home)
    with pytest.raises(StoreError, match=f"cannot be kept in {home}: {reason}.*MLP_EXPLORER_HOME"):
        RunStore(home)
    home.unlink()
    RunStore(home).close()


def test_a_database_of_a_newer_version_is_left_as_it_is(home):
    run_id = make_finished_run(home)
    with contextlib.closing(sqlite3.connect(home / "runs.db")) as database:
        [version] = database.execute("select version_num from alembic_version").fetchone()
        database.execute("update alembic_version set version_num = '9999'")
        database.commit()
    before = hashlib.sha256((home / "runs.db").read_bytes()).digest()
    with pytest.raises(StoreError, match=r"newer MLP Explorer \(schema 9999.*Nothing was changed"):
        RunStore(home)
    assert hashlib.sha256((home / "runs.db").read_bytes()).digest() == before
    with contextlib.closing(sqlite3.connect(home / "runs.db")) as database:
        database.execute("update alembic_version set version_num = ?", [version])
        database.commit()
    store = RunStore(home)
    assert store.get(run_id).config == QUICK
    store.close()
