"""What a person has brought: files by name, however they arrived, and how much of it fits."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import IO, NamedTuple

from mlp_explorer.data.files.names import shorten
from mlp_explorer.errors import DatasetError

__all__ = [
    "File",
    "FilesLike",
    "gather_files",
    "measure_file",
    "MOST_BYTES",
    "open_file",
]

MOST_BYTES, MOST_FILES = 2_000_000_000, 100_000
_NAMELESS = "data"
_BYTES = bytes | bytearray | memoryview


class File(NamedTuple):
    """A file: its name, with folders before it where they are known, and its bytes or its path."""

    name: str
    content: bytes | Path


One = File | str | PathLike[str] | bytes | IO[bytes]
FilesLike = One | Sequence[One] | Mapping[str, bytes]


def gather_files(source: FilesLike, name: str = "") -> list[File]:
    """Return the files of a path, of bytes, of an open file, or of several of these.

    source: a folder is all files in it; of a mapping the keys are names. name: of bytes that have
    none. Raises `DatasetError` where there is nothing, and for over 2 GB, before they are read.
    """
    if isinstance(source, Mapping):
        files = [File(key, bytes(content)) for key, content in source.items()]
    elif isinstance(source, Sequence) and not isinstance(source, File | str | _BYTES):
        files = [file for each in source for file in _name(each, name)]
    else:
        files = _name(source, name)
    if not files:
        raise DatasetError("dataset.nothing")
    if len(files) > MOST_FILES:
        raise DatasetError("dataset.many_files", most=MOST_FILES)
    for file in files:
        if not measure_file(file):
            raise DatasetError("dataset.empty_file", name=file.name)
    if (n_bytes := sum(map(measure_file, files))) > MOST_BYTES:
        raise DatasetError(
            "dataset.large_file", name=files[0].name, got=n_bytes / 1e9, most=MOST_BYTES / 1e9
        )
    return files


def measure_file(file: File) -> int:
    """Return how many bytes a file has, without reading it."""
    content = file.content
    return content.stat().st_size if isinstance(content, Path) else len(content)


def open_file(file: File) -> IO[bytes]:
    """Open a file to be read from its beginning."""
    content = file.content
    return content.open("rb") if isinstance(content, Path) else BytesIO(content)


def _name(source: One, name: str) -> list[File]:
    """Return one file with its name, or those of a folder."""
    if isinstance(source, File):
        return [source]
    if isinstance(source, _BYTES):
        return [File(name or _NAMELESS, bytes(source))]
    if isinstance(source, str | PathLike):
        path = Path(source)
        try:
            if path.is_dir():
                return _list_folder(path)
            if path.is_file():
                return [File(path.name, path)]
        except (OSError, ValueError):  # no path at all, but what stands in a file, say
            pass
        raise DatasetError("dataset.no_file", name=shorten(str(source)))
    title = Path(str(getattr(source, "name", ""))).name or name or _NAMELESS
    # of a browser's upload no copy is made; of any other file no more is read than fits
    content = source.getvalue() if isinstance(source, BytesIO) else source.read(MOST_BYTES + 1)
    return [File(title, content)]


def _list_folder(folder: Path) -> list[File]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    paths = sorted(islice(found, MOST_FILES + 1))
    names = (path.relative_to(folder.parent).as_posix() for path in paths)
    return [
        File(name, path) for name, path in zip(names, paths, strict=True) if path.stat().st_size
    ]
