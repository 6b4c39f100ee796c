"""Small tables, made on the fly, and how they are read."""

from contextlib import ExitStack

from mlp_explorer.data.files.entries import find_entries
from mlp_explorer.data.files.gather import gather_files
from mlp_explorer.data.files.table import TableReading, read_table
from mlp_explorer.data.files.table_choices import TableChoices

ROWS = 24


def read(content: str | bytes, name: str = "table.csv", **choices) -> TableReading:
    """Read a table, with what a person says of it."""
    return read_several({name: content}, **choices)


def read_several(files: dict[str, str | bytes], **choices) -> TableReading:
    """Read tables by their names, as one."""
    files = {name: c.encode() if isinstance(c, str) else c for name, c in files.items()}
    with ExitStack() as opened:
        entries = find_entries(gather_files(files), opened)
        return read_table(entries.found, TableChoices(**choices))


def write(header: str, row, count: int = ROWS) -> str:
    """Return a table; row: what the fields of row i are, joined already."""
    return header + "\n" + "".join(f"{row(i)}\n" for i in range(count))


def list_codes(reading: TableReading) -> list[str]:
    """Return the codes of what was said."""
    return [note.code for note in reading.dataset.about.notes]


def say(reading: TableReading, code: str) -> str:
    """Return the one sentence of that code."""
    [note] = [note for note in reading.dataset.about.notes if note.code == code]
    return str(note)


def list_uses(reading: TableReading) -> dict[str, tuple[str, str]]:
    """Return what each column is, and how it is used."""
    return {column.name: (column.kind, column.use) for column in reading.columns}


def list_rows(reading: TableReading) -> list[tuple]:
    """Return all rows with their answers, sorted: whichever part they are in."""
    data = reading.dataset
    parts = ((data.x_train, data.y_train), (data.x_test, data.y_test))
    return sorted(
        (*map(float, row), float(answer))
        for x, y in parts
        for row, answer in zip(x, y, strict=True)
    )
