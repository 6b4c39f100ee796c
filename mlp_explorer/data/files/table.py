"""Tables that people bring, as a dataset: what was understood, and what can be said otherwise."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from mlp_explorer.data.dataset import Dataset
from mlp_explorer.data.files.answers import (
    Answers,
    choose_answer,
    leave_out_copies,
    read_answers,
    wish,
)
from mlp_explorer.data.files.columns import Column, describe_column
from mlp_explorer.data.files.encode import TableCoding, encode, learn_column
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.rows import TextTable
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.data.files.table_notes import list_names, say_columns
from mlp_explorer.data.files.table_parts import choose_tests, join_files
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["ColumnInfo", "read_table", "TableChoices", "TableCoding", "TableReading"]

LEAST_ROWS, MOST_FEATURES, MOST_NUMBERS = 10, 2_000, 50_000_000


class ColumnInfo(NamedTuple):
    """What a preview shows of a column.

    kind: as of `Column`. use: "answer", "number", "classes" or "leave out". reason: why the latter.
    """

    name: str
    kind: str
    use: str
    reason: Sentence | None


class TableReading(NamedTuple):
    """A table as a dataset, how its rows became numbers, and what its columns are."""

    dataset: Dataset
    coding: TableCoding
    columns: tuple[ColumnInfo, ...]


def read_table(
    files: Sequence[Entry],
    choices: TableChoices = TableChoices(),  # noqa: B008 (frozen)
) -> TableReading:
    """Return tables with the same columns as one dataset.

    Files that are named so are its test part; else every sixth row is held out. Medians and the
    values of columns are learned of the training part only. `dataset.about.notes` say what was
    understood and left out. Raises DatasetError for what is no table, or cannot be learned from.
    """
    choices.check()
    said: list[Sentence] = []
    table, n_tests, lacking = join_files(files, choices, said)
    _check_rows(table.n_rows)
    columns = [describe_column(name, texts, table.decimal) for name, texts in table.cells.items()]
    answer = choose_answer(columns, choices.target or lacking, said)
    answers = read_answers(answer, choices.answer, table.first_row, said)
    _check_rows(int(answers.known.sum()))
    others = _choose_uses(columns, answer, answers, choices, table.first_row)
    used = [column for column in others if column.use != "leave out"]
    if not used:
        names, reason = list_names([column.name for column in others]), others[0].reason
        raise DatasetError("tables.no_features", column=answer.name, names=names, reason=reason)
    tests = choose_tests(used, answers, n_tests, said)
    say_columns(others, answers.known, table.first_row, said)
    trains = answers.known & ~tests
    coding = TableCoding(
        tuple(learn_column(column, trains) for column in used),
        tuple(table.cells),
        answer.name,
        answers.classes,
        table.decimal,
        table.header,
    )
    _check_size(coding, table.n_rows)
    numbers = {each.name: each.numbers for each in used if each.is_numeric or each.kind == "date"}
    x, _ = encode(table.cells, coding, table.decimal, numbers)
    dataset = make_own_dataset(
        (x[trains], answers.values[trains]),
        test=(x[tests], answers.values[tests]),
        classes=coding.classes,
        features=coding.features,
        answer=coding.answer,
        notes=said,
    )
    return TableReading(dataset, coding, _list_columns(table, answer, others))


def _choose_uses(
    columns: Sequence[Column],
    answer: Column,
    answers: Answers,
    choices: TableChoices,
    first_row: int,
) -> list[Column]:
    """Return the columns beside the answer as they are used: as wished, or as is proposed."""
    wished = choices.columns
    if unknown := [name for name in wished if name not in {each.name for each in columns}]:
        names = list_names([column.name for column in columns])
        raise DatasetError("tables.no_column", got=unknown[0], names=names)
    others = [
        wish(column, wished[column.name], first_row) if column.name in wished else column
        for column in columns
        if column is not answer
    ]
    return leave_out_copies(_keep_some(others, wished), answers, wished)


def _keep_some(columns: list[Column], wished: Collection[str]) -> list[Column]:
    """Return the columns; where nothing but rows' numbers is left, these are used."""
    if any(column.use != "leave out" for column in columns):
        return columns
    return [
        wish(column, "number", 1)
        if column.kind == "index" and column.is_numeric and column.name not in wished
        else column
        for column in columns
    ]


def _check_rows(n_rows: int) -> None:
    if n_rows < LEAST_ROWS:
        raise DatasetError("tables.few_rows", got=n_rows, least=LEAST_ROWS)


def _check_size(coding: TableCoding, n_rows: int) -> None:
    n_features = len(coding.features)
    if n_features > MOST_FEATURES:
        raise DatasetError("tables.many_features", got=n_features, most=MOST_FEATURES)
    if n_features * n_rows > MOST_NUMBERS:
        raise DatasetError("tables.many_numbers", got=n_features * n_rows, most=MOST_NUMBERS)


def _list_columns(
    table: TextTable, answer: Column, others: Sequence[Column]
) -> tuple[ColumnInfo, ...]:
    infos = {each.name: ColumnInfo(each.name, each.kind, each.use, each.reason) for each in others}
    infos[answer.name] = ColumnInfo(answer.name, answer.kind, "answer", None)
    return tuple(infos[name] for name in table.cells)
