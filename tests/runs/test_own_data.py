import shutil
import threading

import numpy as np
import pytest

from mlp_explorer import TrainConfig, load_dataset
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.errors import DatasetError, Sentence, StoreError
from mlp_explorer.runs import RunStore


@pytest.fixture
def store(tmp_path, database_url):
    store = RunStore(tmp_path, database_url)
    yield store
    store.close()


def make_pictures(seed=1, names=("a", "b", "ä / ö"), size=28):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 256, (60, size, size), dtype=np.uint8)
    return make_own_dataset(
        (x, np.arange(60, dtype=np.uint8) % len(names)),
        classes=names,
        notes=[Sentence("pictures.left_system", {"count": 2})],
    )


def make_table(seed=1):
    rng = np.random.default_rng(seed)
    return make_own_dataset(
        (rng.normal(size=(40, 2)).astype(np.float32), rng.normal(size=40).astype(np.float32)),
        features=("width", "height"),
        answer="price",
    )


def list_titles(store, owner=None):
    return [each.title for each in store.list_data(owner)]


def list_folders(home):
    return sorted(path.name for path in (home / "data").iterdir())


def assert_same(found, data):
    for one, other in zip(found[:4], data[:4], strict=True):
        np.testing.assert_array_equal(one, other)
        assert one.dtype == other.dtype


@pytest.mark.parametrize("make", [make_pictures, make_table])
def test_what_is_kept_is_found_by_its_key_also_by_the_next_app(store, tmp_path, database_url, make):
    data = make()
    kept = store.keep_data("ann", data, " my\n letters ")
    assert (kept.key, kept.owner, kept.title, kept.is_shared) == (
        data.about.key,
        "ann",
        "my letters",
        False,
    )
    store.close()
    again = RunStore(tmp_path, database_url)
    try:
        assert again.list_data("ann") == [kept]
        found = load_dataset(kept.key)
        assert_same(found, data)
        assert found.about == data.about == find_about(kept.key)
        assert not found.x_train.flags.writeable
        assert_same(again.load_data(kept.key), data)
    finally:
        again.close()
    with pytest.raises(DatasetError, match="is not on this server"):
        load_dataset(kept.key)
    assert find_about(kept.key).features == ()


def test_a_key_is_of_names_too_as_networks_of_other_names_say_something_else():
    keys = {make_pictures(names=names).about.key for names in (("a", "b"), ("a", "c"), ("ab", ""))}
    assert len(keys) == 3
    assert make_pictures().about.key == make_pictures().about.key != make_pictures(2).about.key


def test_the_same_content_is_kept_once_whoever_brings_it(store, tmp_path):
    data = make_pictures()
    store.keep_data("ann", data, "first")
    store.keep_data("ann", data, "second")
    store.keep_data("bob", data, "bob's")
    assert list_titles(store, "ann") == ["second"]
    assert list_titles(store, "bob") == ["bob's"]
    assert list_folders(tmp_path) == [data.about.key]
    store.throw_data_away("ann", data.about.key)
    assert list_titles(store, "ann") == []
    assert_same(load_dataset(data.about.key), data)
    store.throw_data_away("bob", data.about.key)
    assert list_folders(tmp_path) == []
    with pytest.raises(DatasetError, match=data.about.key):
        load_dataset(data.about.key)


def test_what_is_for_oneself_alone_is_nobody_elses(store):
    mine, ours = make_pictures(1), make_pictures(2)
    store.keep_data("ann", mine, "mine")
    store.keep_data("ann", ours, "ours", is_shared=True)
    assert list_titles(store, "ann") == ["ours", "mine"]
    assert list_titles(store, "bob") == ["ours"]
    assert list_titles(store) == ["ours", "mine"]
    store.require_data("bob", ours.about.key)
    with pytest.raises(StoreError, match="for themselves alone"):
        store.require_data("bob", mine.about.key)
    assert find_about(ours.about.key).title == "ours"
    assert find_about(mine.about.key).title == ""
    store.throw_data_away("bob", ours.about.key)
    assert list_titles(store, "bob") == ["ours"]
    store.keep_data("ann", ours, "no more", is_shared=False)
    assert list_titles(store, "bob") == []
    assert find_about(ours.about.key).title == ""


def test_ones_own_come_first_and_no_other_of_the_same(store):
    shared, own = make_pictures(1), make_pictures(2)
    store.keep_data("ann", own, "ann's", is_shared=True)
    store.keep_data("bob", own, "bob's")
    store.keep_data("ann", shared, "newest", is_shared=True)
    assert list_titles(store, "bob") == ["bob's", "newest"]


def test_a_run_starts_where_its_data_is_and_is_read_where_it_is_not(store):
    data = make_pictures()
    config = TrainConfig(dataset=data.about.key, epochs=1)
    with pytest.raises(StoreError, match="is not on this server"):
        store.create(config, "ann")
    store.keep_data("ann", data, "letters")
    run = store.create(config, "ann")
    with pytest.raises(StoreError, match="for themselves alone"):
        store.create(config, "bob")
    store.throw_data_away("ann", data.about.key)
    assert store.get(run.id).config.widths[-1] == 3
    with pytest.raises(StoreError, match="is not on this server"):
        store.queue(run.id, config)


def test_files_that_are_damaged_are_a_sentence_and_bringing_them_again_mends_them(store, tmp_path):
    data = make_pictures()
    key = store.keep_data("ann", data, "letters").key
    path = tmp_path / "data" / key / "x_test.npy"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(StoreError, match="is damaged on this server"):
        store.load_data(key)
    path.write_bytes(content[:-100])
    with pytest.raises(StoreError, match="is damaged on this server"):
        load_dataset(key)
    store.keep_data("ann", data, "letters")
    assert_same(store.load_data(key), data)
    shutil.rmtree(path.parent)
    with pytest.raises(StoreError, match="is not on this server"):
        store.load_data(key)


def test_a_pickle_in_the_place_of_an_array_is_not_opened(store, tmp_path):
    key = store.keep_data("ann", make_table(), "prices").key
    path = tmp_path / "data" / key / "y_test.npy"
    np.save(path, np.array([{}] * 6), allow_pickle=True)
    with pytest.raises(StoreError, match="is damaged on this server"):
        load_dataset(key)


def test_there_is_a_limit_on_the_disk_for_data_and_runs_together(store):
    data = make_pictures()
    n_bytes = sum(array.nbytes for array in data[:4])
    store.disk_limit = n_bytes - 1
    with pytest.raises(StoreError, match="MLP_EXPLORER_DISK"):
        store.keep_data("ann", data, "letters")
    assert store.list_data() == []
    store.disk_limit = n_bytes
    store.keep_data("ann", data, "letters")
    with pytest.raises(StoreError, match="MLP_EXPLORER_DISK"):
        store.create(TrainConfig(), "ann")
    store.throw_data_away("ann", data.about.key)
    store.create(TrainConfig(), "ann")


def test_what_nobody_keeps_goes_when_there_is_time(store, tmp_path):
    key = store.keep_data("ann", make_pictures(), "letters").key
    other = make_pictures(2).about.key
    shutil.copytree(tmp_path / "data" / key, tmp_path / "data" / other)
    store.tidy()
    assert list_folders(tmp_path) == [key]


def test_many_at_once_keep_it_once(store, tmp_path):
    data, owners = make_pictures(), [f"owner {number}" for number in range(6)]
    threads = [
        threading.Thread(target=store.keep_data, args=(owner, data, "ours", True))
        for owner in owners
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.owner for each in store.list_data()} == {*owners}
    assert len(store.list_data("ann")) == 1
    assert list_folders(tmp_path) == [data.about.key]


def test_on_a_full_disk_nothing_is_kept_and_that_is_a_sentence(run_python, tmp_path):
    out = run_python("""
import numpy as np
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.runs import RunStore
store = RunStore(folder)
x = np.random.default_rng(1).integers(0, 256, (60, 28, 28), dtype=np.uint8)
data = make_own_dataset((x, np.arange(60, dtype=np.uint8) % 2), classes=("a", "b"))
fill_disk()
try:
    store.keep_data("ann", data, "letters")
except StoreError as error:
    print(error)
print(store.list_data(), list((folder / "data").iterdir()))
""")
    first, second = out.splitlines()
    assert first.startswith("Runs cannot be kept: ") and "cannot be written" in first
    assert second == "[] []"
