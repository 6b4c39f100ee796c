"""Which column of a table has the answers, and whether they are classes or a number."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlp_explorer.data.files.classes import MOST_CLASSES
from mlp_explorer.data.files.columns import MISSING, Column
from mlp_explorer.data.files.names import sort_names
from mlp_explorer.data.files.table_choices import Use
from mlp_explorer.data.files.table_notes import say_odd
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["Answers", "choose_answer", "leave_out_copies", "read_answers", "wish"]

_NAMES = (
    *("target", "label", "labels", "answer", "outcome", "survived", "species", "diagnosis"),
    *("class", "y", "variety", "quality", "saleprice", "price", "medv", "mpg", "charges"),
)
_FEW_NUMBERS = 10  # different whole numbers that are taken for classes
_SAME = 0.999999  # a correlation so large is a copy
_LOPSIDED = 0.95


class Answers(NamedTuple):
    """values: (n,) uint8, numbers of classes, or float32; known: (n,) rows that have one.

    classes: names in the order of their numbers; empty where the answer is a number.
    """

    values: NDArray[Any]
    known: NDArray[np.bool_]
    classes: tuple[str, ...]


def choose_answer(columns: Sequence[Column], target: str | None, said: list[Sentence]) -> Column:
    """Return the column of the answers: by its name, else the last that can be one."""
    names = {column.name: column for column in columns}
    if target is not None:
        if target not in names:
            raise DatasetError("tables.no_column", got=target, names=", ".join(names))
        return names[target]
    usual = {name.lower(): column for name, column in names.items() if column.kind != "empty"}
    if "x" in usual:  # beside it, y is a place on a plane, or the last column anyway
        usual.pop("y", None)
    found = next((usual[name] for name in _NAMES if name in usual), None)
    if found is not None:
        said.append(Sentence("tables.answer_by_name", {"column": found.name}))
        return found
    able = [column for column in columns if column.use != "leave out"]
    if not able:
        raise DatasetError("tables.no_answer", names=", ".join(names))
    said.append(Sentence("tables.answer_last", {"column": able[-1].name}))
    return able[-1]


def read_answers(
    column: Column, wished: str | None, first_row: int, said: list[Sentence]
) -> Answers:
    """Return the answers, as classes or as a number: as wished, or by their kind and count."""
    if column.kind == "empty":
        raise DatasetError("tables.empty_answer", column=column.name)
    if (wished or _propose(column)) == "number":
        return _read_numbers(column, first_row, said)
    return _read_classes(column, said)


def _propose(column: Column) -> str:
    if column.kind not in ("number", "constant", "index") or not np.isfinite(column.numbers).any():
        return "classes"  # texts
    known = column.numbers[np.isfinite(column.numbers)]
    is_whole = bool((known == np.rint(known)).all())
    few = min(_FEW_NUMBERS, max(2, len(known) // 3))
    return "classes" if column.n_values <= (few if is_whole else 2) else "number"


def _read_numbers(column: Column, first_row: int, said: list[Sentence]) -> Answers:
    numbers = column.numbers
    known = np.isfinite(numbers)
    require_numbers(column, first_row)
    if (numbers[known] == numbers[known][0]).all():
        raise DatasetError("tables.one_value", column=column.name, got=float(numbers[known][0]))
    if column.odd.any():
        said.append(say_odd("tables.odd_answers", column, first_row))
    said.append(Sentence("tables.is_number", {"column": column.name}))
    return Answers(numbers.astype(np.float32), known, ())


def _read_classes(column: Column, said: list[Sentence]) -> Answers:
    labels = column.label()
    known = (labels != MISSING).to_numpy(bool)
    counts = labels[known].value_counts()
    classes = sort_names(map(str, counts.index))
    if len(classes) < 2:
        raise DatasetError("tables.one_class", column=column.name, names=", ".join(classes))
    if len(classes) > MOST_CLASSES:
        names = ", ".join(classes[:3])
        raise DatasetError(
            "tables.many_classes",
            column=column.name,
            got=len(classes),
            names=names,
            most=MOST_CLASSES,
        )
    said.append(Sentence("tables.is_classes", {"column": column.name, "count": len(classes)}))
    if single := [name for name in classes if counts[name] == 1]:
        values = {"count": len(single), "names": ", ".join(single[:5])}
        said.append(Sentence("tables.single_class", values))
    share = counts.iloc[0] / counts.sum()
    if share >= _LOPSIDED:
        values = {"name": counts.index[0], "share": 100 * share}
        said.append(Sentence("tables.lopsided", values))
    numbers = np.maximum(pd.Index(classes).get_indexer(labels), 0).astype(np.uint8)
    return Answers(numbers, known, classes)


def leave_out_copies(
    columns: Sequence[Column], answers: Answers, wished: Collection[str]
) -> list[Column]:
    """Return the columns, those that are the answer under another name to be left out.

    That is a number whose correlation with the answer is 1 or -1, or a column whose values and the
    classes are one to one. wished: names of those that a person wants. They all stay where no other
    column is used.
    """
    result = [
        column.leave_out("copy")
        if column.use != "leave out" and column.name not in wished and _is_copy(column, answers)
        else column
        for column in columns
    ]
    if all(column.use == "leave out" for column in result):
        return list(columns)
    return result


def _is_copy(column: Column, answers: Answers) -> bool:
    known = answers.known
    if answers.classes:
        if abs(column.n_values - len(answers.classes)) > 1:  # one of them may be "missing"
            return False
        places, found = pd.factorize(column.label()[known])
        pairs = len(np.unique(places * len(answers.classes) + answers.values[known]))
        return len(found) == pairs == len(np.unique(answers.values[known]))
    if column.kind != "number":
        return False
    both = known & np.isfinite(column.numbers)
    x, y = column.numbers[both], answers.values[both].astype(np.float64)
    if len(x) < 3 or x.std() == 0 or y.std() == 0:
        return False
    return bool(abs(np.corrcoef(x, y)[0, 1]) > _SAME)


def wish(column: Column, use: Use, first_row: int) -> Column:
    """Return the column as a person wants it used; raises DatasetError where that cannot be."""
    if use == "leave out":
        reason = column.reason or Sentence("tables.why_wished")
        return replace(column, use=use, reason=reason)
    if column.kind == "empty":
        raise DatasetError("tables.empty_column", column=column.name)
    if use == "number" and column.kind != "yes_no":
        require_numbers(column, first_row)
    return replace(column, use=use, reason=None)


def require_numbers(column: Column, first_row: int) -> None:
    """Raise DatasetError where a column has no number."""
    if not np.isfinite(column.numbers).any():
        place = int((~column.missing).argmax())
        got = str(column.texts.iloc[place]).strip()
        raise DatasetError("tables.no_numbers", column=column.name, got=got, row=first_row + place)
