"""Files that were made to do harm, or cannot be read: a sentence, and little memory."""

import gzip
import re
import struct
import tracemalloc
import zipfile
from io import BytesIO

import numpy as np
import pytest

from mlp_explorer.data.files.gather import MOST_BYTES, File, gather_files
from mlp_explorer.data.files.names import clean_path
from mlp_explorer.data.files.read import read_dataset
from mlp_explorer.errors import DatasetError
from tests.data.files.making import (
    make_csv,
    make_digits,
    make_idx,
    make_npy,
    make_npz,
    make_zip,
    read,
)
from tests.data.files.tables import write
from tests.data.files.test_picture_folders import check_lines, make_lines

X, Y = make_digits(30)


def refuse(files, words):
    """Check that files are refused with a sentence, and that little memory is taken meanwhile."""
    tracemalloc.start()
    try:
        with pytest.raises(DatasetError, match=words) as caught:
            read(files)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()
    assert not re.search(r"(pictures|dataset)\.\w", str(caught.value))


def test_two_gigabytes_are_refused_before_they_are_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)  # no room on the disk is taken
    with pytest.raises(DatasetError, match=r"“huge.csv”: 2\.0 GB arrived; allowed are 2\.0 GB"):
        gather_files(path)


def test_a_zip_bomb_is_not_unpacked():
    bomb = make_zip({"a/1.png": bytes(101_000_000)})
    refuse({"a.zip": bomb}, "far too large when unpacked")
    refuse({"a.npz": bomb}, "far too large when unpacked")


def test_a_gzip_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.entries.MOST_BYTES", 10_000_000)
    bomb = gzip.compress(bytes(11_000_000))
    refuse({"train-images-idx3-ubyte.gz": bomb}, "far too large when unpacked")
    inside = {f"{number}.gz": gzip.compress(bytes(4_000_000)) for number in range(3)}
    refuse({"a.zip": make_zip(inside)}, "far too large when unpacked")


def test_archives_in_archives_are_not_followed_for_ever():
    content = make_zip(make_lines())
    for _ in range(5):
        content = make_zip({"inner.zip": content})
    assert read({"a.zip": content}) is None


def test_too_many_files_are_refused_before_their_list_is_read(monkeypatch):
    members = make_zip({f"a/{number}.png": b"" for number in range(30)})
    monkeypatch.setattr("mlp_explorer.data.files.zip_limits.MOST_FILES", 20)
    monkeypatch.setattr(zipfile, "ZipFile", lambda _: pytest.fail("the list was read"))
    refuse({"a.zip": members}, "too many files")


def test_a_long_list_of_files_is_refused_whatever_it_says_of_itself(monkeypatch):
    content = bytearray(make_zip({f"a/{number}.png": b"" for number in range(30)}))
    struct.pack_into("<H", content, content.rfind(b"PK\x05\x06") + 10, 1)
    monkeypatch.setattr("mlp_explorer.data.files.zip_limits._MOST_DIRECTORY", 500)
    refuse({"a.zip": bytes(content)}, "too many files")


@pytest.mark.parametrize(("n_files", "n_bytes"), [(100_001, 5_000_000), (5, 30_000_000)])
def test_the_newer_form_of_a_zip_says_how_long_its_list_is_elsewhere(n_files, n_bytes):
    record = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 9, n_files, n_bytes, 0)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, 4, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 1 << 31, 1 << 31, 0)
    refuse({"a.zip": b"PK\x03\x04" + record + locator + end}, "too many files")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("a/" * 30_000 + "b.png", "a/" * 11 + "b.png"),
        (f"{'a' * 60_000}.png", f"{'a' * 100}…{'a' * 15}.png"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\windows\\a.png", "windows/a.png"),
        ("a/./b//c.png", "a/b/c.png"),
        ("a\n\x1b[31m/b.png", "a\ufffd\ufffd[31m/b.png"),
        ("..", "file"),
    ],
)
def test_a_path_does_not_climb_out(path, wanted):
    assert clean_path(path) == wanted


def test_pictures_with_paths_that_climb_are_read_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {f"../../{name}": content for name, content in make_lines().items()}
    check_lines(read({"a.zip": make_zip(files)}))
    assert not list(tmp_path.iterdir())


def test_a_password_and_a_compression_that_nobody_knows():
    locked = bytearray(make_zip(make_lines()))
    strange = bytearray(locked)
    for start, flags, method in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
        place = locked.find(start)
        while place >= 0:
            locked[place + flags] |= 1
            strange[place + method] = 77
            place = locked.find(start, place + 4)
    refuse({"a.zip": bytes(locked)}, "password")
    refuse({"a.zip": bytes(strange)}, "16 pictures cannot be read")


def test_an_array_that_claims_to_be_larger_than_its_file():
    idx = bytes([0, 0, 8, 3]) + struct.pack(">3I", 2**31, 28, 28)
    refuse({"train-images": idx, "train-labels": make_idx(Y)}, "damaged")
    npy = bytearray(make_npy(X))
    npy = bytes(npy).replace(b"(30, 28, 28)", b"(10**9, 28, 28)"[:12])
    refuse({"x.npy": npy, "y.npy": make_npy(Y)}, "damaged")
    huge = make_npy(X).replace(b"(30, 28, 28), }   ", b"(9999999, 28, 28),}")
    refuse({"x.npy": huge[: len(make_npy(X))], "y.npy": make_npy(Y)}, "damaged")


@pytest.mark.parametrize("array", [np.asfortranarray(X), X[:2].reshape(1, 56, 28)])
def test_an_array_that_cannot_be_read_in_parts_is_refused_where_it_is_large(monkeypatch, array):
    monkeypatch.setattr("mlp_explorer.data.files.stored_rows._BLOCK", 1000)
    monkeypatch.setattr("mlp_explorer.data.files.stored_rows._MOST_AT_ONCE", 1500)
    refuse({"a.npz": make_npz(x=array, y=Y[: len(array)])}, "GB arrived; allowed are")


@pytest.mark.parametrize("seed", range(4))
def test_whichever_bytes_are_damaged_there_is_a_sentence_or_a_dataset(seed):
    rng = np.random.default_rng(seed)
    small = X[:, 10:20, 10:20]
    lines = {name: content for name, content in make_lines().items() if int(name[-5]) in (3, 7)}
    files = {
        "a.npz": make_npz(x_train=small, y_train=Y),
        "a.zip": make_zip(lines),
        "train-images-idx3-ubyte.gz": make_idx(small),
        "a.csv": make_csv(small, Y),
        "b.csv": make_csv(small / 255, Y),
        "t.csv": write("size,sort", lambda i: f"{i * i % 7},{'ab'[i % 2]}").encode(),
    }
    for name, content in files.items():
        for _ in range(6):
            damaged = bytearray(content)
            for place in rng.integers(0, len(content), rng.integers(1, 5)):
                damaged[place] = rng.integers(0, 256)
            try:
                read_dataset({name: bytes(damaged)})
            except DatasetError as error:
                assert not re.search(r"(pictures|tables|dataset)\.\w", str(error))


def test_paths_bytes_open_files_and_folders_are_files(tmp_path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.csv"
    path.write_bytes(b"1,2")
    upload = BytesIO(b"1,2")
    upload.name = "upload.csv"
    with path.open("rb") as stream:
        found = gather_files([path, str(path), b"1,2", upload, stream, File("b.csv", b"1")])
    names = ["a.csv", "a.csv", "data", "upload.csv", "a.csv", "b.csv"]
    assert [file.name for file in found] == names
    assert [file.content for file in found][2:] == [b"1,2", b"1,2", b"1,2", b"1"]
    assert gather_files(tmp_path / "in") == [File("in/a.csv", path)]
    assert gather_files({"mine.csv": b"1"}) == [File("mine.csv", b"1")]
    assert gather_files(bytearray(b"1")) == gather_files(memoryview(b"1")) == [File("data", b"1")]
    assert gather_files(b"1", "mine.csv") == [File("mine.csv", b"1")]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ([], "Nothing arrived"),
        (b"", "“data” is empty"),
        ("nowhere.csv", "no file “nowhere.csv”"),
        ("a,b\n1,2\n" * 999, "no file “a,b 1,2"),
        ("a\0", "no file"),
    ],
)
def test_nothing_is_a_sentence(source, words):
    with pytest.raises(DatasetError, match=words):
        gather_files(source)
