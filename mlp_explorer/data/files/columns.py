"""What the columns of a table are, and what is proposed to do with them."""

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlp_explorer.data.files.cells import MISSING_WORDS, is_missing, read_numbers
from mlp_explorer.data.files.dates import read_dates
from mlp_explorer.data.files.table_choices import Use
from mlp_explorer.errors import Sentence

__all__ = ["Column", "describe_column", "label_cells", "MISSING", "NO", "YES"]

MISSING = "missing"  # the class of cells with nothing in them
YES = ("yes", "y", "true", "t", "ja", "j", "wahr", "oui", "vrai", "si", "sí", "on")
NO = ("no", "n", "false", "f", "nein", "falsch", "non", "faux", "off")

_FEW = 50  # different texts that may be classes
_ENOUGH = 0.9  # of the cells: so many numbers, or dates, make a column of them
_SURE = 10  # different numbers: more are no names of classes
_MARKS = (-999.0, -9999.0, -99999.0)
_INDEX = re.compile(
    r"(?i:unnamed.*|index|idx|id|ids|#|row|rows|rownames?|row ?(nr|no|number|id)|nr\.?|no\.?|uuid)"
    r"|(?i:.*[_ .-]id)|.*[a-z](ID|Id)|column 1"
)
_NAMELESS = re.compile(r"(?i:unnamed.*|column 1)")


@dataclass(frozen=True, eq=False)
class Column:
    """A column and what it is.

    numbers: (n,) float64, nan where there is none; of dates, days. missing: (n,) bool. kind:
    "number", "yes_no", "classes" (texts of few values), "date", "text", "index", "constant",
    "empty", or "copy" of the answer. use: what is proposed, or wished. reason: why it is left out.
    marks: numbers such as -999 that say that one is missing. n_values: different ones. has_signs:
    numbers had a currency or a % beside them.
    """

    name: str
    texts: "pd.Series[Any]"
    numbers: NDArray[np.float64]
    missing: NDArray[np.bool_]
    kind: str = "text"
    use: Use = "leave out"
    reason: Sentence | None = None
    marks: tuple[float, ...] = ()
    n_values: int = 0
    has_signs: bool = False

    @property
    def odd(self) -> NDArray[np.bool_]:
        """Cells that say something, but no number; (n,) bool."""
        return ~self.missing & ~np.isfinite(self.numbers)

    @property
    def is_numeric(self) -> bool:
        """Whether all cells that say something are numbers."""
        return self.kind not in ("date", "empty") and not self.odd.any()

    def label(self) -> "pd.Series[Any]":
        """Return the class of each cell."""
        return label_cells(self.texts, self.numbers if self.is_numeric else None)

    def leave_out(self, kind: str) -> "Column":
        """Return the same, to be left out for what it is."""
        return replace(self, kind=kind, use="leave out", reason=Sentence(f"tables.why_{kind}"))


def describe_column(name: str, texts: "pd.Series[Any]", decimal: str) -> Column:
    """Return what a column is, by its name and cells alone."""
    read = read_numbers(texts, decimal)
    column = Column(name, texts, read.values, read.missing, has_signs=read.has_signs)
    n_known = int((~read.missing).sum())
    if not n_known:
        return column.leave_out("empty")
    n_numbers = int(np.isfinite(read.values).sum())
    n_values = len(pd.unique(read.values[np.isfinite(read.values)]))
    if n_numbers == n_known or (n_numbers >= _ENOUGH * n_known and n_values > _SURE):
        return _describe_numbers(column)
    words = set(texts.str.strip().str.lower()[~read.missing].unique())
    if words <= {*YES, *NO} and words & set(YES) and words & set(NO):
        use: Use = "classes" if read.missing.any() else "number"
        return replace(column, kind="yes_no", use=use, n_values=len(words))
    days = read_dates(texts)
    if np.isfinite(days).sum() >= _ENOUGH * n_known:
        return replace(column, numbers=days, n_values=len(words)).leave_out("date")
    return _describe_texts(replace(column, n_values=int(label_cells(texts).nunique())))


def _describe_numbers(column: Column) -> Column:
    numbers = column.numbers.copy()
    marks = tuple(mark for mark in _MARKS if _is_mark(numbers, mark))
    is_mark = np.isin(numbers, marks)
    numbers[is_mark] = np.nan
    known = numbers[np.isfinite(numbers)]
    column = replace(
        column,
        kind="number",
        use="number",
        numbers=numbers,
        missing=column.missing | is_mark,
        marks=marks,
        n_values=len(pd.unique(known)),
    )
    if column.n_values < 2:
        return column.leave_out("constant")
    if _INDEX.fullmatch(column.name) and _is_index(column, known):
        return column.leave_out("index")
    return column


def _is_mark(numbers: NDArray[np.float64], mark: float) -> bool:
    """Tell whether a number can but say that one is missing: all others are far from it."""
    others = numbers[np.isfinite(numbers) & ~np.isin(numbers, _MARKS)]
    return bool((numbers == mark).any()) and len(others) > 0 and bool(others.min() > mark / 10)


def _is_index(column: Column, known: NDArray[np.float64]) -> bool:
    """Tell whether a column of that name has a number for each row, or too many for classes."""
    is_whole = bool((known == np.rint(known)).all())
    if _NAMELESS.fullmatch(column.name):
        return is_whole and len(known) > 1 and bool((np.diff(known) == 1).all())
    return is_whole and (column.n_values == len(known) or column.n_values > _FEW)


def _describe_texts(column: Column) -> Column:
    n_rows = len(column.texts)
    if column.n_values < 2:
        return column.leave_out("constant")
    if _INDEX.fullmatch(column.name) and column.n_values > n_rows / 2:
        return column.leave_out("index")
    if column.n_values <= min(_FEW, max(3, n_rows / 2)):
        return replace(column, kind="classes", use="classes")
    return column.leave_out("text")


def label_cells(
    texts: "pd.Series[Any]", numbers: NDArray[np.float64] | None = None
) -> "pd.Series[Any]":
    """Return the class of each cell, as text; "missing" where there is nothing.

    NA, None and N/A are classes of their own, as written. numbers: where the classes are numbers:
    1, 1.0 and 1,00 are the same.
    """
    if numbers is not None:
        places, values = pd.factorize(numbers, use_na_sentinel=False)
        names = [f"{value:.10g}" if np.isfinite(value) else MISSING for value in values]
        return pd.Series(np.array(names, object)[places], dtype="str")
    texts = texts.str.strip()
    places, found = pd.factorize(texts)
    names = [_name(str(text)) for text in found]
    return pd.Series(np.array(names, object)[places], dtype="str")


def _name(text: str) -> str:
    return MISSING if is_missing(text) and text.lower() not in MISSING_WORDS else text
