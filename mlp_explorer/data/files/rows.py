"""The rows of a table as text: every column with its name."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, NamedTuple

import pandas as pd

from mlp_explorer.data.files.cells import tell_decimal
from mlp_explorer.data.files.dialect import Dialect, tell_dialect
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.header import count_header_rows, name_columns
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.data.files.text import read_text
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["join_tables", "MOST_COLUMNS", "MOST_ROWS", "read_text_table", "TextTable"]

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_000_000, 2_000, 20_000_000
_SAMPLE_ROWS = 1_000


class TextTable(NamedTuple):
    """cells: a column of text each, by name; decimal: what decimals begin with.

    header: rows of names. first_row: the number of the first row of cells in its file, from 1.
    """

    cells: Mapping[str, "pd.Series[Any]"]
    decimal: str
    header: int
    first_row: int

    @property
    def n_rows(self) -> int:
        """Rows with cells."""
        return len(next(iter(self.cells.values())))


def read_text_table(
    file: Entry,
    choices: TableChoices,
    said: list[Sentence],
    *,
    least_columns: int = 2,
    usual: str | None = None,
) -> TextTable:
    """Return the cells of a file; what was understood is added to `said`.

    usual: what decimals begin with where the content does not tell.
    Raises DatasetError for what is no table, or a larger one than allowed.
    """
    text = read_text(file, choices.encoding)
    dialect = tell_dialect(text.content, choices.separator)
    rows = _check_width(file.name, dialect, least_columns)
    _check_cells(text.content, dialect)
    header = _count_header_rows(file.name, dialect, rows, choices.header)
    frame = _parse(file.name, text.content, dialect, said)
    if len(frame) - header > MOST_ROWS:
        raise DatasetError("tables.many_rows", name=file.name, most=MOST_ROWS)
    decimal = choices.decimal or _tell_decimal(frame[header:], dialect.separator, usual, said)
    _say_form(text.encoding, dialect, decimal, header, said)
    names = name_columns(rows[:header], dialect.width, said)
    cells = {name: frame[place].iloc[header:] for place, name in enumerate(names)}
    for series in cells.values():
        series.index = pd.RangeIndex(len(series))
    return TextTable(cells, decimal, header, dialect.skip + header + 1)


def _check_width(name: str, dialect: Dialect, least: int) -> list[list[str]]:
    """Return the first rows that have as many fields as most; raises DatasetError."""
    if dialect.width < least:
        raise DatasetError("tables.one_column", name=name)
    if dialect.width > MOST_COLUMNS:
        raise DatasetError("tables.many_columns", name=name, got=dialect.width, most=MOST_COLUMNS)
    return [row for row in dialect.rows if len(row) == dialect.width]


def _check_cells(content: bytes, dialect: Dialect) -> None:
    """Raise DatasetError for more cells than fit, before they are read."""
    n_rows = min(max(content.count(b"\n"), content.count(b"\r")), MOST_ROWS)
    if (got := n_rows * dialect.width) > MOST_CELLS:
        raise DatasetError("tables.many_cells", got=got, most=MOST_CELLS)


def _count_header_rows(
    name: str, dialect: Dialect, rows: list[list[str]], wished: int | None
) -> int:
    if wished == 0:
        return 0
    if (got := len(dialect.rows[0])) != dialect.width:
        raise DatasetError("tables.header_width", name=name, got=got, wanted=dialect.width)
    if wished is not None:
        return wished
    return count_header_rows(rows, name) if len(rows) > 1 else 1


def _tell_decimal(
    frame: pd.DataFrame, separator: str, usual: str | None, said: list[Sentence]
) -> str:
    """Return what decimals begin with, told from cells of the whole table."""
    step = max(1, len(frame) // _SAMPLE_ROWS)
    decimal, example = tell_decimal(frame[::step].to_numpy().ravel(), separator, usual)
    if example:
        said.append(Sentence("tables.unsure", {"got": example, "sign": decimal}))
    return decimal


def _say_form(
    encoding: str, dialect: Dialect, decimal: str, header: int, said: list[Sentence]
) -> None:
    key = {";": "semicolons", "\t": "tabs", "|": "bars", " ": "blanks", ",": "commas"}
    said.append(Sentence(f"tables.by_{key[dialect.separator]}"))
    if decimal == ",":
        said.append(Sentence("tables.decimal_comma"))
    if not encoding.startswith("utf"):
        said.append(Sentence("tables.read_as", {"encoding": encoding}))
    if header == 0:
        said.append(Sentence("tables.no_header"))
    if header == 2:
        said.append(Sentence("tables.two_headers"))


def _parse(name: str, content: bytes, dialect: Dialect, said: list[Sentence]) -> pd.DataFrame:
    """Return all cells as text; rows with too many of them are left out and said."""
    try:
        return _read(content, dialect, "error")
    except pd.errors.ParserError as error:
        found = re.search(r"Expected \d+ fields in line (\d+), saw (\d+)", str(error))
        if not found:
            raise DatasetError("tables.open_quote", name=name) from error
        row, got = map(int, found.groups())
        values = {"name": name, "row": row, "got": got, "wanted": dialect.width}
        said.append(Sentence("tables.long_rows", values))
    return _read(content, dialect, "skip")


def _read(content: bytes, dialect: Dialect, on_long_rows: Any) -> pd.DataFrame:
    blanks = dialect.separator == " "
    return pd.read_csv(
        BytesIO(content),
        sep=r"\s+" if blanks else dialect.separator,
        header=None,
        names=range(dialect.width),
        index_col=False,
        dtype=str,
        na_filter=False,
        skipinitialspace=True,
        skiprows=dialect.skip,
        nrows=MOST_ROWS + 3,
        on_bad_lines=on_long_rows,
        encoding="utf-8",
        encoding_errors="replace",
    )


def join_tables(tables: Sequence[TextTable]) -> TextTable:
    """Return the rows of tables with the same columns one after the other."""
    first = tables[0]
    cells = {
        name: pd.concat([table.cells[name] for table in tables], ignore_index=True)
        for name in first.cells
    }
    return first._replace(cells=cells)
