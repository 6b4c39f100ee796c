"""What each column is, what is proposed for it, and that a person can say otherwise."""

import numpy as np
import pytest

from mlp_explorer.errors import DatasetError
from tests.data.files.tables import list_codes, list_uses, read, say, write

PASSENGERS = write(
    "PassengerId,Survived,Class,Name,Sex,Age,Port,Alley,Day,Ship,Cabin,Fate,Paid",
    lambda i: (
        f'{i + 1},{i % 3 % 2},{i % 3 + 1},"Braund, {i}",{("male", "female")[i % 5 % 2]},'
        f"{20 + i * 0.5 if i % 7 else '?'},{'SCQ'[i % 3] if i % 11 else ''},"
        f"{('Grvl', 'NA', 'Pave')[i % 4 % 3]},{1 + i % 28:02d}.03.2024,Titanic,,"
        f"{('alive', 'dead')[i % 3 % 2]},{('yes', 'no')[i % 7 % 2]}"
    ),
    60,
)


def test_what_would_be_learned_by_heart_is_proposed_as_left_out_with_the_reason():
    reading = read(PASSENGERS)
    assert list_uses(reading) == {
        "PassengerId": ("index", "leave out"),
        "Survived": ("number", "answer"),
        "Class": ("number", "number"),
        "Name": ("text", "leave out"),
        "Sex": ("classes", "classes"),
        "Age": ("number", "number"),
        "Port": ("classes", "classes"),
        "Alley": ("classes", "classes"),
        "Day": ("date", "leave out"),
        "Ship": ("constant", "leave out"),
        "Cabin": ("empty", "leave out"),
        "Fate": ("copy", "leave out"),
        "Paid": ("yes_no", "number"),
    }
    reasons = {column.name: str(column.reason) for column in reading.columns if column.reason}
    assert reasons["Fate"] == "It is the answer under another name."
    said = [str(note) for note in reading.dataset.about.notes]
    assert "Left out: Name. It is text with many different values." in said


def test_texts_become_a_feature_for_each_value_and_yes_is_1():
    data = read(PASSENGERS).dataset
    assert data.about.features == (
        *("Class", "Sex = female", "Sex = male", "Age"),
        *("Port = C", "Port = missing", "Port = Q", "Port = S"),
        *("Alley = Grvl", "Alley = NA", "Alley = Pave", "Paid"),
    )
    for first, last in ((1, 3), (4, 8), (8, 11)):
        assert (data.x_train[:, first:last].sum(axis=1) == 1).all()
    assert set(data.x_train[:, -1]) == {0, 1}


def test_a_person_can_say_how_each_column_is_used():
    uses = {"Class": "classes", "Day": "number", "Sex": "leave out", "Fate": "classes"}
    reading = read(PASSENGERS, columns=uses | {"PassengerId": "number", "Paid": "classes"})
    features = reading.dataset.about.features
    assert features[:4] == ("PassengerId", "Class = 1", "Class = 2", "Class = 3")
    assert {"Day", "Fate = alive", "Fate = dead", "Paid = no", "Paid = yes"} < set(features)
    assert not any(name.startswith("Sex") for name in features)
    assert reading.dataset.x_train[:, features.index("Day")].min() >= 19783


@pytest.mark.parametrize(
    ("uses", "sentence"),
    [
        ({"Name": "number"}, r"“Name”, row 2: “Braund, 0” arrived"),
        ({"Cabin": "number"}, "“Cabin” is empty"),
        ({"Cabin": "classes"}, "“Cabin” is empty"),
    ],
)
def test_a_use_that_cannot_be_is_a_sentence_with_column_and_row(uses, sentence):
    with pytest.raises(DatasetError, match=sentence):
        read(PASSENGERS, columns=uses)


def test_missing_numbers_become_the_median_of_the_training_part_only():
    # the test rows, every sixth, are far from the others
    text = write(
        "a,b,y", lambda i: f"{'' if i % 8 == 0 else i + 1000 * (i % 6 == 3)},{i},{i * i}.5", 60
    )
    reading = read(text)
    data, [coding, _] = reading.dataset, reading.coding.columns
    filled = {float(a) for a, b in data.x_train if b % 8 == 0}
    known = [float(a) for a, b in data.x_train if b % 8]
    assert filled == {coding.median} == {float(np.median(known))}
    assert max(known) < 100 and data.x_test[:, 0].max() > 1000
    assert say(reading, "tables.medians").endswith("median of the training part: a (8).")


def test_minus_999_is_missing_where_all_others_are_far_from_it():
    text = write("a,b,y", lambda i: f"{-999 if i % 8 == 0 else i},{i * -100},{i % 2}", 24)
    reading = read(text)
    assert reading.dataset.x_train[:, 0].min() >= 0
    assert say(reading, "tables.marks").endswith(": a.")
    assert [column.marks for column in reading.coding.columns] == [(-999.0,), ()]


def test_na_that_is_one_of_a_few_texts_is_a_class_and_nothing_is_missing():
    text = write("alley,a,y", lambda i: f"{('NA', 'None', '-', 'x')[i % 4]},{i},{i % 2}", 48)
    reading = read(text)
    assert [*reading.coding.columns[0].values] == ["missing", "NA", "None", "x"]
    assert say(reading, "tables.word_class").endswith(": alley.")
    assert say(reading, "tables.missing_class").startswith("12 empty cells")


def test_yes_and_no_with_nothing_between_are_three_classes():
    text = write("smokes,a,y", lambda i: f"{('yes', 'no', '')[i % 3]},{i},{i % 2}", 48)
    assert read(text).coding.columns[0].values == ("missing", "no", "yes")


@pytest.mark.parametrize("pair", ["yes no", "TRUE FALSE", "y n", "t f", "ja nein", "Oui Non"])
def test_words_for_yes_and_no_are_1_and_0(pair):
    yes, no = pair.split()
    reading = read(write("smokes,a,y", lambda i: f"{(yes, no)[i % 5 % 2]},{i},{i % 2}"))
    rows = np.concatenate([reading.dataset.x_train, reading.dataset.x_test])
    assert all(row[0] == (row[1] % 5 % 2 == 0) for row in rows)


def test_a_few_texts_among_numbers_are_missing_and_the_first_is_named():
    text = write("a,b,y", lambda i: f"{'broken' if i in (4, 7) else i},{i * i % 7},{i % 2}", 60)
    reading = read(text)
    assert list_uses(reading)["a"] == ("number", "number")
    assert "2 cells" in say(reading, "tables.odd_cells")
    assert "“broken” in row 6" in say(reading, "tables.odd_cells")


def test_signs_beside_numbers_are_taken_off_and_said():
    text = write("price;rate;y", lambda i: f"1.{i:03d},50 €;{i},5 %;{i % 2}")
    reading = read(text)
    assert say(reading, "tables.signs").endswith("price, rate.")
    assert reading.dataset.x_train[:, 0].min() >= 1000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("", "{i}"),
        ("Unnamed: 0", "{i}"),
        ("id", "{i}7"),
        ("customerID", "7590-{i}"),
        ("row", "{i}"),
        ("PassengerId", "{i}"),
    ],
)
def test_columns_that_name_rows_are_left_out(name, value):
    reading = read(write(f"{name},a,y", lambda i: f"{value.format(i=i)},{i * i % 7},{i % 2}", 60))
    assert reading.columns[0][1:3] == ("index", "leave out")


def test_a_column_that_counts_is_used_where_it_is_all_there_is():
    assert read(write("id,y", lambda i: f"{i},{i * i}.5")).dataset.about.features == ("id",)
    assert read(write("x,y", lambda i: f"{i},{i * 2}.5")).dataset.about.features == ("x",)


def test_a_number_that_is_the_answer_in_another_unit_is_left_out():
    text = write("feet,rooms,metres", lambda i: f"{i * 3.28:.6f},{i * i % 7},{i}.5", 48)
    assert list_uses(read(text))["feet"] == ("copy", "leave out")
    assert "feet" in read(text, columns={"feet": "number"}).dataset.about.features


def test_equal_rows_stay_on_one_side_and_are_counted():
    text = write("a,b,y", lambda i: f"{i % 20},{i % 20 * 3 % 7},{i % 2}", 60)
    reading = read(text)
    data = reading.dataset
    assert not {*map(tuple, data.x_train)} & {*map(tuple, data.x_test)}
    assert say(reading, "tables.equal_rows").startswith("40 rows are equal")
    assert data.about.n_train + data.about.n_test == 60


def test_whole_numbers_of_few_values_are_named():
    assert say(read(PASSENGERS), "tables.few_numbers").count("Class") == 1
    assert "tables.few_numbers" not in list_codes(read(PASSENGERS, columns={"Class": "classes"}))


def test_columns_that_leave_nothing_to_learn_from_are_a_sentence():
    with pytest.raises(DatasetError, match="no column is left"):
        read(write("a,y", lambda i: f"7,{i % 2}"), target="y")
    with pytest.raises(DatasetError, match="none can be held out"):
        read(write("a,y", lambda i: f"7,{i}"), columns={"a": "number"})


def test_too_many_features_are_a_sentence(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.table.MOST_FEATURES", 50)
    text = write("a,b,y", lambda i: f"v{i},w{i},{i % 2}", 40)
    with pytest.raises(DatasetError, match="68 features; allowed are 50"):
        read(text, columns={"a": "classes", "b": "classes"})
