"""How a table is written: what is between its fields, and where it begins."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mlp_explorer.data.files.cells import is_number
from mlp_explorer.data.files.table_choices import SEPARATORS

__all__ = ["Dialect", "tell_dialect"]

_SAMPLE_BYTES, _SAMPLE_ROWS = 200_000, 500
_SAID = re.compile(rb'"?sep=(.)"?\r?\n', re.I)
_MOST_TITLES = 20


class Dialect(NamedTuple):
    """separator: one of `SEPARATORS`. skip: lines before the table. rows: the first ones, fields.

    width: fields of most rows; 1 where no separator is found.
    """

    separator: str
    skip: int
    rows: list[list[str]]
    width: int


def tell_dialect(content: bytes, separator: str | None = None) -> Dialect:
    """Return how a table is written, from its first rows.

    A first line `sep=;` says it. Else that separator is taken which cuts all rows into as many
    fields, and leaves no field that others would cut.
    """
    said = _SAID.match(content)
    lines = _take_lines(content[said.end() if said else 0 :])
    if said and separator is None and said[1].decode("latin-1") in SEPARATORS:
        separator = said[1].decode("latin-1")
    chosen = (separator,) if separator else SEPARATORS
    cut = {each: list(_cut(lines, each)) for each in chosen}
    best = max(cut, key=lambda each: _rate([row for _, row in cut[each] if row]))
    numbered = cut[best]
    width = _measure([row for _, row in numbered if row])
    start, skip = _find_start(numbered, width)
    rows = _align([row for _, row in numbered[start:] if row], width)
    return Dialect(best, skip + bool(said), rows, width)


def _take_lines(content: bytes) -> list[str]:
    text = content[:_SAMPLE_BYTES].decode("utf-8", "ignore")
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    return lines[:-1] if len(content) > _SAMPLE_BYTES and len(lines) > 1 else lines


def _cut(lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the fields of rows, each with the number of lines up to its end; blank lines are []."""
    if separator == " ":
        lines = [re.sub(r"[ \t]+", " ", line.strip()) for line in lines]
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    try:
        for row in reader:
            yield reader.line_num, [cell.strip() for cell in row] if any(row) else []
            if reader.line_num > _SAMPLE_ROWS:
                return
    except csv.Error:  # a field without an end: what came before it has to do
        return


def _measure(rows: list[list[str]]) -> int:
    """Return how many fields most rows have; of several numbers, the larger."""
    widths = Counter(map(len, rows))
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _rate(rows: list[list[str]]) -> tuple[float, int]:
    """Return what is larger for the right separator."""
    width = _measure(rows)
    whole = [row for row in rows if len(row) == width]
    if width < 2 or len(whole) < len(rows) / 2:
        return 0.0, 0
    cells = [cell for row in whole for cell in row]
    n_single = sum(not _is_bundle(cell) for cell in cells)
    return len(whole) / len(rows) * n_single / len(cells), width


def _is_bundle(cell: str) -> bool:
    """Tell whether a field holds what another separator would cut."""
    if is_number(cell):
        return False
    words = cell.split()
    return bool(re.search(r"[;\t|,]", cell)) or (len(words) > 2 and all(map(is_number, words)))


def _find_start(numbered: list[tuple[int, list[str]]], width: int) -> tuple[int, int]:
    """Return the first row of the table, after blank ones and titles, and the lines before it."""
    skip = 0
    for place, (line, row) in enumerate(numbered[:_MOST_TITLES]):
        if row and not _is_title(row, width):
            return place, skip
        skip = line
    return 0, 0


def _is_title(row: list[str], width: int) -> bool:
    """Tell whether a row before a table is none of it: a title, or a remark."""
    if row[0].startswith(("@", "%")):  # as in Weka's files
        return True
    if row[0].startswith("#") and len(row) != width:
        return True
    return width > 1 and (len(row) < width or width > 2) and sum(map(bool, row)) < 2


def _align(rows: list[list[str]], width: int) -> list[list[str]]:
    """Return the rows, a first one that is a name short filled up.

    R leaves out the name of its column of row names, which is the first; where the last column is
    empty, the other rows end with a separator.
    """
    if len(rows) > 1 and len(rows[0]) == width - 1:
        whole = [row for row in rows if len(row) == width]
        is_ended = not any(row[-1] for row in whole)
        return [[*rows[0], ""] if is_ended else ["", *rows[0]], *rows[1:]]
    return rows
