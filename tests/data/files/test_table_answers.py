"""Which column has the answers, and whether they are classes or a number."""

import numpy as np
import pytest

from mlp_explorer.errors import DatasetError
from tests.data.files.tables import list_codes, read, say, write


@pytest.mark.parametrize(
    ("answers", "classes"),
    [
        (["cat", "dog", "ape"], ("ape", "cat", "dog")),
        (["0", "1"], ("0", "1")),
        (["0.0", "1.0"], ("0", "1")),
        (["-1", "1"], ("-1", "1")),
        (["3", "4", "5", "6", "7", "8"], ("3", "4", "5", "6", "7", "8")),
        (["10", "9", "2"], ("2", "9", "10")),
        (["class 10", "class 2"], ("class 2", "class 10")),
        (["yes", "no"], ("no", "yes")),
        (["NA", "male"], ("male", "NA")),
    ],
)
def test_texts_and_few_whole_numbers_are_classes(answers, classes):
    reading = read(write("a,result", lambda i: f"{i * i % 31},{answers[i % len(answers)]}", 60))
    data = reading.dataset
    assert data.about.classes == classes
    assert data.y_train.dtype == np.uint8
    assert "tables.is_classes" in list_codes(reading)


@pytest.mark.parametrize(
    "answer",
    [lambda i: f"{10_000 + 137 * i}", lambda i: f"{i / 3:.4f}", lambda i: f"{i}", lambda i: i % 12],
)
def test_other_numbers_are_a_number_in_its_own_unit(answer):
    reading = read(write("a,result", lambda i: f"{i * i % 31},{answer(i)}", 60))
    data = reading.dataset
    assert data.about.classes == ()
    assert data.y_train.dtype == np.float32
    expected = sorted(np.float32(answer(i)) for i in range(60))
    assert sorted([*data.y_train, *data.y_test]) == expected
    assert "tables.is_number" in list_codes(reading)


def test_a_person_can_say_the_other():
    text = write("a,quality", lambda i: f"{i * i % 31},{3 + i % 6}", 60)
    assert read(text, answer="number").dataset.about.classes == ()
    text = write("a,result", lambda i: f"{i * i % 31},{i % 26 + 1}", 78)
    assert read(text).dataset.about.classes == ()
    assert len(read(text, answer="classes").dataset.about.classes) == 26


def test_the_answer_is_found_by_its_name_or_is_the_last_column_and_can_be_chosen():
    text = write("species,a,b", lambda i: f"{'xyz'[i % 3]},{i * i % 7},{i}")
    assert read(text).dataset.about.answer == "species"
    other = read(text.replace("species", "sort"))
    assert other.dataset.about.answer == "b"
    assert say(other, "tables.answer_last") == (
        "“b” is taken for the answer: the last column that can be it."
    )
    assert read(text, target="a").dataset.about.answer == "a"


def test_columns_that_cannot_be_the_answer_are_passed_over():
    text = write("a,b,name,Unnamed: 3", lambda i: f"{i * i % 7},{i % 2},person {i},")
    assert read(text).dataset.about.answer == "b"


def test_rows_without_an_answer_are_left_out_and_counted():
    text = write("a,y", lambda i: f"{i},{'' if i % 6 == 0 else '?' if i % 6 == 1 else i % 2}", 60)
    reading = read(text)
    assert reading.dataset.about.n_train + reading.dataset.about.n_test == 40
    assert say(reading, "tables.left_rows") == "20 rows without an answer are left out."
    text = write("a,y", lambda i: f"{i},{'broken' if i == 3 else i / 4}", 60)
    reading = read(text)
    assert reading.dataset.about.n_train + reading.dataset.about.n_test == 59
    assert "row 5: “broken”" in say(reading, "tables.odd_answers")


def test_a_class_with_one_row_trains_and_is_named():
    text = write("a,y", lambda i: f"{i},{'rare' if i == 7 else 'ab'[i % 2]}", 60)
    reading = read(text)
    assert say(reading, "tables.single_class").endswith("not tested: rare.")
    place = reading.dataset.about.classes.index("rare")
    assert place in reading.dataset.y_train and place not in reading.dataset.y_test


def test_95_percent_of_one_class_is_said():
    text = write("a,y", lambda i: f"{i},{'fraud' if i % 25 == 0 else 'fine'}", 100)
    assert say(read(text), "tables.lopsided").startswith("96.0 % of the rows are “fine”")
    even = write("a,y", lambda i: f"{i},{i % 2}")
    assert "tables.lopsided" not in list_codes(read(even))


def test_classes_are_held_out_in_proportion():
    text = write("a,y", lambda i: f"{i},{'ab'[i % 3 % 2]}", 180)
    data = read(text).dataset
    assert np.bincount(data.y_test).tolist() == [20, 10]


@pytest.mark.parametrize(
    ("row", "choices", "sentence"),
    [
        (lambda i: f"{i},same", {"target": "y"}, "“y”: all answers are “same”"),
        (lambda i: f"{i},7", {"target": "y", "answer": "number"}, "“y”: all answers are 7"),
        (lambda i: f"{i},", {"target": "y"}, "“y” is empty"),
        (lambda i: f"{i},name {i}", {"target": "y"}, "“y”: 120 different answers arrived, such as"),
        (lambda i: f"{i},{'ab'[i % 2]}", {"answer": "number"}, "“y”, row 2: “a” arrived"),
        (lambda i: f"{i},{'ab'[i % 2] if i < 9 else ''}", {}, "9 rows with an answer"),
        (lambda i: f"name {i},text {i}", {"target": None, "header": 1}, "No column can be"),
    ],
)
def test_answers_that_cannot_be_learned_are_a_sentence_with_the_column(row, choices, sentence):
    header = "b,y" if "No column" not in sentence else "b,z"
    with pytest.raises(DatasetError, match=sentence):
        read(write(header, row, 120), **choices)


def test_2_and_100_classes_are_allowed():
    for count in (2, 100):
        text = write("a,y", lambda i, count=count: f"{i},c{i % count}", 400)
        assert len(read(text).dataset.about.classes) == count
