"""Numbers in whatever form they arrive, dates, and cells with nothing in them."""

import numpy as np
import pandas as pd
import pytest

from mlp_explorer.data.files.cells import is_number, read_numbers, tell_decimal
from mlp_explorer.data.files.dates import read_dates


def read_one(cell: str, decimal: str) -> float:
    return float(read_numbers(pd.Series([cell], dtype="str"), decimal).values[0])


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("12", ".", 12),
        (" -1.5 ", ".", -1.5),
        ("+2", ",", 2),
        ("−3,5", ",", -3.5),
        (",5", ",", 0.5),
        ("5.", ".", 5),
        ("1.5e-03", ".", 0.0015),
        ("1,5E3", ",", 1500),
        ("1.234,56", ",", 1234.56),
        ("1.234.567", ",", 1234567),
        ("1,234.5", ".", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1\u00a0234\u202f567,5", ",", 1234567.5),
        ("1'234.5", ".", 1234.5),
        ("12,5 %", ",", 12.5),
        ("12.5%", ".", 12.5),
        ("1.299,00 €", ",", 1299),
        ("€ 5", ",", 5),
        ("-$1,000", ".", -1000),
        ("$ -7.50", ".", -7.5),
        ("EUR 12,50", ",", 12.5),
        ("99 kr", ",", 99),
    ],
)
def test_a_number_is_read_in_any_form(cell, decimal, number):
    assert read_one(cell, decimal) == number
    assert is_number(cell)


@pytest.mark.parametrize(
    "cell", ["abc", "12.05.2024", "1,2,3", "10:30", "1-2", "0x1F", "1_000", "True", "inf", "1e999"]
)
def test_what_is_no_number_is_none(cell):
    for decimal in ".,":
        assert np.isnan(read_one(cell, decimal))


@pytest.mark.parametrize(
    "cell", ["", " ", "?", "NA", "N/A", "n/a", "nan", "NaN", "-", "--", "NULL", "None", "#N/A", "."]
)
def test_a_cell_that_says_nothing_is_missing(cell):
    read = read_numbers(pd.Series([cell, "1"], dtype="str"), ".")
    assert read.missing.tolist() == [True, False]


@pytest.mark.parametrize(
    ("cells", "separator", "decimal"),
    [
        (["1,5", "2"], ";", ","),
        (["1.5", "2"], ";", "."),
        (["1.234,5"], ";", ","),
        (["1,234.5"], ";", "."),
        (["1.234.567"], ";", ","),
        (["1,234,567"], ",", "."),
        (["1,234"], ";", ","),
        (["1,234"], ",", "."),
        (["1.234"], ";", "."),
        (["12,5 %", "3 €"], "\t", ","),
        (["0.123"], ";", "."),
        (["31.12.2024", "text, more", "7"], ";", "."),
        (["5,123", "2.345", "1,5"], ";", ","),
    ],
)
def test_the_decimal_sign_is_told(cells, separator, decimal):
    assert tell_decimal(cells, separator)[0] == decimal


def test_where_the_decimal_sign_is_open_the_usual_one_is_taken_or_a_cell_is_named():
    assert tell_decimal(["7", "1.234"], ";") == (".", "1.234")
    assert tell_decimal(["7", "1.234"], ";", usual=",") == (",", "")
    assert tell_decimal(["1,5", "1.234"], ";", usual=".") == (",", "")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["1970-01-02", "2024-03-31T10:00"], [1, 19813]),
        (["31.03.2024", "01.04.2024"], [19813, 19814]),
        (["31/03/2024", "01/04/2024"], [19813, 19814]),
        (["03/31/2024", "04/01/2024 10:30"], [19813, 19814]),
        (["1/2/70", "1/2/69"], [1, 36161]),
        (["2024/3/31", "99.99.2024"], [19813, np.nan]),
        (["10:30", "abc"], [np.nan, np.nan]),
    ],
)
def test_dates_are_days_since_1970(cells, days):
    np.testing.assert_equal(read_dates(pd.Series(cells, dtype="str")), days)
