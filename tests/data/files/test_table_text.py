"""However a table is written, its numbers are the same, and what was told is said."""

import pytest

from mlp_explorer.data.files.entries import Entry
from mlp_explorer.errors import DatasetError
from tests.data.files.making import make_zip
from tests.data.files.tables import list_codes, list_rows, read, read_several, say, write

ENGLISH = write("size,share,sort", lambda i: f"{i}.5,{i * 7 % 11}.25,{'ab'[i % 2]}")
GERMAN = write("size;share;sort", lambda i: f"{i},5;{i * 7 % 11},25;{'ab'[i % 2]}")
QUOTED = "\n".join(f'"{line}"' for line in GERMAN.replace(";", '";"').splitlines())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (GERMAN, "tables.by_semicolons"),
        ("sep=;\n" + GERMAN, "tables.by_semicolons"),
        ("sep=;\r\n" + GERMAN.replace("\n", "\r\n"), "tables.by_semicolons"),
        (ENGLISH.replace(",", "\t"), "tables.by_tabs"),
        (GERMAN.replace(";", "\t"), "tables.by_tabs"),
        (ENGLISH.replace(",", "|"), "tables.by_bars"),
        (ENGLISH.replace(",", "   "), "tables.by_blanks"),
        (ENGLISH.replace(",", ", "), "tables.by_commas"),
        (ENGLISH.replace("\n", "\r"), "tables.by_commas"),
        (QUOTED, "tables.by_semicolons"),
        ("\n\n" + ENGLISH.replace("\n", "\n\n"), "tables.by_commas"),
        ("Sales of 2024\n\n" + ENGLISH, "tables.by_commas"),
        ("@relation sizes\n@attribute size numeric\n" + ENGLISH, "tables.by_commas"),
        ("# measured, in May, by us, twice\n% again\n" + ENGLISH, "tables.by_commas"),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), "tables.by_commas"),
        (ENGLISH.encode("utf-16"), "tables.by_commas"),
        (ENGLISH.encode("utf-16-le"), "tables.by_commas"),
        (ENGLISH.encode("utf-16-be"), "tables.by_commas"),
        (ENGLISH.encode("utf-32"), "tables.by_commas"),
    ],
)
def test_the_form_is_told_from_the_content(content, code):
    reading = read(content)
    assert list_rows(reading) == list_rows(read(ENGLISH))
    assert reading.dataset.about.features == ("size", "share")
    assert reading.dataset.about.classes == ("a", "b")
    assert code in list_codes(reading)


def test_blanks_and_a_tab_before_names_in_quotes_are_a_table_of_blanks():
    row = '{}.0   8   3{}.0      130.{}      12.{}   70  {}\t"chevrolet chevelle {}"\n'
    text = "".join(row.format(i, i, i * i % 7, i % 5, i % 3 + 1, i) for i in range(24))
    reading = read(text, target="column 1")
    assert list_codes(reading)[:2] == ["tables.by_blanks", "tables.no_header"]
    assert len(reading.columns) == 8


def test_a_title_in_a_cell_of_its_own_is_no_header():
    assert list_rows(read("Sales of 2024;;\n;;\n" + GERMAN)) == list_rows(read(ENGLISH))


def test_fields_with_separators_and_lines_in_quotes_are_whole():
    text = write("a,b,c", lambda i: f'{i},"x, y;\nand {i % 2}",{i % 2}')
    assert len(read(text, answer="classes", target="c", columns={"b": "classes"}).columns) == 3


def test_text_of_windows_is_read_and_said():
    text = write("größe;preis;ort", lambda i: f"{i},5;{i * i};{('Köln', 'Brüssel')[i % 2]}")
    reading = read(text.encode("cp1252"))
    assert reading.dataset.about.features == ("größe", "preis")
    assert reading.dataset.about.classes == ("Brüssel", "Köln")
    assert "cp1252" in say(reading, "tables.read_as")
    assert "tables.read_as" not in list_codes(read(text))
    russian = write("рост;y", lambda i: f"{i};{('да', 'нет')[i % 2]}").encode("cp1251")
    assert read(russian, encoding="cp1251").dataset.about.classes == ("да", "нет")


def test_a_separator_that_is_said_is_taken():
    text = write("a;b,c", lambda i: f"{i};{i % 3},{i % 2}")
    assert len(read(text, separator=";", decimal=",").columns) == 2


def test_names_are_the_first_row_where_it_stands_over_numbers():
    assert "tables.no_header" not in list_codes(read(ENGLISH))
    bare = ENGLISH.partition("\n")[2]
    reading = read(bare)
    assert list_rows(reading) == list_rows(read(ENGLISH))
    assert [column.name for column in reading.columns] == ["column 1", "column 2", "column 3"]
    assert "tables.no_header" in list_codes(reading)


def test_a_header_that_is_a_name_short_is_one_of_r_or_of_rows_that_end_with_a_separator():
    rows = ENGLISH.partition("\n")[2].splitlines()
    of_r = "size,share,sort\n" + "".join(f"r{i},{row}\n" for i, row in enumerate(rows))
    assert list_rows(read(of_r)) == list_rows(read(ENGLISH))
    ended = "size,share,sort\n" + "".join(f"{row},\n" for row in rows)
    assert list_rows(read(ended)) == list_rows(read(ENGLISH))


def test_names_that_count_are_asked_about():
    text = write("2019,2020,2021", lambda i: f"{i},{i * i % 7},{i % 2}")
    with pytest.raises(DatasetError, match="0, 1 or 2"):
        read(text)
    assert read(text, header=1).dataset.about.features == ("2019", "2020")


def test_decimals_far_down_are_told_too():
    text = write("a;b;y", lambda i: f"{i};{i * i % 13}{',5' * (i > 2000)};{i % 2}", 3000)
    assert read(text).dataset.about.features == ("a", "b")


def test_thousands_that_may_be_decimals_are_said_and_can_be_read_so():
    text = write("a;y", lambda i: f"1.{i:03d};{i % 2}")
    assert "“1.000” can be read in two ways; “.”" in say(read(text), "tables.unsure")
    assert read(text, decimal=",").dataset.x_train.min() >= 1000


def test_two_rows_of_names_are_one_name_each():
    head = "size,,sort\nmin,max,\n"
    text = head + "".join(f"{i},{i * i % 7},{'ab'[i % 2]}\n" for i in range(24))
    reading = read(text)
    assert [column.name for column in reading.columns] == ["size min", "size max", "sort"]
    assert "tables.two_headers" in list_codes(reading)


def test_the_same_name_twice_is_numbered():
    reading = read(write("x,x,,x,y", lambda i: f"{i},{i * i},{i % 5},{i % 7},{i % 2}"))
    names = [column.name for column in reading.columns]
    assert names == ["x", "x (2)", "column 3", "x (3)", "y"]
    assert say(reading, "tables.same_name") == "Columns with the same name are numbered: x."


def test_where_the_header_is_in_doubt_a_person_is_asked():
    text = "150,4,setosa,virginica\n" + "".join(f"{i},{i * i},{i % 5},{i % 2}\n" for i in range(24))
    with pytest.raises(DatasetError, match="0, 1 or 2"):
        read(text)
    assert len(read(text, header=1).dataset.about.features) == 3
    words = "".join(f"{'abc'[i % 3]}{i},{'de'[i % 2]}{i}\n" for i in range(24))
    with pytest.raises(DatasetError, match="0, 1 or 2"):
        read(words)


def test_texts_alone_have_a_header_where_it_does_not_come_again():
    text = write("taste,sort", lambda i: f"{('good', 'bad')[i % 2]},{'abc'[i % 3]}")
    assert read(text).dataset.about.answer == "sort"
    assert read(text.partition("\n")[2]).dataset.about.answer == "column 2"


def test_rows_with_too_many_fields_are_left_out_and_said():
    reading = read(ENGLISH + "1,2,a,4\n" + "9.75,1,b\n")
    assert len(list_rows(reading)) == 25
    assert "row 26: 4 fields arrived where others have 3" in say(reading, "tables.long_rows")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x80\x04\x95abc", "never opened"),
        ('[{"a": 1, "b": 2}]', "Save it as CSV"),
        ("<table><tr><td>1</td></tr></table>", "Save it as CSV"),
        ("a,b\n" + "1,2,3,4\n" * 20, "the first row has 2 fields, and most others have 4"),
        (make_zip({"mimetype": "spreadsheet"}), "Save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save the sheet as CSV"),
        (b"PK\x03\x04\x00\x00", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "neither pictures nor a table"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "damaged"),
        ("x\n" + "1\n" * 20, "1 column arrived; allowed are 2 or more"),
        ("Once upon a time there was\na table\nthat\n" * 9, "1 column arrived"),
        (write("a,b", lambda i: f"{i},{i % 2}", 9), "9 rows .* arrived; allowed are 10 or more"),
        ("a,b\n1,2\n", "1 rows .* allowed are 10"),
        ("a,b\n", "0 rows"),
        (ENGLISH + '"1,2,a\n' * 3, "never ends"),
        (",".join(f"c{i}" for i in range(2001)) + "\n", "2,001 columns arrived"),
    ],
)
def test_what_is_no_table_is_a_sentence_with_the_name(content, sentence):
    with pytest.raises(DatasetError, match=sentence):
        read(content, name="mine.csv")


def test_a_pickle_is_told_by_its_name():
    with pytest.raises(DatasetError, match=r"“mine\.pkl” holds Python objects"):
        read(ENGLISH, name="mine.pkl")


def test_half_a_gigabyte_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.text._MOST_BYTES", 100)
    monkeypatch.setattr(Entry, "read_all", lambda _: pytest.fail("it was read"))
    with pytest.raises(DatasetError, match=r"“large\.csv”: 0\.0 GB arrived"):
        read(ENGLISH, name="large.csv")


def test_more_cells_than_fit_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.rows.MOST_CELLS", 60)
    with pytest.raises(DatasetError, match="Rows × columns: 75 arrived; allowed are 60"):
        read(ENGLISH)
    monkeypatch.undo()
    monkeypatch.setattr("mlp_explorer.data.files.table_parts.MOST_CELLS", 100)
    with pytest.raises(DatasetError, match="Rows × columns: 144 arrived; allowed are 100"):
        read_several({"a.csv": ENGLISH, "b.csv": ENGLISH})


def test_more_than_a_million_rows_are_refused():
    with pytest.raises(DatasetError, match="more than 1,000,000 rows"):
        read("a,b\n" + "1,2\n" * 1_000_001)


@pytest.mark.parametrize(
    "choices",
    [
        {"separator": "x"},
        {"decimal": ";"},
        {"header": 3},
        {"answer": "text"},
        {"columns": {"size": "date"}},
        {"encoding": "klingon"},
        {"target": "weight"},
        {"columns": {"weight": "number"}},
    ],
)
def test_a_choice_that_there_is_not_is_a_sentence(choices):
    with pytest.raises(DatasetError, match="arrived"):
        read(ENGLISH, **choices)


def test_several_files_are_one_table_and_a_test_file_tests():
    halves = [ENGLISH, write("sort,size,share", lambda i: f"{'ab'[i % 2]},{i + 100},{i}", 12)]
    data = read_several({f"part{i}.csv": text for i, text in enumerate(halves)}).dataset
    assert data.about.n_train + data.about.n_test == 36
    data = read_several({"my_test.csv": halves[1], "my_train.csv": halves[0]}).dataset
    assert (data.about.n_train, data.about.n_test) == (24, 12)
    assert data.x_test[:, 0].min() >= 100


def test_a_file_without_the_answers_is_left_out_and_says_which_column_they_are():
    text = write("price,a,b", lambda i: f"{i * 1000.5},{i * i % 13},{i % 7}")
    asked = write("a,b", lambda i: f"{i},{i}", 5)
    reading = read_several({"train.csv": text, "test.csv": asked})
    assert reading.dataset.about.answer == "price"
    assert "“test.csv” has no column “price”" in say(reading, "tables.left_file")
    other = write("a,z", lambda i: f"{i},{i}", 5)
    with pytest.raises(DatasetError, match=r"“other\.csv” lacks columns: b, price"):
        read_several({"train.csv": text, "other.csv": other})


def test_what_is_left_out_of_each_file_is_said():
    reading = read_several({"a.csv": ENGLISH, "b.csv": ENGLISH + "1,2,a,4\n"})
    assert say(reading, "tables.long_rows").startswith("“b.csv”, row 26")
    assert list_codes(reading).count("tables.by_commas") == 1
