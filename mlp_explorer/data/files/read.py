"""What people bring, as a dataset: pictures, or a table. The door to this folder."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import NamedTuple

from mlp_explorer.data.dataset import Dataset
from mlp_explorer.data.files.brought import PictureChoices
from mlp_explorer.data.files.encode import TableCoding
from mlp_explorer.data.files.entries import Entries, find_entries
from mlp_explorer.data.files.gather import FilesLike, gather_files
from mlp_explorer.data.files.pictures import (
    UnlabelledPictures,
    read_all_pictures,
    read_pictures,
)
from mlp_explorer.data.files.table import ColumnInfo, read_table
from mlp_explorer.data.files.table_choices import TableChoices
from mlp_explorer.data.files.unlabelled import UnlabelledRows, encode_rows
from mlp_explorer.errors import DatasetError

__all__ = [
    "read_dataset",
    "read_files",
    "read_unlabelled_pictures",
    "read_unlabelled_rows",
    "Reading",
]


class Reading(NamedTuple):
    """What was read, for a preview.

    coding: how the rows of a table became numbers, which a second file needs; None of pictures.
    columns: those of the table, and how each is used.
    """

    dataset: Dataset
    coding: TableCoding | None = None
    columns: tuple[ColumnInfo, ...] = ()


def read_dataset(
    source: FilesLike,
    name: str = "",
    *,
    target: str | None = None,
    pictures: PictureChoices = PictureChoices(),  # noqa: B008 (frozen)
    table: TableChoices = TableChoices(),  # noqa: B008 (frozen)
) -> Dataset:
    """Return the dataset that is in a file, or in several that belong together.

    source: a path, also of a folder; bytes; an open file; a sequence of these; or {name: bytes}.
    name: of bytes that have none; what a file is called tells much, such as EMNIST, or a test part.
    target: name of the column with the answers. pictures, table: what else is said of them; what is
    not is told from the content.

    Pictures are looked for first (arrays in `.npz`, `.npy` and IDX; tables of pixels; files in a
    folder or a zip, a folder a class), then a table (text, a row an example), unless a target is
    said that is no column of answers beside pixels. Archives are looked into, and nothing is
    unpacked to the disk.

    The arrays are as `load_dataset` gives them: x (n, height, width) uint8, white ink on black, or
    (n, features) float32, not scaled; y (n,) uint8, numbers of classes, or float32 where the answer
    is a number. `about.key` is the same for the same content, and `about.notes` are sentences on
    what was understood and left out. A test part that is not there is held out, one in six.

    Raises DatasetError, a sentence, for what cannot be read, is too large, or cannot be learned
    from. Pickles are never opened.

    >>> rows = "size,sort\\n" + "".join(f"{i},{'ab'[i % 2]}\\n" for i in range(12))
    >>> read_dataset(rows.encode(), "sizes.csv").about.classes
    ('a', 'b')
    """
    if target is not None:
        pictures, table = replace(pictures, target=target), replace(table, target=target)
    return read_files(source, name, pictures=pictures, table=table).dataset


def read_files(
    source: FilesLike,
    name: str = "",
    *,
    pictures: PictureChoices = PictureChoices(),  # noqa: B008 (frozen)
    table: TableChoices = TableChoices(),  # noqa: B008 (frozen)
) -> Reading:
    """Return the same as `read_dataset` does, and what a preview and a second file need."""
    with _look_into(source, name) as entries:
        if data := read_pictures(entries, pictures):
            return Reading(data)
        return Reading(*read_table(entries.found, table))


def read_unlabelled_pictures(
    source: FilesLike,
    name: str = "",
    choices: PictureChoices = PictureChoices(),  # noqa: B008 (frozen)
) -> UnlabelledPictures:
    """Return all pictures in files, for a network to say what they are: answers do not count.

    Raises DatasetError as `read_dataset` does, and where there is no picture.
    """
    with _look_into(source, name) as entries:
        if found := read_all_pictures(entries, choices):
            return found
        raise DatasetError("pictures.none", name=entries.found[0].name)


def read_unlabelled_rows(
    source: FilesLike,
    coding: TableCoding,
    name: str = "",
    choices: TableChoices = TableChoices(),  # noqa: B008 (frozen)
) -> UnlabelledRows:
    """Return the rows of a file as a network takes them that was trained with that coding.

    Columns are found by name, in any order; others are not looked at. Raises DatasetError as
    `read_dataset` does, and where a column is missing.
    """
    with _look_into(source, name) as entries:
        return encode_rows(entries.found[0], coding, choices)


@contextmanager
def _look_into(source: FilesLike, name: str) -> Iterator[Entries]:
    """Give the files that are there, one or more, for as long as they are open."""
    with ExitStack() as opened:
        entries = find_entries(gather_files(source, name), opened)
        if not entries.found:
            raise DatasetError("dataset.nothing")
        yield entries
