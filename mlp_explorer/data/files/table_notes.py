"""What is said of the columns of a table: what was left out and why, and what was filled in."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.files.cells import MISSING_WORDS
from mlp_explorer.data.files.columns import Column
from mlp_explorer.errors import Sentence

__all__ = ["list_names", "say_columns", "say_odd", "say_unknown"]

_MOST_NAMES = 8


def list_names(names: Sequence[str]) -> str:
    """Return names in one line, of many the first ones."""
    rest = " …" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + rest


def say_columns(
    columns: Sequence[Column], known: NDArray[np.bool_], first_row: int, said: list[Sentence]
) -> None:
    """Add what there is to say of the columns beside the answer; known: rows with an answer."""
    if not known.all():
        said.append(Sentence("tables.left_rows", {"count": int((~known).sum())}))
    _say_left_out(columns, said)
    used = [column for column in columns if column.use != "leave out"]
    numbers = [column for column in used if column.use == "number"]
    classes = [column for column in used if column.use == "classes"]
    for column in numbers:
        if column.kind == "number" and column.odd[known].any():
            said.append(say_odd("tables.odd_cells", column, first_row))
    _say_missing("tables.medians", numbers, known, said)
    _say_missing("tables.missing_class", classes, known, said)
    _say_names("tables.marks", [column for column in numbers if column.marks], said)
    _say_names("tables.word_class", [column for column in classes if _has_words(column)], said)
    _say_names("tables.signs", [column for column in used if column.has_signs], said)
    _say_names("tables.yes_no", [each for each in numbers if each.kind == "yes_no"], said)
    _say_names("tables.days", [each for each in numbers if each.kind == "date"], said)
    _say_names("tables.one_hot", classes, said)
    _say_names("tables.few_numbers", [each for each in numbers if _has_few(each)], said)


def say_odd(code: str, column: Column, first_row: int) -> Sentence:
    """Return that a column of numbers has texts, with the first of them."""
    place = int(column.odd.argmax())
    values = {"got": str(column.texts.iloc[place]).strip()[:60], "row": first_row + place}
    return Sentence(code, {"column": column.name, "count": int(column.odd.sum()), **values})


def say_unknown(unknown: Mapping[str, int]) -> list[Sentence]:
    """Return what there is to say of cells of a second file that are like none in training."""
    names = list_names([f"{name} ({count})" for name, count in unknown.items()])
    return [Sentence("tables.unknown", {"names": names})] if unknown else []


def _say_left_out(columns: Sequence[Column], said: list[Sentence]) -> None:
    by_code: dict[str, tuple[Sentence, list[str]]] = {}
    for column in columns:
        if column.reason is not None:
            by_code.setdefault(column.reason.code, (column.reason, []))[1].append(column.name)
    for reason, names in by_code.values():
        said.append(Sentence("tables.left_columns", {"names": list_names(names), "reason": reason}))


def _say_missing(
    code: str, columns: Sequence[Column], known: NDArray[np.bool_], said: list[Sentence]
) -> None:
    counts = {column.name: _count_missing(column, known) for column in columns}
    names = [f"{name} ({count})" for name, count in counts.items() if count]
    if names:
        said.append(Sentence(code, {"count": sum(counts.values()), "names": list_names(names)}))


def _count_missing(column: Column, known: NDArray[np.bool_]) -> int:
    """Return how many cells have nothing; a word such as NA is something among classes."""
    missing = column.missing & known
    if column.use == "classes" and not column.is_numeric:
        missing &= ~column.texts.str.strip().str.lower().isin(MISSING_WORDS).to_numpy(bool)
    return int(missing.sum())


def _say_names(code: str, columns: Sequence[Column], said: list[Sentence]) -> None:
    if columns:
        said.append(Sentence(code, {"names": list_names([column.name for column in columns])}))


def _has_words(column: Column) -> bool:
    words = column.texts.str.strip().str.lower()
    return not column.is_numeric and bool(words.isin(MISSING_WORDS).any())


def _has_few(column: Column) -> bool:
    """Tell whether numbers might as well be names of classes."""
    known = column.numbers[np.isfinite(column.numbers)]
    is_whole = bool((known == np.rint(known)).all())
    return column.kind == "number" and is_whole and 2 < column.n_values <= 10
