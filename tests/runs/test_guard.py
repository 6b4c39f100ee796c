"""A database on a server stays one app's, also when the server has ended a connection."""

import pytest
import sqlalchemy as sa

from mlp_explorer import TrainConfig
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import RunState
from mlp_explorer.messages.events import EpochEnded, TrainingStarted
from mlp_explorer.runs import RunStore

EPOCH = EpochEnded(1, 0.5, 0.8, 0.6, 0.7, 1.5, 40_000.0)
SENTENCE = "Another MLP Explorer keeps its runs in"
END_GUARD = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
WHERE locktype = 'advisory' AND classid = 7203119 AND objid::bigint =
    (hashtext(current_schema())::bigint & 4294967295)
"""


def end_guard(url):
    """End the connection that a claimed database is guarded by, as the server's host may."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return connection.scalars(sa.text(END_GUARD)).all()


@pytest.fixture
def store(tmp_path, server_url):
    store = RunStore(tmp_path / "one", server_url)
    yield store
    store.close()


@pytest.fixture
def run_id(store):
    run_id = store.create(TrainConfig()).id
    store.append(run_id, TrainingStarted(24, 48_000))
    return run_id


def test_a_guard_that_was_ended_is_taken_again(store, run_id, tmp_path, server_url):
    for _ in range(2):
        assert end_guard(server_url) == [True]
        store.append(run_id, EPOCH)
        with pytest.raises(StoreError, match=SENTENCE):
            RunStore(tmp_path / "other", server_url)
    assert store.list_runs()[0].state is RunState.RUNNING
    store.close()
    RunStore(tmp_path / "other", server_url).close()


def test_nothing_is_written_where_another_app_has_come(store, run_id, tmp_path, server_url):
    assert end_guard(server_url) == [True]
    other = RunStore(tmp_path / "other", server_url)
    for _ in range(20):  # more often than there are connections
        with pytest.raises(StoreError, match=SENTENCE):
            store.append(run_id, EPOCH)
        with pytest.raises(StoreError, match=SENTENCE):
            store.create(TrainConfig())
    [kept] = other.list_runs()
    assert (kept.state, kept.epochs_done) == (RunState.INTERRUPTED, 0)
    assert len(other.read_events(run_id)) == 1
    other.create(TrainConfig())
    other.close()
    store.create(TrainConfig())
    assert len(store.list_runs()) == 3
