import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.artifacts import Artifacts
from mlp_explorer.runs.snapshots import SnapshotCache


def weights(value, count=10):
    return [np.full(count, value, np.float32)]


@pytest.fixture
def reads(monkeypatch):
    """Which epochs were read from the disk, in order."""
    seen, read = [], Artifacts.read_snapshot

    def read_and_note(self, run_id, epoch):
        seen.append(epoch)
        return read(self, run_id, epoch)

    monkeypatch.setattr(Artifacts, "read_snapshot", read_and_note)
    return seen


@pytest.fixture
def store(tmp_path):
    store = RunStore(tmp_path)
    yield store
    store.close()


def test_weights_are_read_from_the_disk_once(store, reads):
    run_id = store.create(TrainConfig()).id
    for epoch in range(1, 4):
        store.save_snapshot(run_id, epoch, weights(epoch))
    for _ in range(5):
        assert [store.load_snapshot(run_id, k).weights[0][0] for k in (1, 2, 3)] == [1, 2, 3]
    assert reads == [1, 2, 3]


def test_weights_that_are_replaced_are_read_anew(store, reads):
    run_id = store.create(TrainConfig()).id
    for value in (1.0, 2.0, 3.0):
        store.save_snapshot(run_id, 1, weights(value))
        assert store.load_snapshot(run_id, 1).weights[0][0] == value
    assert reads == [1, 1, 1]


def test_shared_weights_cannot_be_written_to(store):
    run_id = store.create(TrainConfig()).id
    store.save_snapshot(run_id, 1, weights(1.0))
    with pytest.raises(ValueError, match="read-only"):
        store.load_snapshot(run_id, 1).weights[0][0] = 2


def test_the_oldest_go_first_and_the_last_one_stays_whatever_its_size():
    cache, seen = SnapshotCache(most_bytes=100), []

    def get(epoch, count=10):  # 40 bytes
        return cache.get(("run", epoch), 0, lambda: seen.append(epoch) or weights(epoch, count))

    get(1), get(2), get(1), get(3)  # there is room for two, and 1 was asked for after 2
    get(1), get(3)
    assert seen == [1, 2, 3]
    get(2)
    assert seen == [1, 2, 3, 2]
    get(4, count=1000), get(4, count=1000)
    assert seen == [1, 2, 3, 2, 4]
    get(3)
    assert seen == [1, 2, 3, 2, 4, 3]


def test_weights_that_nobody_reads_any_more_are_not_kept_in_memory():
    now_s, seen = [0.0], []
    cache = SnapshotCache(10**9, lambda: now_s[0])

    def read(run):
        def note():
            seen.append(run)
            return [np.zeros(3, np.float32)]

        cache.get((run, 1), "stamp", note)

    for run, then_s in (("a", 0), ("b", 200), ("a", 290), ("b", 450), ("c", 600), ("b", 700)):
        now_s[0] = float(then_s)
        read(run)
    assert seen == ["a", "b", "c"]
    now_s[0] = 1100.0
    read("c")
    read("b")
    assert seen == ["a", "b", "c", "b"]
