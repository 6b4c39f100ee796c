"""What a cell of a table says: a number in whatever form, or that it is missing."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["is_missing", "is_number", "MISSING_WORDS", "Numbers", "read_numbers", "tell_decimal"]

# what a cell says that has nothing to say; the words may also be one of a few texts, and a class
MISSING_WORDS = ("na", "n/a", "none", "nil")
_MISSING = (
    *("", "?", "-", "--", "–", "—", ".", "nan", "null", "<na>", "\\n", "#n/a", "#nv", "#value!"),
    *MISSING_WORDS,
)
_CURRENCY = r"(?:[€$£¥₹]|EUR|USD|GBP|CHF|zł|kr)"
_LARGEST = 1e30  # whose square is still a number of 32 bits' range in training, scaled
_GROUPS = {".": "[, '’]", ",": "[. '’]"}
_NO_PLAIN_BLANKS = "[\u00a0\u202f\u2009]"


def _write_pattern(decimal: str) -> str:
    point = re.escape(decimal)
    whole = rf"(?:\d{{1,3}}(?:{_GROUPS[decimal]}\d{{3}})+|\d+)"
    number = rf"(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"
    return rf"{_CURRENCY}? ?[+−-]? ?{_CURRENCY}? ?{number} ?(?:%|‰|{_CURRENCY})?"


_PATTERNS = {decimal: _write_pattern(decimal) for decimal in _GROUPS}
_NUMBERS = {decimal: re.compile(pattern) for decimal, pattern in _PATTERNS.items()}
_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),\d+|\d{1,3}(?:\.\d{3}){2,}|,\d+")
_POINT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+|\d{1,3}(?:,\d{3}){2,}|\.\d+")
_UNSURE = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")  # 1.234: a thousand, or one and a bit


class Numbers(NamedTuple):
    """The numbers of cells, (n,) float64, nan where there is none; which are missing, (n,) bool.

    has_signs: some had a currency or a % beside them; 12.5 % is 12.5.
    """

    values: NDArray[np.float64]
    missing: NDArray[np.bool_]
    has_signs: bool


def is_missing(cell: str) -> bool:
    """Tell whether a cell says that there is nothing."""
    return cell.strip().lower() in _MISSING


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number, with a decimal point or a decimal comma."""
    cell = re.sub(_NO_PLAIN_BLANKS, " ", cell).strip()
    return any(number.fullmatch(cell) for number in _NUMBERS.values())


def tell_decimal(cells: Iterable[str], separator: str, usual: str | None = None) -> tuple[str, str]:
    """Return whether the decimals of cells begin with "." or ",", and a cell that leaves it open.

    Where that is not told it is what is usual; or, where the likes of 1,234 are there, a comma,
    unless the fields have commas between them.
    """
    commas = points = unsure = 0
    example = ""
    for cell in cells:
        bare = re.sub(rf"{_CURRENCY}|[\s%‰+−-]|{_NO_PLAIN_BLANKS}|[eE][+-]?\d+$", "", cell)
        if _UNSURE.fullmatch(bare):
            unsure += 1 if "," in bare else -1
            example = example or cell.strip()
        elif _COMMA.fullmatch(bare):
            commas += 1
        elif _POINT.fullmatch(bare):
            points += 1
    if commas != points:
        return ("," if commas > points else "."), ""
    if usual:
        return usual, ""
    return ("," if separator != "," and unsure > 0 else "."), example


def read_numbers(texts: "pd.Series[Any]", decimal: str) -> Numbers:
    """Return the numbers of the cells of a column, with decimals that begin with that sign."""
    texts = texts.str.replace(_NO_PLAIN_BLANKS, " ", regex=True).str.strip()
    missing = texts.str.lower().isin(_MISSING).to_numpy(bool)
    values = np.full(len(texts), np.nan)
    if decimal == ".":
        values = pd.to_numeric(texts, errors="coerce").to_numpy(np.float64, na_value=np.nan).copy()
    unread = np.flatnonzero(~missing & np.isnan(values))
    rest = texts.iloc[unread]
    is_read = rest.str.fullmatch(_PATTERNS[decimal]).to_numpy(bool)
    written = rest[is_read]
    bare = written.str.replace(rf"{_CURRENCY}|[%‰]|{_GROUPS[decimal]}", "", regex=True)
    bare = bare.str.replace("−", "-", regex=False).str.replace(decimal, ".", regex=False)
    values[unread[is_read]] = pd.to_numeric(bare, errors="coerce").to_numpy(np.float64)
    values[~(np.abs(values) < _LARGEST)] = np.nan
    has_signs = bool(written.str.contains(rf"{_CURRENCY}|[%‰]", regex=True).any())
    return Numbers(values, missing, has_signs)
