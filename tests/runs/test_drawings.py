import threading
import time

import numpy as np
import pytest

from mlp_explorer import TrainConfig
from mlp_explorer.drawing import LabelledDigit
from mlp_explorer.errors import StoreError
from mlp_explorer.messages import OwnSet
from mlp_explorer.runs import RunStore
from tests.runs.older import set_back

RNG = np.random.default_rng(1)


@pytest.fixture
def store(tmp_path, database_url):
    store = RunStore(tmp_path, database_url)
    yield store
    store.close()


def make(label, strokes=()):
    return LabelledDigit(label, RNG.integers(0, 256, (28, 28), dtype=np.uint8), list(strokes))


def test_drawings_come_back_as_they_were_in_their_order(store, tmp_path, database_url):
    drawings = [make(7, [[[1.04, 2.0], [3.0, 4.0]]]), make(0), make(7)]
    kept = store.add_drawings("ann", drawings)
    store.add_drawings("ann", [make(1)])
    store.close()
    again = RunStore(tmp_path, database_url)
    found = again.list_drawings("ann")
    again.close()
    assert [each.label for each in found] == [7, 0, 7, 1]
    assert [each.id for each in found[:3]] == [each.id for each in kept]
    assert found[0].strokes == [[[1.0, 2.0], [3.0, 4.0]]]
    for one, other in zip(found, drawings, strict=False):
        np.testing.assert_array_equal(one.digit, other.digit)


def test_what_is_kept_right_after_a_large_import_comes_after_it(store):
    store.add_drawings("ann", [make(3)] * 200)
    store.add_drawings("ann", [make(1)])
    assert [each.label for each in store.list_drawings("ann")] == [3] * 200 + [1]


def test_owners_neither_see_nor_change_each_others(store):
    [mine] = store.add_drawings("ann", [make(7)])
    store.change_label("bob", mine.id, 1)
    store.delete_drawings("bob", [mine.id])
    assert store.list_drawings("bob") == []
    assert [each.label for each in store.list_drawings("ann")] == [7]
    store.change_label("ann", mine.id, 1)
    assert [each.label for each in store.list_drawings("ann")] == [1]
    store.delete_drawings("ann", [mine.id])
    assert store.list_drawings("ann") == []


def test_too_many_are_refused_as_a_whole(store):
    store.add_drawings("ann", [make(3)] * 4999)
    with pytest.raises(StoreError, match="4,999 drawings are kept, and 2 are new"):
        store.add_drawings("ann", [make(3)] * 2)
    assert len(store.list_drawings("ann")) == 4999
    store.add_drawings("bob", [make(3)])


def test_threads_add_without_losing_any(store):
    threads = [
        threading.Thread(target=store.add_drawings, args=("ann", [make(i % 10)] * 5))
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drawings = store.list_drawings("ann")
    assert len(drawings) == 40
    assert len({each.id for each in drawings}) == 40


def make_set(n=5):
    digits = RNG.integers(0, 256, (n, 28, 28), dtype=np.uint8)
    return OwnSet(digits, np.arange(n, dtype=np.uint8))


def test_a_set_is_kept_once_and_named_by_what_is_in_it(store):
    own = make_set()
    assert store.save_own_set(own) == store.save_own_set(own) == own.id
    found = store.load_own_set(own.id)
    np.testing.assert_array_equal(found.digits, own.digits)
    np.testing.assert_array_equal(found.labels, own.labels)
    assert found.id == own.id
    assert OwnSet(own.digits, own.labels[::-1].copy()).id != own.id
    assert TrainConfig(own_set=own.id).own_set == own.id


def test_a_set_that_is_not_here_gets_a_sentence(store):
    with pytest.raises(StoreError, match="“0123456789abcdef” are not kept here"):
        store.load_own_set("0123456789abcdef")


def test_a_database_from_before_drawings_keeps_its_runs(tmp_path, database_url):
    old = RunStore(tmp_path, database_url)
    run_id = old.create(TrainConfig(epochs=3)).id
    old.close()
    set_back(database_url, "0001")
    new = RunStore(tmp_path, database_url)
    assert new.get(run_id).config.epochs == 3
    assert new.list_drawings("") == []
    new.add_drawings("", [make(2)])
    new.close()


def test_a_set_goes_when_no_run_names_it_any_more(store, tmp_path, database_url):
    used, unused = make_set(3), make_set(4)
    for own in (used, unused):
        store.save_own_set(own)
    store.create(TrainConfig(own_set=used.id))
    store.tidy(before_s=time.time() - 100)
    store.load_own_set(unused.id)  # a run may be about to name it
    store.close()
    store = RunStore(tmp_path, database_url)
    store.tidy()
    store.load_own_set(used.id)
    with pytest.raises(StoreError, match="are not kept here"):
        store.load_own_set(unused.id)
    store.close()
