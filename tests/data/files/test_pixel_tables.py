"""Tables with a picture a row, as Kaggle has them."""

import gzip

import numpy as np
import pytest

from mlp_explorer.data.files.pixel_columns import find_columns
from mlp_explorer.errors import DatasetError
from tests.data.files.making import codes, make_csv, make_digits, make_zip, read, sort_rows

X, Y = make_digits(60)
X_TEST, Y_TEST = make_digits(12, seed=1)


def check(data, x=X, y=Y):
    """Check that a dataset has these pictures, wherever they are, each with its answer."""
    pictures = np.concatenate([data.x_train, data.x_test])
    answers = np.concatenate([data.y_train, data.y_test])
    assert np.array_equal(sort_rows(pictures), sort_rows(x))
    known = {picture.tobytes(): number for picture, number in zip(x, y, strict=True)}
    assert [known[picture.tobytes()] for picture in pictures] == answers.tolist()


@pytest.mark.parametrize("separator", [",", ";", "\t", " "])
@pytest.mark.parametrize("header", [True, False])
def test_digit_recognizer(header, separator):
    data = read({"train.csv": make_csv(X, Y, header, separator)})
    check(data)
    assert data.about.shape == (28, 28) and data.about.classes == ("0", "1", "2")
    assert codes(data) == ["dataset.held_out"]


def test_rows_and_columns_in_the_names():
    name = [f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)]
    lines = make_csv(X, Y).split(b"\n")
    header = ",".join(["label", *name]).encode()
    check(read({"mnist_train.csv": b"\n".join([header, *lines[1:]])}))


@pytest.mark.parametrize("name", ["{}", "px_{}", "X{}", "pixel {}", "V{}", "pixel_{0}_{0}"])
def test_other_names_of_pixels(name):
    check(read({"a.csv": make_csv(X, Y, name=name)}))


def test_pixels_are_in_the_order_of_their_numbers():
    order = sorted(range(784), key=lambda number: f"pixel{number}")
    lines = [",".join(["label", *(f"pixel{number}" for number in order)])]
    lines += [",".join(map(str, [y, *x.ravel()[order]])) for x, y in zip(X, Y, strict=True)]
    check(read({"a.csv": "\n".join(lines).encode()}))


@pytest.mark.parametrize("header", [True, False])
def test_the_answer_may_be_last_and_text(header):
    names = np.array(["ant", "bee", "cow"])[Y]
    lines = make_csv(X, names, header).split(b"\n")
    moved = [b",".join([*rest, first]) for first, *rest in (line.split(b",") for line in lines)]
    data = read({"a.csv": b"\n".join(moved)})
    check(data)
    assert data.about.classes == ("ant", "bee", "cow")


def test_a_frame_with_its_index_and_a_number_for_each_column():
    lines = make_csv(X, Y, name="{}").split(b"\n")
    numbered = [b"," + lines[0], *(b"%d,%s" % pair for pair in enumerate(lines[1:]))]
    data = read({"a.csv": b"\n".join(numbered)})
    check(data)
    assert codes(data) == ["pictures.left_columns", "dataset.held_out"]


def test_quotes_ends_of_lines_and_marks_of_other_systems():
    text = make_csv(X, [f'"{label}"' for label in Y]).replace(b"\n", b"\r\n")
    check(read({"a.csv": b"\xef\xbb\xbf" + text + b"\r\n\r\n"}))


def test_packed_in_a_gzip_or_in_kaggles_zip():
    table = make_csv(X, Y)
    check(read({"train.csv.gz": gzip.compress(table)}))
    data = read(
        {
            "digit-recognizer.zip": make_zip(
                {
                    "train.csv": table,
                    "test.csv": make_csv(X_TEST),
                    "sample_submission.csv": b"ImageId,Label\n1,0\n2,0\n",
                }
            )
        }
    )
    check(data)
    assert codes(data) == ["pictures.left_unanswered", "dataset.held_out"]


def test_a_test_file_with_answers_tests():
    files = {"mnist_train.csv": make_csv(X, Y), "mnist_test.csv": make_csv(X_TEST, Y_TEST)}
    data = read(files)
    assert np.array_equal(sort_rows(data.x_test), sort_rows(X_TEST))
    assert (data.about.n_train, codes(data)) == (60, [])


def test_a_file_without_answers_can_be_asked_not_learned():
    for header in (True, False):
        with pytest.raises(DatasetError, match=r"test.csv: there is no column with answers"):
            read({"test.csv": make_csv(X, header=header)})


def test_emnist_as_a_table_is_turned():
    data = read({"emnist-letters-train.csv": make_csv(X, Y + 1, header=False)})
    check(data, X.swapaxes(1, 2))
    assert data.about.classes == ("1", "2", "3")


def test_small_pictures_and_colours():
    small, labels = make_digits(60, 8)
    small = small // 16
    data = read({"optdigits.tra": make_csv(small, labels, header=False)})
    assert data.about.shape == (8, 8) and data.x_train.max() == 255
    colours = np.random.default_rng(0).integers(0, 256, (12, 28 * 28 * 3))
    data = read({"hmnist_28_28_RGB.csv": make_csv(colours, Y[:12], name="pixel{:04}")})
    assert data.about.shape == (28, 28) and "pictures.grey" in codes(data)


@pytest.mark.parametrize("scale", [255, 127.5])
def test_fractions_are_scaled(scale):
    data = read({"a.csv": make_csv(X / scale - (scale < 200), Y)})
    assert np.abs(sort_rows(np.concatenate([data.x_train, data.x_test])) - sort_rows(X)).max() == 0


def test_rows_that_cannot_be_read_are_left_out_and_the_first_is_named():
    lines = make_csv(X, Y).split(b"\n")
    lines[3] = lines[3].replace(b",0,", b",black,", 1)
    lines[7] = lines[7][:200]
    lines[9] += b",5"
    lines[11] = b"," + lines[11].partition(b",")[2]
    data = read({"a.csv": b"\n".join(lines)})
    kept = np.delete(np.arange(60), [2, 6, 8, 10])
    check(data, X[kept], Y[kept])
    notes = [str(note) for note in data.about.notes]
    assert "3 rows that cannot be read are left out, the first is row 4" in notes[0]
    assert "1 row without an answer" in notes[1]


def test_a_table_of_nothing_but_broken_rows_is_a_sentence():
    lines = make_csv(X, Y).split(b"\n")
    broken = [lines[0], *(line.replace(b",0,", b",black,", 1) for line in lines[1:])]
    with pytest.raises(DatasetError, match="60 rows cannot be read, the first is row 2"):
        read({"a.csv": b"\n".join(broken)})
    with pytest.raises(DatasetError, match="no row with pixels and an answer"):
        read({"a.csv": make_csv(X, [""] * 60)})


def test_a_training_part_without_answers_is_a_sentence():
    blank = make_csv(X, [""] * len(X))
    with pytest.raises(DatasetError, match=r"“train\.csv” has no row with pixels and an answer"):
        read({"train.csv": blank, "test.csv": make_csv(X, Y)})


def test_one_absurd_pixel_does_not_make_the_others_black():
    lines = make_csv(X, Y).split(b"\n")
    lines[5] = lines[5].replace(b",0,", b",99999999999999999999999,", 1)
    data = read({"a.csv": b"\n".join(lines)})
    check(data, np.delete(X, 4, 0), np.delete(Y, 4))
    assert "pictures.left_rows" in codes(data)


def test_a_quote_or_another_end_of_a_line_among_pixels_breaks_its_row_alone():
    lines = make_csv(X, Y).split(b"\n")
    lines[5] = lines[5].replace(b",0,", b',"0,', 1)
    lines[7] = lines[7].replace(b",0,", b",\x000,", 1)
    lines[9] = lines[9].replace(b",0,", b",0\r,", 1)
    data = read({"a.csv": b"\n".join(lines)})
    kept = np.delete(np.arange(60), [6, 8])
    check(data, X[kept], Y[kept])


def test_a_long_label_takes_little_memory():
    labels = ["x" * 100_000, *("ab" * 2), *("c" * 55)]
    data = read({"a.csv": make_csv(X, labels)})
    assert [len(name) for name in data.about.classes] == [1, 1, 1, 60]


@pytest.mark.parametrize(
    "table",
    [
        b"sepal,petal,species\n5.1,3.5,setosa\n4.9,3,setosa\n",
        b"label,text\n1,a b c\n",
        b"\0\1\2" * 100,
        "\n".join(["a"] * 100).encode(),
        make_csv(np.random.default_rng(0).normal(size=(20, 60)), Y[:20], name="band{}"),
        make_csv(np.random.default_rng(0).normal(size=(20, 100)), Y[:20], name="feature{}"),
        make_csv(np.random.default_rng(0).integers(0, 2, (20, 100)), Y[:20], name="gene{}"),
        make_csv(np.random.default_rng(0).integers(0, 90, (20, 100)), None, name="item{}"),
        make_csv(np.random.default_rng(0).integers(1, 6, (20, 100)), Y[:20], name="Q{}"),
    ],
    ids=[
        *("iris", "text", "bytes", "column", "60", "fractions", "yes and no"),
        *("no answer", "survey"),
    ],
)
def test_other_tables_are_no_pictures(table):
    assert read({"a.csv": table}) is None


def test_an_answer_among_columns_that_are_all_called_alike():
    rows = np.column_stack([Y, X.reshape(60, -1)]).astype(str).tolist()
    names = [f"V{number}" for number in range(1, 786)]
    columns = find_columns([names, *rows])
    assert (columns.label, columns.pixels) == (0, tuple(range(1, 785)))
    last = [[*row[1:], row[0]] for row in rows]
    assert find_columns([names, *last]).label == 784


def test_a_large_table_is_read_in_blocks(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.pixel_table._BLOCK", 5000)
    for header in (True, False):
        check(read({"a.csv": make_csv(X, Y, header)}))
