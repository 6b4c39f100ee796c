"""Files that everybody has on a disk, as they are, through the door."""

import numpy as np

from mlp_explorer.data.files.read import read_dataset, read_files, read_unlabelled_rows
from mlp_explorer.data.files.table_choices import TableChoices
from tests.data.files.making import codes, make_csv, make_digits, make_zip
from tests.data.files.tables import write


def test_a_sheet_of_half_of_europe_with_thousands_percents_and_euros():
    row = "{0}.{0:03d},50 €;{0},5 %;{0};01.{1:02d}.2024;{2}"
    text = "sep=;\n" + write(
        "preis;anteil;größe;tag;verkauft",
        lambda i: row.format(i + 1, i % 12 + 1, ("ja", "nein")[i % 3 % 2]),
    )
    data = read_dataset(text.encode("cp1252"), "häuser.csv")
    assert data.about.features == ("preis", "anteil", "größe")
    assert data.about.classes == ("ja", "nein")
    x = np.concatenate([data.x_train, data.x_test])
    number = np.arange(1, 25)
    wanted = np.column_stack([number * 1001 + 0.5, number + 0.5, number])
    assert np.array_equal(x[np.argsort(x[:, 2])], wanted.astype(np.float32))
    assert {"tables.decimal_comma", "tables.read_as", "tables.signs"} <= set(codes(data))


def test_sign_language_whose_labels_have_a_gap():
    pictures, _ = make_digits(48)
    labels = np.array([number for number in range(25) if number != 9])[np.arange(48) % 24]
    files = {
        "sign_mnist_train.csv": make_csv(pictures, labels, name="pixel{}"),
        "sign_mnist_test.csv": make_csv(255 - pictures[:24], labels[:24], name="pixel{}"),
    }
    data = read_dataset(files)
    assert data.about.classes == tuple(str(n) for n in range(25) if n != 9)
    assert (data.about.n_train, data.about.n_test) == (48, 24)
    assert data.y_train.max() == 23


def test_auto_mpg_with_blanks_a_tab_and_question_marks():
    text = "".join(
        f"{10 + i / 4:.1f}   {4 + i % 3 * 2}   {90 + i}.0      {'?' if i == 7 else 60 + i}.0"
        f"      {2000 + i * 37 % 11}.   {8 + i % 9}.5   {70 + i % 13}  {i % 3 + 1}\t"
        f'"car number {i}"\n'
        for i in range(40)
    ).replace("?.0", "?")
    reading = read_files(text.encode(), "auto-mpg.data", table=TableChoices(target="column 1"))
    data = reading.dataset
    assert data.about.classes == () and len(data.about.features) == 7
    assert np.isfinite(data.x_train).all()
    assert {"tables.by_blanks", "tables.no_header", "tables.medians"} <= set(codes(data))
    asked = TableChoices(target="column 1", columns={"column 8": "classes"})
    origins = read_dataset(text.encode(), table=asked).about.features[-3:]
    assert origins == ("column 8 = 1", "column 8 = 2", "column 8 = 3")


def test_kaggles_zip_of_passengers_is_learned_and_its_test_file_asked():
    sexes = ("male", "female")
    train = write(
        "PassengerId,Survived,Pclass,Sex",
        lambda i: f"{i + 1},{i % 3 % 2},{i % 4 % 3 + 1},{sexes[i % 5 % 2]}",
    )
    test = write("PassengerId,Pclass,Sex", lambda i: f"{i + 25},{i % 3 + 1},male", 3)
    form = write("PassengerId,Survived", lambda i: f"{i + 25},0", 3)
    files = {"gender_submission.csv": form, "test.csv": test, "train.csv": train}
    reading = read_files(make_zip(files), "titanic.zip")
    about = reading.dataset.about
    assert (about.answer, about.n_train + about.n_test) == ("Survived", 24)
    assert {"tables.left_file", "tables.left_part"} <= set(codes(reading.dataset))
    asked = read_unlabelled_rows(test.encode(), reading.coding, "test.csv")
    assert asked.write([0, 1, 0]).splitlines()[1] == "25,1,male,0"


def test_own_points_and_answers_that_are_not_symmetric_around_0():
    text = write("x,y,colour", lambda i: f"{i % 5},{i % 7 - 3},{('blue', 'orange')[i % 2]}", 30)
    data = read_dataset(text.encode())
    assert data.about.shape == (2,) and data.about.classes == ("blue", "orange")
    heights = read_dataset(write("x,y,height", lambda i: f"{i},{i % 7},{i + 0.5}").encode())
    answers = np.concatenate([heights.y_train, heights.y_test])
    assert (answers.min(), answers.max()) == (0.5, 23.5)


def test_ten_rows_are_enough():
    data = read_dataset(write("a,b", lambda i: f"{i},{'xy'[i % 2]}", 10).encode())
    assert (data.about.n_train, data.about.n_test) == (9, 1)
