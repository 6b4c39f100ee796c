"""Tables that everybody knows come back with the same numbers, in any country's form."""

import numpy as np
import pytest
from sklearn import datasets

from mlp_explorer.data.files.encode import TableCoding
from mlp_explorer.data.files.read import read_dataset, read_unlabelled_rows
from mlp_explorer.errors import DatasetError
from tests.data.files.tables import list_rows, read, say, write

NAMES = ["iris", "wine", "breast_cancer", "diabetes"]


def load(name):
    table = getattr(datasets, f"load_{name}")()
    names = list(table.feature_names)
    classes = [str(each) for each in table.get("target_names", [])]
    return np.asarray(table.data), np.asarray(table.target), names, classes


def write_excel(name: str, country: str) -> bytes:
    """Return the table as Excel saves it: of Germany in cp1252, of elsewhere in UTF-8."""
    x, y, names, classes = load(name)
    lines = [[*names, "target"]]
    for row, answer in zip(x.tolist(), y.tolist(), strict=True):
        last = classes[answer] if classes else str(answer)
        lines.append([*map(repr, row), last])
    if country == "de":
        text = "\r\n".join(";".join(each.replace(".", ",") for each in line) for line in lines)
        return text.encode("cp1252")
    return b"\xef\xbb\xbf" + "\r\n".join(",".join(line) for line in lines).encode()


@pytest.mark.parametrize("country", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_of_known_tables_come_back(name, country):
    x, y, names, classes = load(name)
    reading = read(write_excel(name, country))
    about = reading.dataset.about
    assert (about.kind, about.features, about.answer) == ("table", tuple(names), "target")
    assert about.classes == tuple(sorted(classes))
    order = [sorted(classes).index(each) for each in classes]
    answers = np.array(order)[y] if classes else y.astype(np.float32)
    expected = sorted(
        (*map(float, row), float(answer))
        for row, answer in zip(x.astype(np.float32), answers, strict=True)
    )
    assert list_rows(reading) == expected
    assert about.n_train > 4 * about.n_test


def test_both_forms_are_the_same_dataset():
    keys = {read(write_excel("wine", country)).dataset.about.key for country in ("de", "en")}
    assert len(keys) == 1


TRAIN = write(
    "id;size;sex;pet;price",
    lambda i: (
        f"{i};{i * i % 13},5;{('male', 'female')[i % 2]};{('yes', 'no')[i % 3 % 2]};{i * 1000}"
    ),
    48,
)


def test_a_second_file_without_answers_becomes_rows_as_the_network_takes_them():
    reading = read(TRAIN)
    coding = TableCoding.from_json(reading.coding.to_json())
    assert coding == reading.coding
    asked = "pet,sex,size\nno,male,1.5\nyes,other,?\n"  # another order, another country
    rows = read_unlabelled_rows({"new.csv": asked.encode()}, coding)
    assert reading.dataset.about.features == coding.features
    assert coding.features == ("size", "sex = female", "sex = male", "pet")
    median = coding.columns[0].median
    assert rows.x.tolist() == [[1.5, 0, 1, 0], [median, 0, 0, 1]]
    assert [str(note) for note in rows.notes if note.code == "tables.unknown"] == [
        "Values that were not there in training are 0 in all features: sex (1)."
    ]
    text = rows.write([1234.5, 2000])
    assert text.splitlines() == ["pet,sex,size,price", "no,male,1.5,1234.5", "yes,other,?,2000.0"]


def test_the_file_that_was_learned_from_can_be_asked_with_the_same_rows():
    reading = read(TRAIN)
    rows = read_unlabelled_rows({"same.csv": TRAIN.encode()}, reading.coding)
    parts = np.concatenate([reading.dataset.x_train, reading.dataset.x_test])
    assert sorted(map(tuple, rows.x)) == sorted(map(tuple, parts))
    assert rows.write(["x"] * 48).splitlines()[0] == "id,size,sex,pet,price,price (network)"


def test_one_row_can_be_asked():
    reading = read(TRAIN)
    rows = read_unlabelled_rows({"one.csv": b"size;sex;pet\n2,5;male;no\n"}, reading.coding)
    assert rows.x.tolist() == [[2.5, 0, 1, 0]]


def test_a_single_feature_can_be_asked():
    reading = read(write("x,y", lambda i: f"{i},{i * 2}.5"))
    rows = read_unlabelled_rows({"x.csv": b"x\n1\n2.5\n"}, reading.coding)
    assert rows.x.tolist() == [[1], [2.5]]


def test_without_a_header_columns_are_found_by_their_place():
    text = "".join(f"{'ab'[i % 2]},{i},{i * i % 7}\n" for i in range(24))
    reading = read(text, target="column 1")
    rows = read_unlabelled_rows({"new.csv": b"3,4\n5,6\n"}, reading.coding)
    assert rows.x.tolist() == [[3, 4], [5, 6]]


def test_a_column_that_lacks_in_the_second_file_is_named():
    with pytest.raises(DatasetError, match=r"“new\.csv” lacks columns: sex, pet"):
        read_unlabelled_rows({"new.csv": b"id;size\n1;2\n"}, read(TRAIN).coding)


def test_the_test_part_is_learned_from_in_no_way():
    """A value that only test rows have is no feature."""
    text = write("a,sort,y", lambda i: f"{i},{'rare' if i == 3 else 'xy'[i % 2]},{i * i}.5", 60)
    reading = read(text)
    assert "sort = rare" not in reading.dataset.about.features
    assert 3 in reading.dataset.x_test[:, 0]
    assert say(reading, "dataset.held_out").endswith(": 10 of them.")


def test_files_of_a_path_are_read_as_bytes_are(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(TRAIN.encode())
    assert read_dataset(path).about.key == read(TRAIN).dataset.about.key
