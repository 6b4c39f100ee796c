"""The door: whatever arrives, pictures are looked for first, then a table, and else a sentence."""

import gzip
import warnings
from io import BytesIO

import numpy as np
import pytest

from mlp_explorer.data.files.brought import PictureChoices
from mlp_explorer.data.files.read import (
    read_dataset,
    read_files,
    read_unlabelled_pictures,
    read_unlabelled_rows,
)
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.errors import DatasetError
from tests.data.files.making import codes, make_csv, make_digits, make_npz, make_zip
from tests.data.files.tables import write

X, Y = make_digits(24)
TABLE = write("size,shape,sort", lambda i: f"{i},{i * i % 7},{'ab'[i % 2]}").encode()


def test_a_path_bytes_and_an_open_file_are_the_same_dataset(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(TABLE)
    upload = BytesIO(TABLE)
    upload.name = "t.csv"
    with path.open("rb") as stream:
        found = [read_dataset(each) for each in (path, str(path), TABLE, upload, stream, [path])]
    assert len({data.about.key for data in found}) == 1
    assert found[0].about.kind == "table" and found[0].x_train.dtype == np.float32


def test_pictures_come_first_and_a_table_after_them():
    assert read_dataset(make_npz(x=X, y=Y)).about.kind == "pictures"
    assert read_dataset(make_csv(X, Y), "train.csv").about.shape == (28, 28)
    reading = read_files(TABLE)
    assert reading.dataset.about.features == ("size", "shape")
    assert reading.coding.features == ("size", "shape")
    assert [column.use for column in reading.columns] == ["number", "number", "answer"]
    assert read_files(make_npz(x=X, y=Y)).coding is None


def test_a_table_packed_is_a_table():
    key = read_dataset(TABLE).about.key
    assert read_dataset(gzip.compress(TABLE), "t.csv.gz").about.key == key
    packed = read_dataset(make_zip({"in/t.csv": TABLE, "in/about.txt": "of 2024"}), "t.zip")
    assert packed.about.key == key
    assert "1 other file is no table and left out: t/in/about.txt." in map(str, packed.about.notes)
    parts = make_zip({"train.csv": TABLE, "test.csv": write("size,shape,sort", "100{},1,a".format)})
    assert read_dataset(parts).about.n_test == 24


def test_a_target_is_that_of_a_table_or_of_a_table_of_pixels():
    assert read_dataset(TABLE, target="size").about.answer == "size"
    pixels = make_csv(X[:, 8:20, 8:20], Y, label="what")
    assert read_dataset(pixels, target="what").about.kind == "pictures"
    ids = b"\n".join(
        [b"label," + pixels.split(b"\n")[0]]
        + [b"%d," % (place % 2) + line for place, line in enumerate(pixels.split(b"\n")[1:])]
    )
    assert len(read_dataset(ids).about.classes) == 2
    assert len(read_dataset(ids, target="what").about.classes) == 3
    assert read_dataset(pixels, target="pixel50").about.kind == "table"
    with pytest.raises(DatasetError, match="“weight” arrived as a column; there are size"):
        read_dataset(TABLE, target="weight")


def test_what_is_said_of_pictures_and_tables_counts():
    dark = {"x.npz": make_npz(x=255 - X, y=Y)}
    assert codes(read_dataset(dark)) == ["pictures.inverted", "dataset.held_out"]
    assert codes(read_dataset(dark, pictures=PictureChoices(inverted=False))) == [
        "dataset.held_out"
    ]
    wished = TableChoices(columns={"shape": "leave out"})
    assert read_dataset(TABLE, table=wished).about.features == ("size",)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("song.mp3", b"ID3\x03\x00\x00" + bytes(range(256)), "neither pictures nor a table"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\x00\x01\n", "neither pictures nor a table"),
        ("poem.txt", b"Once upon a time there was\na table\nthat\n" * 9, "1 column arrived"),
        ("a.zip", make_zip({"song.mp3": b"ID3\x03\x00\x00"}), "“a/song.mp3” holds neither"),
        ("a.zip", make_zip({"empty/": b""}), "Nothing arrived"),
        ("a.zip", make_zip({".DS_Store": b"Bud1"}), "Nothing arrived"),
        ("a.pkl", b"\x80\x04\x95abc", "never opened"),
        ("a.zip", make_zip({"a.pkl": b"\x80\x04\x95abc"}), "never opened"),
    ],
)
def test_what_is_neither_is_a_sentence(name, content, words):
    with pytest.raises(DatasetError, match=words):
        read_dataset(content, name)
    with pytest.raises(DatasetError):
        read_unlabelled_pictures(content, name)


def test_a_second_file_may_be_packed_too():
    coding = read_files(TABLE).coding
    asked = make_zip({"asked.csv": "shape,size\n3,4\n"})
    assert read_unlabelled_rows(asked, coding, "asked.zip").x.tolist() == [[4, 3]]
    assert len(read_unlabelled_pictures(make_zip({"a.npz": make_npz(x=X)})).pictures) == 24


def test_a_packed_file_is_closed_when_it_has_been_read(tmp_path):
    path = tmp_path / "sizes.csv.gz"
    rows = "\n".join(f"{n},{n % 7},{'ab'[n % 2]}" for n in range(60))
    path.write_bytes(gzip.compress(f"length,width,kind\n{rows}\n".encode()))
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert read_dataset(path).about.classes == ("a", "b")
    assert not [each for each in seen if each.category is ResourceWarning]
