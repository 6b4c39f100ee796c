"""Numbers as people write them: 0.001 or 0,001, 60,000 or 60.000, 1e-4, 20 %.

In a number that may have a fraction, a single point or comma is the decimal sign, however many
digits follow; in a whole number, a point or comma before each three digits groups them. A list that
can be read in two ways is read as the limits allow; where both are allowed, the sentence asks.
"""

import itertools
import math
import re
import sys
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from mlp_explorer.config.problems import shorten
from mlp_explorer.errors import ConfigError, Sentence

__all__ = ["Number", "read_number", "read_numbers", "write_number"]

Number = int | float

_LONGEST, _LONGEST_LIST = 60, 1000  # characters
_PLAIN = 12  # characters of a small number that is written without an exponent
_TYPED = {"\u2019": "'", "\u2212": "-", "\t": " ", "\n": " ", "\r": " ", "\u3000": " "}
_HARD = "\u00a0"  # stands for all blanks that keep digits together
_WIDE = ord("\uff01") - ord("!")  # from ASCII to its full-width forms

_NUMBER = re.compile(r"([+-]?) ?([\d.,' ]+)(?:e([+-]?\d{1,3}))?(?: ?(%))?", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d*)[.,](\d+)|(\d+)")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:([.,' ])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?")
_NO_FRACTION = re.compile(r"(0|00|0{4,})?")  # three zeros would rather be thousands
_COMMA_AND_BLANK = re.compile(rf"[ {_HARD}]*,[ {_HARD}]+|[ {_HARD}]+,")


def read_number(text: str, whole: bool, low: float = -math.inf, high: float = math.inf) -> Number:
    """Return the number that `text` means, an int where it must be whole.

    Raises ConfigError, a sentence that says what is wrong and what is allowed.
    """
    number = _read(_simplify(text), whole, low, high) if len(text) <= _LONGEST else None
    if number is None:
        name = "wrong" if text.strip() else "nothing"
        raise _refuse(name, text, whole, low, high)
    return number


def read_numbers(
    text: str, whole: bool, low: float = -math.inf, high: float = math.inf
) -> tuple[Number, ...]:
    """Return the numbers of a list; none, if there is nothing in it.

    Semicolons always separate; without them, commas with a blank; without those, blanks or commas
    alone, unless they can belong to one number. Raises ConfigError.
    """
    if len(text) > _LONGEST_LIST:
        raise _refuse("wrong_list", text, whole, low, high)
    plain = _simplify(text).strip(" ;").rstrip(" ,;")
    parts = plain.split(";") if ";" in plain else _COMMA_AND_BLANK.split(plain)
    between = "" if len(parts) == 1 else ";" if ";" in plain else ","
    numbers: list[Number] = []
    for part in filter(None, map(str.strip, parts)):
        one = _read(part, whole, low, high)
        several = _read_several(part, between, whole, low, high)
        if one is None and several is None:
            raise _refuse("wrong_list", part, whole, low, high)
        if one is not None and several is not None and not between:
            raise _ask(part, one, several)
        numbers.extend(several or [] if one is None else [one])
    return tuple(numbers)


def write_number(value: Number) -> str:
    """Return a number as a person would write it: no point where it is whole, and an exponent only
    where nobody would count the zeros."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    text = repr(value).replace("e+", "e").replace("e-0", "e-")
    plain = format(Decimal(text), "f")
    return plain if "e" not in text or len(plain) <= _PLAIN else text


def _simplify(text: str) -> str:
    """Return the text with ASCII's digits and signs, where it has others for the same."""
    return "".join(map(_simplify_character, text))


def _simplify_character(character: str) -> str:
    if character in _TYPED:
        return _TYPED[character]
    kind = unicodedata.category(character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    if kind == "Cf":  # invisible: comes along where text is pasted from elsewhere
        return ""
    if kind == "Zs" and character != " ":
        return _HARD
    code = ord(character) - _WIDE
    return chr(code) if ord("!") <= code <= ord("~") else character


def _read(text: str, whole: bool, low: float, high: float) -> Number | None:
    match = _NUMBER.fullmatch(text.replace(_HARD, " ").strip())
    if match is None:
        return None
    sign, digits, exponent, percent = match.groups()
    # with an exponent the digits before it may have a fraction, though the number has none
    plain = _read_digits(digits.strip(), whole and exponent is None)
    if plain is None or (percent and whole):
        return None
    power = int(exponent or 0) - (2 if percent else 0)
    return _limit(Decimal(f"{sign}{plain}e{power}"), whole, low, high)


def _read_digits(text: str, whole: bool) -> str | None:
    """Return digits with at most a decimal point, None where it is unclear what they mean."""
    decimal, grouped = _DECIMAL.fullmatch(text), _GROUPED.fullmatch(text)
    if grouped and (whole or not decimal):
        units, fraction = re.sub(r"\D", "", grouped[1]), grouped[3] or ""
    elif decimal:
        units, fraction = decimal[3] or decimal[1] or "0", decimal[2] or ""
    else:
        return None
    return None if whole and not _NO_FRACTION.fullmatch(fraction) else f"{units}.{fraction}"


def _limit(number: Decimal, whole: bool, low: float, high: float) -> Number | None:
    """Return the number as it is computed with, None where it is not allowed or would be another
    one: a fraction, too large or too small for a float."""
    if number.adjusted() > sys.float_info.max_10_exp:  # as an int it might have a billion digits
        return None
    value: Number = int(number) if whole else float(number) + 0.0  # no -0
    changed = value != number if whole else (value == 0) != (number == 0)
    return None if changed or math.isinf(value) or not low <= value <= high else value


def _read_several(
    text: str, between: str, whole: bool, low: float, high: float
) -> list[Number] | None:
    """Read numbers with nothing but commas, or nothing but blanks, between them.

    between: what separates the parts of the list of which this is one; empty, if it is all.
    """
    pieces = list(filter(None, text.split() if " " in text else text.split(",")))
    if len(pieces) < 2 or any(re.match(r"0\d", piece) for piece in pieces):
        return None  # of 0,001 and 2,000 the second piece is none by itself
    if " " not in text and not _can_separate(pieces, between, whole):
        return None
    numbers = [_read(piece, whole, low, high) for piece in pieces]
    return None if None in numbers else [each for each in numbers if each is not None]


def _can_separate(pieces: Sequence[str], between: str, whole: bool) -> bool:
    """Tell whether commas between these may separate, too."""
    if whole:
        return between != ";"
    has_points = any("." in piece for piece in pieces)  # so commas are no decimal signs
    pairs = itertools.pairwise(pieces)
    has_half = any(first == "0" and second.isdigit() for first, second in pairs)  # 0,5 always is
    return not has_half and (has_points or not between)


def _refuse(code: str, text: str, whole: bool, low: float, high: float) -> ConfigError:
    kind = "_whole" if whole else ""
    if math.isfinite(low) and math.isfinite(high):
        values = {"first": write_number(low), "last": write_number(high)}
        allowed = Sentence(f"between{kind}", values)
    else:
        allowed = Sentence(f"any{kind}")
    return ConfigError(code, got=shorten(text.strip()[:_LONGEST]), allowed=allowed)


def _ask(text: str, one: Number, several: Sequence[Number]) -> ConfigError:
    written = shorten("; ".join(map(write_number, several)))
    return ConfigError("unclear", got=shorten(text), one=write_number(one), several=written)
