"""Tables of pictures, a row each, as Kaggle has them: `label, pixel0 … pixel783`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from mlp_explorer.data.files.array_parts import PARTS
from mlp_explorer.data.files.arrays import is_named_emnist
from mlp_explorer.data.files.brought import Brought, PictureChoices
from mlp_explorer.data.files.classes import read_class_names
from mlp_explorer.data.files.entries import Entry
from mlp_explorer.data.files.grey import GreyPictures, finish_parts
from mlp_explorer.data.files.names import read_tokens
from mlp_explorer.data.files.pixel_columns import (
    PixelColumns,
    find_columns,
    read_fields,
    tell_separator,
)
from mlp_explorer.data.files.pixel_rows import read_rows
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["read_pixel_tables"]

_START, _BLOCK = 1_000_000, 4_000_000  # bytes
_SAMPLE = 200  # rows that are looked at
_FEWEST_FIELDS = 64


class _Table(NamedTuple):
    entry: Entry
    separator: str
    columns: PixelColumns


def read_pixel_tables(
    entries: Sequence[Entry], choices: PictureChoices, has_answers: bool = True
) -> Brought | None:
    """Return the pictures in tables of pixels; None where there is no such table.

    has_answers: else none are wanted, and all pictures are one part.
    """
    tables = [table for entry in entries if (table := _find_table(entry, choices.target))]
    if not tables:
        return None
    said: list[Sentence] = []
    tables = _keep_answered(tables, said) if has_answers else tables
    greys: dict[str, GreyPictures] = {}
    parts = _name_parts(tables) if has_answers else ["train"] * len(tables)
    for part, table in zip(parts, tables, strict=True):
        _read_into(greys.setdefault(part, GreyPictures()), table, said)
    if not greys["train"].shape:
        raise DatasetError("pictures.no_rows", name=tables[parts.index("train")].entry.name)
    names = {label: name for e in entries for label, name in read_class_names(e).items()}
    brought = Brought(finish_parts(greys, tables[0].columns.form, said), names, said)
    brought.is_emnist = any(is_named_emnist(table.entry.name) for table in tables)
    return brought


def _keep_answered(tables: Sequence[_Table], said: list[Sentence]) -> list[_Table]:
    """Return the tables that have answers; say which have none."""
    answered = [table for table in tables if table.columns.label is not None]
    if not answered:
        raise DatasetError("pictures.no_answers", name=tables[0].entry.name)
    for table in tables:
        if table not in answered:
            said.append(Sentence("pictures.left_unanswered", {"name": table.entry.name}))
    return answered


def _name_parts(tables: Sequence[_Table]) -> list[str]:
    """Return the part of each table, as its file is called; one alone is to train."""
    parts = []
    for table in tables:
        tokens = read_tokens(table.entry.name.rpartition("/")[2])
        parts.append(next((PARTS[token] for token in tokens if token in PARTS), "train"))
    return parts if "train" in parts else ["train"] * len(parts)


def _find_table(entry: Entry, target: str | None) -> _Table | None:
    start = entry.read_start(_START)
    if b"\0" in start[:1000]:
        return None
    text = start.decode("utf-8-sig", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    if len(start) == _START:
        lines = lines[:-1]
    if len(lines) < 2 or lines[0].count(tell_separator(lines[0])) + 1 < _FEWEST_FIELDS:
        return None
    separator = tell_separator(lines[0])
    rows = [read_fields(line, separator) for line in lines[: _SAMPLE + 1]]
    rows = [row for row in rows if len(row) == len(rows[0])]
    columns = find_columns(rows, target) if len(rows) > 1 else None
    return _Table(entry, separator, columns) if columns else None


def _read_into(grey: GreyPictures, table: _Table, said: list[Sentence]) -> None:
    """Add the pictures of a table; say which rows and columns are left out."""
    columns, name = table.columns, table.entry.name
    row, unread, unanswered = 1 + columns.has_header, list[int](), 0
    for lines in _read_lines(table):
        pixels, labels = read_rows(lines, columns)
        is_read = np.isfinite(pixels).all(axis=1)
        if columns.are_bytes:
            is_read &= (pixels.min(axis=1) >= 0) & (pixels.max(axis=1) <= 255)
        has_answer = labels != ""
        unread += (row + np.flatnonzero(~is_read)).tolist()
        unanswered += int((is_read & ~has_answer).sum())
        kept = is_read & has_answer
        if kept.any():
            pixels = pixels if kept.all() else pixels[kept]
            grey.add(columns.form.to_grey(pixels), labels[kept], name)
        row += len(lines)
    if unread:
        values = {"count": len(unread), "row": unread[0], "name": name}
        if len(unread) > row / 2:
            raise DatasetError("pictures.unread_rows", **values)
        said.append(Sentence("pictures.left_rows", values))
    if unanswered:
        said.append(Sentence("pictures.left_no_answer", {"count": unanswered, "name": name}))
    if columns.left_out:
        names = ", ".join(columns.left_out)
        said.append(Sentence("pictures.left_columns", {"names": names, "name": name}))


def _read_lines(table: _Table) -> Iterator[list[bytes]]:
    """Give the lines after the header, some megabytes at a time, with commas between the fields."""
    rest, skip = b"", int(table.columns.has_header)
    with table.entry.open() as stream:
        while block := stream.read(_BLOCK):
            *whole, rest = (rest + block.replace(b"\r", b"\n")).split(b"\n")
            if len(rest) > _START:
                raise DatasetError("dataset.damaged", name=table.entry.name)
            lines = [_put_commas(line, table.separator) for line in whole if line.strip()]
            if lines[skip:]:
                yield lines[skip:]
            skip = 0 if lines else skip
        if rest.strip() and not skip:
            yield [_put_commas(rest, table.separator)]


def _put_commas(line: bytes, separator: str) -> bytes:
    if separator == " ":
        return b",".join(line.split())
    return line if separator == "," else line.replace(separator.encode(), b",")
