"""Datasets that are fetched when a person asks."""

import json

import numpy as np
import pytest

from mlp_explorer.data import DATASETS, load_dataset
from mlp_explorer.data.fetching.downloads import DOWNLOADS, DOWNLOADS_VARIABLE, find_download
from mlp_explorer.data.fetching.fetch import Fetches, FetchState, drop_in
from mlp_explorer.data.fetching.kept import is_here
from mlp_explorer.errors import DatasetError
from mlp_explorer.home import HOME_VARIABLE
from tests.compute.conftest import wait_until
from tests.fetched import FETCHED, describe, make_parts, open_mirror, write_files

PARTS = ("train", "test")
CLOTHES = DATASETS["fashion_mnist"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Four files as they are handed out."""
    return write_files(tmp_path_factory.mktemp("files"), make_parts())


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def mirror(files, tmp_path, monkeypatch):
    """A server that has these files; the app knows of it."""
    with open_mirror(next(iter(files.values())).parent) as mirror:
        monkeypatch.setenv(DOWNLOADS_VARIABLE, mirror.describe(tmp_path / "downloads.json"))
        yield mirror


def wait(fetch):
    wait_until(lambda: fetch.state is not FetchState.GOING, "the end of a fetch")
    return fetch


def list_left(home):
    """Return what lies in the folder of datasets."""
    return sorted(path.name for path in (home / "datasets").glob("*"))


def test_what_is_fetched_is_read_as_it_was_made(home, mirror):
    assert not is_here(CLOTHES)
    fetch = wait(Fetches().start(CLOTHES, "me"))
    assert (fetch.state, fetch.problem) == (FetchState.DONE, None)
    assert fetch.done == fetch.total == sum(file.size for file in fetch.download.files)
    data = load_dataset("fashion_mnist")
    assert all(np.array_equal(*pair) for pair in zip(data[:4], make_parts(), strict=True))
    assert not data.x_train.flags.writeable
    assert list_left(home) == ["fashion_mnist"]


def test_what_is_not_here_is_a_sentence(home):
    with pytest.raises(DatasetError, match="The dataset kmnist is not here"):
        load_dataset("kmnist")


def test_half_a_dataset_is_none(home, mirror):
    wait(Fetches().start(CLOTHES, "me"))
    path = home / "datasets" / "fashion_mnist" / "x_train.npy"
    path.write_bytes(path.read_bytes()[:1_000_000])
    assert not is_here(CLOTHES)
    assert wait(Fetches().start(CLOTHES, "me")).state is FetchState.DONE
    assert len(load_dataset("fashion_mnist").x_train) == 60_000


def test_a_second_wish_is_the_same_fetch_and_each_file_comes_once(home, mirror):
    fetches = Fetches()
    mirror.holds.clear()
    first = fetches.start(CLOTHES, "me")
    wait_until(lambda: first.done, "some bytes")
    assert fetches.start(CLOTHES, "you") is first
    assert 0 < first.done < first.total
    mirror.holds.set()
    assert wait(first).state is FetchState.DONE
    assert len(mirror.asked) == len(set(mirror.asked)) == 4


def test_one_that_is_ended_leaves_nothing_and_can_be_begun_again(home, mirror):
    fetches = Fetches()
    mirror.holds.clear()
    first = fetches.start(CLOTHES, "me")
    wait_until(lambda: first.done, "some bytes")
    first.end()
    assert first.state is FetchState.ENDED
    mirror.holds.set()
    wait_until(lambda: not list_left(home), "an empty folder")
    second = fetches.start(CLOTHES, "me")
    assert second is not first
    assert wait(second).state is FetchState.DONE
    assert first.state is FetchState.ENDED


@pytest.mark.parametrize("change", ["one bit", "a byte more", "a byte less"])
def test_a_file_that_is_another_is_not_kept(home, mirror, files, change):
    path = files["t10k-labels-idx1-ubyte.gz"]
    whole = path.read_bytes()
    changed = {
        "one bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "a byte more": whole + b"0",
        "a byte less": whole[:-1],
    }
    path.write_bytes(changed[change])
    try:
        fetch = wait(Fetches().start(CLOTHES, "me"))
    finally:
        path.write_bytes(whole)
    assert fetch.state is FetchState.FAILED
    assert "“t10k-labels-idx1-ubyte.gz” is not the file that was to come" in str(fetch.problem)
    assert not is_here(CLOTHES)
    wait_until(lambda: not list_left(home), "an empty folder")


def test_a_file_that_is_not_there_and_a_server_that_is_not_are_sentences(home, mirror, tmp_path):
    said = json.loads((tmp_path / "downloads.json").read_text("utf-8"))
    said["kmnist"]["address"] = f"{mirror.address}nowhere/"
    (tmp_path / "downloads.json").write_text(json.dumps(said), encoding="utf-8")
    fetch = wait(Fetches().start(DATASETS["kmnist"], "me"))
    assert "HTTP Error 404" in str(fetch.problem)
    said["kmnist"]["address"] = "http://127.0.0.1:9/"
    (tmp_path / "downloads.json").write_text(json.dumps(said), encoding="utf-8")
    fetch = wait(Fetches().start(DATASETS["kmnist"], "me"))
    assert "could not be fetched from 127.0.0.1:9" in str(fetch.problem)
    assert "drop them in here" in str(fetch.problem)


def test_what_a_process_left_in_the_midst_goes_with_the_next(home):
    left = home / "datasets" / "unfinished-x"
    left.mkdir(parents=True)
    Fetches()
    assert not left.exists()


def test_files_that_somebody_has_are_kept_whatever_they_are_packed_in(home, files, tmp_path):
    drop_in(CLOTHES, {name: path.read_bytes() for name, path in files.items()})
    path = tmp_path / "all.npz"
    np.savez(path, **make_parts()._asdict())
    drop_in(DATASETS["kmnist"], {"all.npz": path.read_bytes()})
    for key in FETCHED:
        assert np.array_equal(load_dataset(key).y_train, make_parts().y_train)


def pack(tmp_path, **arrays):
    path = tmp_path / "packed.npz"
    np.savez(path, **arrays)
    return {"mine.npz": path.read_bytes()}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda parts: {"x_train": parts.x_train, "y_train": parts.y_train}, "Bring all files"),
        (
            lambda parts: {**parts._asdict(), "x_test": parts.x_test[:9], "y_test": range(9)},
            "60,000 pictures to train with and 9 to test with arrived; this dataset has",
        ),
        (
            lambda parts: {
                **parts._asdict(),
                **{f"x_{part}": getattr(parts, f"x_{part}")[:, 4:, 4:] for part in PARTS},
            },
            "Pictures of 24 × 24 arrived",
        ),
        (
            lambda parts: {**parts._asdict(), "y_train": parts.y_train + 1},
            "numbers from 0 to 9",
        ),
        (
            lambda parts: {**parts._asdict(), "y_train": np.sort(parts.y_train // 2)},
            "fashion_mnist has as many of each class",
        ),
        (lambda _: {"x_train": np.array([{}, {}], object)}, "pickle"),
    ],
)
def test_files_of_something_else_are_a_sentence_and_nothing_is_kept(
    home, tmp_path, change, sentence
):
    arrays = {name: np.asarray(array) for name, array in change(make_parts()).items()}
    with pytest.raises(DatasetError, match=sentence):
        drop_in(CLOTHES, pack(tmp_path, **arrays))
    assert list_left(home) == []


def test_where_a_dataset_comes_from_can_be_said_and_what_its_files_must_be_stays(
    tmp_path, monkeypatch, files
):
    path = tmp_path / "said.json"
    monkeypatch.setenv(DOWNLOADS_VARIABLE, str(path))
    path.write_text('{"kmnist": {"address": "http://mirror.example/k/"}}', encoding="utf-8")
    found = find_download("kmnist")
    assert (found.address, found.host) == ("http://mirror.example/k/", "mirror.example")
    assert found.files == DOWNLOADS["kmnist"].files
    assert find_download("fashion_mnist") == DOWNLOADS["fashion_mnist"]
    path.write_text(json.dumps({"kmnist": describe("http://a/", files)}), encoding="utf-8")
    assert find_download("kmnist").size == sum(path.stat().st_size for path in files.values())
    for wrong in ("[]", '{"kmnist": 3}', '{"kmnist": {"address": "file:///etc/"}}', "{"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(DatasetError, match=DOWNLOADS_VARIABLE):
            find_download("kmnist")


@pytest.mark.parametrize("key", FETCHED)
def test_four_files_are_named_with_their_sizes_and_sums(key):
    download = DOWNLOADS[key]
    assert len({file.sha256 for file in download.files}) == 4
    assert all(len(bytes.fromhex(file.sha256)) == 32 for file in download.files)
    assert 20e6 < download.size < 32e6
    assert download.address.endswith("/")
