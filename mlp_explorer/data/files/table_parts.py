"""Which rows of one file, or of several, train and which test."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlp_explorer.data.files.answers import Answers
from mlp_explorer.data.files.columns import Column
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.rows import (
    MOST_CELLS,
    MOST_ROWS,
    TextTable,
    join_tables,
    read_text_table,
)
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.data.files.table_notes import list_names
from mlp_explorer.data.parts import hold_out
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["choose_tests", "join_files", "Joined"]

_TABLES = (".csv", ".tsv", ".tab")


class Joined(NamedTuple):
    """The rows of all files.

    n_tests: how many of the last ones are a test part. lacking: the column that some files lack,
    which so has the answers.
    """

    table: TextTable
    n_tests: int
    lacking: str | None


def join_files(files: Sequence[Entry], choices: TableChoices, said: list[Sentence]) -> Joined:
    """Return the rows of files with the same columns, those of files named as a test at the end.

    A file that lacks one column has no answers, and is left out; so is one that lacks several, and
    what is no table by its name where others are.
    """
    if not files:
        raise DatasetError("dataset.nothing")
    read = _read_all(_choose_tables(files, said), choices, said)
    all_names = max((table.cells for _, table in read), key=len)
    whole = [(file, table) for file, table in read if set(table.cells) == set(all_names)]
    lacking: str | None = None
    for file, table in read:
        lacked = set(all_names) - set(table.cells)
        names = list_names(sorted(lacked))
        if lacked and not set(table.cells) < set(all_names):
            raise DatasetError("tables.other_columns", name=file.name, names=names)
        if len(lacked) == 1:
            lacking = lacked.pop()
            said.append(Sentence("tables.left_file", {"name": file.name, "column": lacking}))
        elif lacked:  # a form for answers, such as Kaggle's gender_submission.csv
            said.append(Sentence("tables.left_part", {"name": file.name, "names": names}))
    tests = [table for file, table in whole if _is_test(file.name)]
    trains = [table for file, table in whole if not _is_test(file.name)]
    if not trains:
        trains, tests = tests, []
    table = join_tables([*trains, *tests])
    if table.n_rows > MOST_ROWS:
        raise DatasetError("tables.many_rows", name=files[0].name, most=MOST_ROWS)
    return Joined(table, sum(each.n_rows for each in tests), lacking)


def _read_all(
    files: Sequence[Entry], choices: TableChoices, said: list[Sentence]
) -> list[tuple[Entry, TextTable]]:
    """Return the cells of each file; together they may be as many as those of one."""
    read: list[tuple[Entry, TextTable]] = []
    n_cells = 0
    for file in files:
        of_file: list[Sentence] = []
        table = read_text_table(file, choices, of_file)
        said += [note for note in of_file if note not in said]
        choices = replace(choices, decimal=table.decimal)
        read.append((file, table))
        n_cells += table.n_rows * len(table.cells)
        if n_cells > MOST_CELLS:
            raise DatasetError("tables.many_cells", got=n_cells, most=MOST_CELLS)
    return read


def _choose_tables(files: Sequence[Entry], said: list[Sentence]) -> Sequence[Entry]:
    """Return the tables among files: a zip may hold a description, too."""
    tables = [file for file in files if file.name.lower().endswith(_TABLES)]
    if not tables:
        return files
    if others := [file.name for file in files if file not in tables]:
        values = {"count": len(others), "names": list_names(others)}
        said.append(Sentence("tables.left_others", values))
    return tables


def _is_test(name: str) -> bool:
    return "test" in re.findall(r"[a-z]+", name.rpartition("/")[2].lower())


def choose_tests(
    used: Sequence[Column], answers: Answers, n_last: int, said: list[Sentence]
) -> NDArray[np.bool_]:
    """Return which rows test, (n,) bool; none of them is equal to one that trains.

    used: the columns whose cells are compared as they are, before anything is learned of them.
    n_last: so many rows at the end are a test part of their own.
    """
    known = answers.known
    if n_last:
        return known & (np.arange(len(known)) >= len(known) - n_last)
    codes = np.stack([_number_values(column)[known] for column in used], axis=1)
    n_equal = int(pd.DataFrame(codes).duplicated().sum())
    if n_equal == len(codes) - 1:
        raise DatasetError("tables.all_equal", count=len(codes))
    if n_equal:
        said.append(Sentence("tables.equal_rows", {"count": n_equal}))
    tests = np.zeros(len(known), bool)
    tests[known] = hold_out(codes, answers.values[known], by_class=bool(answers.classes))
    said.append(Sentence("dataset.held_out", {"count": int(tests.sum())}))
    return tests


def _number_values(column: Column) -> NDArray[np.int32]:
    """Return a number for each cell, the same for the same values."""
    is_number = column.use == "number" and column.kind != "yes_no"
    values = pd.Series(column.numbers) if is_number else column.label()
    return np.asarray(pd.factorize(values)[0], np.int32)
