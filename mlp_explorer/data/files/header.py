"""Which of the first rows of a table are the names of its columns."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from mlp_explorer.data.files.cells import is_missing, is_number
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["count_header_rows", "name_columns"]

_LONGEST = 60
Rows = Sequence[Sequence[str]]


def count_header_rows(rows: Rows, name: str) -> int:
    """Return 0, 1 or 2; rows: the first ones of a table, all of one length.

    A header has texts over columns of numbers. Where there are none, it has what does not come
    again below. Raises DatasetError where that does not tell; name: of the file.
    """
    n_over = None if _counts(rows[0]) else _rate_header(rows[0], rows[2:] or rows[1:])
    if n_over == 0:
        return _judge_texts(rows, name)
    if n_over is None:
        raise DatasetError("tables.header_doubt", name=name, row=", ".join(rows[0][:5]))
    if n_over < 0:
        return 0
    second = _rate_header(rows[1], rows[2:]) if len(rows) > 2 else 0
    return 2 if second is not None and second > 0 else 1


def _counts(row: Sequence[str]) -> bool:
    """Tell whether a row may be names that count, such as years: 2019, 2020, 2021."""
    numbers = [int(cell) for cell in row if cell.isdecimal()]
    steps = {second - first for first, second in pairwise(numbers)}
    return len(numbers) > 2 and len(numbers) >= len(row) - 1 and steps == {1}


def _rate_header(row: Sequence[str], rest: Rows) -> int | None:
    """Return over how many columns of numbers a row has text; less than 0: it has numbers there.

    None where it has both.
    """
    n_texts = n_numbers = 0
    for place, cell in enumerate(row):
        if is_missing(cell) or not _is_of_numbers([other[place] for other in rest]):
            continue
        if is_number(cell):
            n_numbers += 1
        else:
            n_texts += 1
    if n_texts and n_numbers:
        return None
    return n_texts - n_numbers


def _is_of_numbers(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if not is_missing(cell)]
    return bool(known) and sum(map(is_number, known)) >= 0.9 * len(known)


def _judge_texts(rows: Rows, name: str) -> int:
    """Return 0 or 1 of a table without a column of numbers."""
    below = [{row[place] for row in rows[1:]} for place in range(len(rows[0]))]
    if any(cell in others for cell, others in zip(rows[0], below, strict=True) if cell):
        return 0
    has_few = any(len(others) <= len(rows) / 2 for others in below)
    if has_few and len(set(rows[0])) == len(rows[0]):
        return 1
    raise DatasetError("tables.header_doubt", name=name, row=", ".join(rows[0][:5]))


def name_columns(header: Rows, width: int, said: list[Sentence]) -> tuple[str, ...]:
    """Return a name for each column, no two the same: “column 3” where there is none.

    header: the rows of names; of two the upper one may name several columns (merged cells). said:
    what to tell of it is added.
    """
    rows = [_fill(row, is_upper=place + 1 < len(header)) for place, row in enumerate(header)]
    joined = [" ".join(dict.fromkeys(filter(None, cells))) for cells in zip(*rows, strict=True)]
    names = [name[:_LONGEST] for name in joined] or [""] * width
    seen: Counter[str] = Counter()
    twice: list[str] = []
    result = []
    for place, name in enumerate(names):
        name = name or f"column {place + 1}"
        seen[name] += 1
        if seen[name] > 1:
            twice.append(name)
            while f"{name} ({seen[name]})" in names:
                seen[name] += 1
            name = f"{name} ({seen[name]})"
        result.append(name)
    if twice:
        said.append(Sentence("tables.same_name", {"names": ", ".join(dict.fromkeys(twice))}))
    return tuple(result)


def _fill(row: Sequence[str], is_upper: bool) -> list[str]:
    """Return the cells of a row, those that are empty filled from the left in an upper one."""
    filled: list[str] = []
    for cell in row:
        text = " ".join(cell.split())
        filled.append(text or (filled[-1] if is_upper and filled else ""))
    return filled
