"""From the columns of a table to numbers: what is learned of the training part, and applied."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlp_explorer.data.files.cells import read_numbers
from mlp_explorer.data.files.columns import NO, YES, Column, label_cells
from mlp_explorer.data.files.dates import read_dates
from mlp_explorer.data.files.names import sort_names

__all__ = ["ColumnCoding", "encode", "learn_column", "TableCoding"]

Cells = Mapping[str, "pd.Series[Any]"]


@dataclass(frozen=True)
class ColumnCoding:
    """How a column becomes features.

    how: "number", "date" (days since 1970) or "yes_no" (1 and 0), one feature; "classes", or
    "numbers" that are classes: a feature for each of `values`, 1 or 0. median: in place of what is
    missing. marks: numbers that say that one is missing.
    """

    name: str
    how: str
    median: float = 0.0
    values: tuple[str, ...] = ()
    marks: tuple[float, ...] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """The names of its features."""
        return tuple(f"{self.name} = {value}" for value in self.values) or (self.name,)


@dataclass(frozen=True)
class TableCoding:
    """How the rows of a table become what a network takes: all that a second file needs.

    columns: those that are used. names: of all columns of the file. answer: the name of its column.
    classes: names of the answers; empty where the answer is a number. decimal: what decimals begin
    with. header: rows of names.
    """

    columns: tuple[ColumnCoding, ...]
    names: tuple[str, ...]
    answer: str
    classes: tuple[str, ...]
    decimal: str
    header: int

    @property
    def features(self) -> tuple[str, ...]:
        """The names of all features, in their order."""
        return tuple(feature for column in self.columns for feature in column.features)

    def to_json(self) -> str:
        """Return it as text."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        read = json.loads(text)
        columns = (_make_tuples(each) for each in read.pop("columns"))
        return cls(tuple(ColumnCoding(**each) for each in columns), **_make_tuples(read))


def _make_tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(each) if isinstance(each, list) else each for key, each in values.items()}


def learn_column(column: Column, trains: NDArray[np.bool_]) -> ColumnCoding:
    """Return the coding of a column; trains: (n,) the rows that it may be learned from."""
    if column.use == "classes":
        values = sort_names(column.label()[trains].unique())
        how = "numbers" if column.is_numeric else "classes"
        return ColumnCoding(column.name, how, values=values, marks=column.marks)
    if column.kind == "yes_no":
        return ColumnCoding(column.name, "yes_no", _median(_read_yes(column.texts)[trains]))
    how = "date" if column.kind == "date" else "number"
    return ColumnCoding(column.name, how, _median(column.numbers[trains]), marks=column.marks)


def encode(
    cells: Cells,
    coding: TableCoding,
    decimal: str,
    numbers: Mapping[str, NDArray[np.float64]] = MappingProxyType({}),
) -> tuple[NDArray[np.float32], dict[str, int]]:
    """Return the rows (n, features), and by column how many cells were unlike any in training.

    Those are 0 in all features of their column, and what is no number is the median. numbers: of
    columns whose cells have been read already.
    """
    n_rows = len(next(iter(cells.values())))
    x = np.zeros((n_rows, len(coding.features)), np.float32)
    unknown: dict[str, int] = {}
    place = 0
    for column in coding.columns:
        width = len(column.features)
        known = numbers.get(column.name)
        if known is None:
            known = _read_numbers(column, cells[column.name], decimal)
        n_unknown = _fill(x[:, place : place + width], column, cells[column.name], known)
        if n_unknown:
            unknown[column.name] = n_unknown
        place += width
    return x, unknown


def _fill(
    x: NDArray[np.float32],
    column: ColumnCoding,
    texts: "pd.Series[Any]",
    numbers: NDArray[np.float64] | None,
) -> int:
    """Write a column's features into `x`, and return how many cells are unknown."""
    if numbers is None or column.how == "numbers":
        places = pd.Index(column.values).get_indexer(label_cells(texts, numbers))
        known = places >= 0
        x[np.flatnonzero(known), places[known]] = 1
        return int((~known).sum())
    is_number = np.isfinite(numbers)
    x[:, 0] = np.where(is_number, numbers, column.median)
    return 0


def _read_numbers(
    column: ColumnCoding, texts: "pd.Series[Any]", decimal: str
) -> NDArray[np.float64] | None:
    """Return the numbers of cells, nan where there is none; nothing where texts are classes."""
    if column.how == "classes":
        return None
    if column.how == "date":
        return read_dates(texts)
    if column.how == "yes_no":
        return _read_yes(texts)
    numbers = read_numbers(texts, decimal).values
    numbers[np.isin(numbers, column.marks)] = np.nan
    return numbers


def _read_yes(texts: "pd.Series[Any]") -> NDArray[np.float64]:
    words = texts.str.strip().str.lower()
    return np.where(words.isin(YES), 1.0, np.where(words.isin(NO), 0.0, np.nan))


def _median(numbers: NDArray[np.float64]) -> float:
    known = numbers[np.isfinite(numbers)]
    return float(np.median(known)) if len(known) else 0.0
