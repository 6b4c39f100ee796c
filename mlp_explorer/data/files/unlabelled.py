"""A second file with the same columns and no answers, as rows that a network takes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import StringIO
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlp_explorer.data.files.encode import TableCoding, encode
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.rows import TextTable, read_text_table
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.data.files.table_notes import list_names, say_unknown
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["encode_rows", "UnlabelledRows"]


class UnlabelledRows(NamedTuple):
    """Rows without answers.

    x: (n, features) float32, not scaled. cells: the file's columns as text, by name. answer: what
    the network says is called. notes: what there is to say of it.
    """

    x: NDArray[np.float32]
    cells: Mapping[str, "pd.Series[Any]"]
    answer: str
    notes: tuple[Sentence, ...]

    def write(self, answers: Sequence[object]) -> str:
        """Return the table as CSV, with the answers (n,) as its last column."""
        name = self.answer
        while name in self.cells:
            name = f"{name} (network)"
        text = StringIO()
        pd.DataFrame({**self.cells, name: list(answers)}).to_csv(text, index=False)
        return text.getvalue()


def encode_rows(
    file: Entry,
    coding: TableCoding,
    choices: TableChoices = TableChoices(),  # noqa: B008 (frozen)
) -> UnlabelledRows:
    """Return the rows of a file, as a network takes them that was trained with that coding.

    Columns are found by name, in any order; others are not looked at. Raises DatasetError for what
    is no table, and where a column is missing.
    """
    said: list[Sentence] = []
    if choices.header is None:
        choices = replace(choices, header=coding.header)
    table = read_text_table(file, choices, said, least_columns=1, usual=coding.decimal)
    cells = _name_columns(table, coding)
    if missing := [each.name for each in coding.columns if each.name not in cells]:
        names = list_names(missing)
        raise DatasetError("tables.other_columns", name=file.name, names=names)
    x, unknown = encode(cells, coding, table.decimal)
    return UnlabelledRows(x, cells, coding.answer, (*said, *say_unknown(unknown)))


def _name_columns(table: TextTable, coding: TableCoding) -> Mapping[str, "pd.Series[Any]"]:
    """Return the cells by name; without a header, by place, where the answer may be missing."""
    if table.header:
        return table.cells
    names = coding.names
    if len(table.cells) == len(names) - 1:
        names = tuple(name for name in names if name != coding.answer)
    return dict(zip(names, table.cells.values(), strict=False))
