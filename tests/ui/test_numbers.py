"""How people write numbers, and how they are read and written here."""

import math
import random
import sys

import pytest

from mlp_explorer.errors import ConfigError
from mlp_explorer.ui.numbers import read_number, read_numbers, write_number

NARROW, NO_BREAK, THIN = "\u202f", "\u00a0", "\u2009"

WHOLE = {
    "12": 12,
    "007": 7,
    " 12 ": 12,
    "+5": 5,
    "-5": -5,
    "−5": -5,  # U+2212
    "- 5": -5,
    "-0": 0,
    "2.000": 2000,
    "2,000": 2000,
    "2'000": 2000,
    "2’000": 2000,
    "2 000": 2000,
    f"2{NO_BREAK}000": 2000,
    f"2{NARROW}000": 2000,
    f"2{THIN}000": 2000,
    "60,000": 60_000,
    "1.234.567": 1_234_567,
    f"2{NARROW}147{NARROW}483{NARROW}647": 2**31 - 1,
    "12,0": 12,
    "12.00": 12,
    "2.000,00": 2000,
    "1e3": 1000,
    "2,5e3": 2500,
    "１２": 12,
    "１，０００": 1000,
    "١٢": 12,  # Arabic-Indic digits
    "\u200e12\ufeff": 12,  # marks that nobody sees, of a page that it was copied from
    "\t12\n": 12,
}

FRACTIONS = {
    "0,001": 0.001,
    "0.001": 0.001,
    "0,5": 0.5,
    ",5": 0.5,
    ".5": 0.5,
    "12": 12.0,
    "+5": 5.0,
    "−5": -5.0,
    "-0": 0.0,
    "1,234": 1.234,
    "1.234": 1.234,
    "1.000": 1.0,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "1,234.567": 1234.567,
    "1.234.567,89": 1_234_567.89,
    "1'234.5": 1234.5,
    "1’234,5": 1234.5,
    "1 234,5": 1234.5,
    f"1{NARROW}234,5": 1234.5,
    f"1{NO_BREAK}234.5": 1234.5,
    "1'000": 1000.0,
    "1,234,567": 1_234_567.0,
    "1e-4": 0.0001,
    "1E-4": 0.0001,
    "1e−4": 0.0001,
    "1e+2": 100.0,
    "1,5e-3": 0.0015,
    "0,1": 0.1,
    "０，００１": 0.001,
    "20 %": 0.2,
    "20%": 0.2,
    "7,5 %": 0.075,
    f"20{NARROW}%": 0.2,
    "２０％": 0.2,
}

NO_NUMBERS = (
    *("", " ", "ten", "nan", "NaN", "inf", "-inf", "Infinity", "∞", "None", "true"),
    *("1.2.3", "1,2,3", "1.234,5.6", "1,234.5,6", "1.23,456.7", "12 34", "1 2,345"),
    *(
        "1,00,000",
        "0,001,000",
        "1.234 567",
        "1'23",
        "1 234'567",
        ".",
        ",",
        "-",
        "e5",
        "1e",
        "5.",
        "5,",
    ),
    *(
        "--5",
        "+-5",
        "5-",
        "1-2",
        "1e5e5",
        "1e 5",
        "1e1000",
        "0x10",
        "1_000",
        "1/2",
        "½",
        "²",
        "10²",
    ),
    *("<b>5</b>", "5 epochs", "$5", "=5", "'5", "%", "5 %%", "5" * 61),
)


@pytest.mark.parametrize("text", WHOLE)
def test_a_whole_number_is_read_as_it_is_meant(text):
    number = read_number(text, whole=True)
    assert (number, type(number)) == (WHOLE[text], int)


@pytest.mark.parametrize("text", FRACTIONS)
def test_a_number_is_read_as_it_is_meant(text):
    number = read_number(text, whole=False)
    assert (number, type(number)) == (FRACTIONS[text], float)
    assert math.copysign(1, number) == math.copysign(1, FRACTIONS[text])


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused_with_what_it_is(text, whole):
    with pytest.raises(ConfigError) as caught:
        read_number(text, whole)
    allowed = f"allowed are {'whole ' if whole else ''}numbers."
    assert str(caught.value).endswith(allowed)
    got = f"“{text[:40]}" if text.strip() else "the field is empty"
    assert str(caught.value).startswith(got)


@pytest.mark.parametrize(
    "text", ["12,5", "12.5", "0,001", "0.001", "1,234.5", "2000.000", "2,000.000", "1e-3", "20 %"]
)
def test_what_is_not_whole_is_refused_where_it_must_be(text):
    with pytest.raises(ConfigError, match="whole numbers"):
        read_number(text, whole=True)


@pytest.mark.parametrize("text", ["1e309", "-1e999", "1e9999999999"])
def test_a_whole_number_that_no_float_comes_up_to_is_refused(text):
    with pytest.raises(ConfigError):
        read_number(text, True, 1, 500)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "1e-999"])
def test_what_a_float_would_change_beyond_recognition_is_refused(text):
    with pytest.raises(ConfigError):
        read_number(text, whole=False)


@pytest.mark.parametrize(
    ("text", "whole", "low", "high", "sentence"),
    [
        ("1e9", True, 1, 500, "“1e9” is not possible; allowed are whole numbers from 1 to 500."),
        ("0", True, 1, 60_000, "“0” is not possible; allowed are whole numbers from 1 to 60000."),
        ("−0,1", False, 0.0, 0.9, "“−0,1” is not possible; allowed are numbers from 0 to 0.9."),
        (
            "1e9",
            False,
            1e-6,
            1000.0,
            "“1e9” is not possible; allowed are numbers from 0.000001 to 1000.",
        ),
        ("", False, 0.0, 1.0, "the field is empty; allowed are numbers from 0 to 1."),
        (
            "9" * 10**6,
            True,
            0,
            9,
            f"“{'9' * 40}…” is not possible; allowed are whole numbers from 0 to 9.",
        ),
    ],
)
def test_what_is_out_of_range_is_refused_with_what_is_allowed(text, whole, low, high, sentence):
    with pytest.raises(ConfigError) as caught:
        read_number(text, whole, low, high)
    assert str(caught.value) == sentence


LISTS = [
    ("0,001; 0,01", False, (0.001, 0.01)),
    ("0.001; 0.01", False, (0.001, 0.01)),
    ("0.0003, 0.001, 0.003", False, (0.0003, 0.001, 0.003)),
    ("0,001, 0,01", False, (0.001, 0.01)),
    ("0,001 0,01", False, (0.001, 0.01)),
    ("0.001\t0.01\n0.1", False, (0.001, 0.01, 0.1)),
    ("0.1,0.2", False, (0.1, 0.2)),
    ("0,0.2,0.4", False, (0.0, 0.2, 0.4)),
    ("1e-3,1e-2", False, (0.001, 0.01)),
    ("0.1; 0.2,0.3", False, (0.1, 0.2, 0.3)),
    ("0,001", False, (0.001,)),
    ("0,1", False, (0.1,)),
    ("0.1, 0.2,", False, (0.1, 0.2)),
    (";0,1;;0,2;", False, (0.1, 0.2)),
    (",5; .5", False, (0.5, 0.5)),
    ("5 %; 10 %", False, (0.05, 0.1)),
    ("1.234,5; 2", False, (1234.5, 2.0)),
    ("1,2,3", False, (1.0, 2.0, 3.0)),
    ("0,1;\u00a00,2", False, (0.1, 0.2)),
    ("0,1,\u00a00,2", False, (0.1, 0.2)),
    ("", False, ()),
    (" ; ", True, ()),
    ("50, 200, 1000", True, (50, 200, 1000)),
    ("50,200,1000", True, (50, 200, 1000)),
    ("0,1,2,3,4", True, (0, 1, 2, 3, 4)),
    ("1,5", True, (1, 5)),
    ("1 ,5", True, (1, 5)),
    ("32 64 128", True, (32, 64, 128)),
    ("2.000; 4.000", True, (2000, 4000)),
    ("2,000; 4,000", True, (2000, 4000)),
    ("2,000, 4,000", True, (2000, 4000)),
    ("2 000; 4 000", True, (2000, 4000)),
    ("2,000", True, (2000,)),
    ("2 000", True, (2000,)),
    ("1.000,2.000", True, (1000, 2000)),
    ("1,2, 3", True, (1, 2, 3)),
    ("1,2, 3", False, (1.2, 3.0)),
]


@pytest.mark.parametrize(("text", "whole", "numbers"), LISTS)
def test_a_list_is_read_as_it_is_meant(text, whole, numbers):
    assert read_numbers(text, whole) == numbers


@pytest.mark.parametrize(
    ("text", "whole", "low", "high", "numbers"),
    [
        ("64,128,256", True, 1, 2048, (64, 128, 256)),
        ("64 128 256", True, 1, 2048, (64, 128, 256)),
        ("50, 100,200", True, 1, 60_000, (50, 100, 200)),
        ("10,000", True, 1, 60_000, (10_000,)),
        ("10,100,500", True, 1, 500, (10, 100, 500)),
        ("1,5", False, 0.0, 1.5, (1.5,)),
        ("1,234.5", False, 1e-6, 1000.0, (1.0, 234.5)),
    ],
)
def test_the_limits_decide_what_a_list_can_only_mean(text, whole, low, high, numbers):
    assert read_numbers(text, whole, low, high) == numbers


@pytest.mark.parametrize(
    ("text", "whole", "one", "several"),
    [
        ("1,5", False, "1.5", "1; 5"),
        ("1,10", False, "1.1", "1; 10"),
        ("1,5e-3", False, "0.0015", "1; 0.005"),
        ("1,234.5", False, "1234.5", "1; 234.5"),
        ("64,128,256", True, "64128256", "64; 128; 256"),
        ("1 500", True, "1500", "1; 500"),
    ],
)
def test_a_list_that_may_mean_two_things_is_asked_about(text, whole, one, several):
    with pytest.raises(ConfigError) as caught:
        read_numbers(text, whole)
    sentence = f"“{text}” can be read as “{one}” or as “{several}”. Write the one that you mean."
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "whole", "wrong"),
    [
        ("0.1, much", False, "“much”"),
        ("0,1; x; 0,2", False, "“x”"),
        ("0,1,0,2", False, "“0,1,0,2”"),
        ("0,5,10", False, "“0,5,10”"),
        ("0,1; 1,2,3", False, "“1,2,3”"),
        ("1,234,5; 2", False, "“1,234,5”"),
        ("10; 2,5", True, "“2,5”"),
        ("1.000,5; 2", True, "“1.000,5”"),
        ("1.5, 2", True, "“1.5”"),
        ("1.2.3", False, "“1.2.3”"),
        ("nan", False, "“nan”"),
        ("1," * 1000, True, "“1,1,1,"),
    ],
)
def test_a_list_with_something_else_in_it_is_refused_with_that_part(text, whole, wrong):
    with pytest.raises(ConfigError) as caught:
        read_numbers(text, whole)
    assert str(caught.value).startswith(wrong)
    assert str(caught.value).endswith("numbers, with semicolons between them.")


def test_a_number_in_a_list_that_is_out_of_range_is_named():
    with pytest.raises(ConfigError) as caught:
        read_numbers("10; 20; 1000", True, 1, 500)
    expected = (
        "“1000” is not possible; "
        "allowed are whole numbers from 1 to 500, with semicolons between them."
    )
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12, "12"),
        (60_000, "60000"),
        (2**31 - 1, "2147483647"),
        (-5, "-5"),
        (0.0, "0"),
        (10.0, "10"),
        (1000.0, "1000"),
        (0.001, "0.001"),
        (0.00001, "0.00001"),
        (1e-6, "0.000001"),
        (1.5e-7, "0.00000015"),
        (1e-12, "1e-12"),
        (1.2345e-9, "1.2345e-9"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1234.5, "1234.5"),
        (1e16, "1e16"),
        (1e300, "1e300"),
    ],
)
def test_a_number_is_written_as_people_write_it(number, text):
    assert write_number(number) == text


def test_what_is_written_is_read_as_the_same_number():
    chance = random.Random(7)
    for _ in range(2000):
        number = chance.uniform(1, 10) * 10.0 ** chance.randint(-12, 20)
        for each in (number, float(f"{number:.3g}"), sys.float_info.max, sys.float_info.min):
            assert read_number(write_number(each), whole=False) == each
        whole = chance.randrange(10 ** chance.randint(1, 30))
        assert read_number(write_number(whole), whole=True) == whole


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("group", ["", ".", ",", "'", "’", " ", NO_BREAK, NARROW, THIN])
def test_every_way_to_group_and_to_point_means_the_same(group, decimal):
    if group == decimal:
        return
    chance = random.Random(7)
    for _ in range(200):
        whole, cents = chance.randrange(10 ** chance.randint(1, 9)), chance.randrange(1, 100)
        grouped = f"{whole:,}".replace(",", group)
        assert read_number(grouped, whole=True) == whole
        text = f"{grouped}{decimal}{cents:02}"
        assert read_number(text, whole=False) == float(f"{whole}.{cents:02}")
