"""The files that lie in what was brought: archives are looked into, and nothing is unpacked."""

import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import IO, NamedTuple, cast

from mlp_explorer.data.files.gather import MOST_BYTES, File, measure_file, open_file
from mlp_explorer.data.files.names import clean_path, is_picture_name, is_systems_own
from mlp_explorer.data.files.zip_limits import check_directory, check_members
from mlp_explorer.errors import DatasetError

__all__ = ["Entries", "Entry", "find_entries"]

_DEEPEST = 2  # an archive in an archive: an npz in a zip, say
_MOST_HELD = 500_000_000  # bytes of archives in archives, as they are held in memory
_BLOCK = 1 << 20
# a compression that Python does not know is a NotImplementedError, a password a RuntimeError
_BROKEN = (
    *(OSError, EOFError, RuntimeError, ValueError, struct.error),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
)
_START = 512
_DOCUMENT = ("[Content_Types].xml", "mimetype")  # in a zip of Microsoft Office, of OpenDocument


class Entry(NamedTuple):
    """A file that can be read: its name with its folders, how many bytes it is, how to open it.

    is_folder: it is none, but the name of a folder.
    """

    name: str
    size: int
    open_raw: Callable[[], IO[bytes]]
    is_folder: bool = False

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it; what goes wrong while it is read is a `DatasetError` that names it."""
        with _name_what_is_broken(self.name), self.open_raw() as stream:
            yield stream

    def read_start(self, count: int = _START) -> bytes:
        """Return its first bytes."""
        with self.open() as stream:
            return stream.read(count)

    def read_all(self) -> bytes:
        """Return all of its bytes."""
        with self.open() as stream:
            return stream.read()

    def try_start(self) -> bytes:
        """Return its first bytes; none where it is broken, or a picture: these are read later."""
        if is_picture_name(self.name):
            return b""
        try:
            return self.read_start()
        except DatasetError:
            return b""


@contextmanager
def _name_what_is_broken(name: str) -> Iterator[None]:
    try:
        yield
    except DatasetError:
        raise
    except _BROKEN as error:
        raise DatasetError("dataset.damaged", name=name) from error


@dataclass
class Entries:
    """What was found. folders: those that an archive names, which may be empty.

    n_system: how many files of the system's own, such as `.DS_Store`, were left out. n_held: bytes
    of archives in archives.
    """

    found: list[Entry] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    n_system: int = 0
    n_held: int = 0


def find_entries(files: list[File], opened: ExitStack) -> Entries:
    """Return the files in `files`, those of archives in their place.

    The archives stay open as long as `opened` is. Raises `DatasetError` for one that is broken,
    encrypted, or larger than fits when it is unpacked.
    """
    entries = Entries()
    n_bytes = 0
    for file in files:
        name = clean_path(file.name)
        whole = Entry(name, measure_file(file), partial(open_file, file))
        for entry in _look_into(whole, entries, opened):
            n_bytes += entry.size
            if n_bytes > MOST_BYTES:
                raise DatasetError("dataset.bomb", name=file.name, most=MOST_BYTES / 1e9)
            if is_systems_own(entry.name):
                entries.n_system += not entry.is_folder
            elif entry.is_folder:
                entries.folders.append(entry.name)
            else:
                entries.found.append(entry)
    return entries


def _look_into(
    entry: Entry, entries: Entries, opened: ExitStack, depth: int = 0
) -> Iterator[Entry]:
    """Give the files of an entry: itself, or what is in it where it is an archive."""
    if entry.is_folder or is_systems_own(entry.name):
        yield entry
        return
    start = entry.try_start()
    if start[:2] == b"\x1f\x8b" and depth <= _DEEPEST:
        yield from _look_into(_open_gzip(entry), entries, opened, depth + 1)
    elif start[:4] == b"PK\x03\x04" and depth < _DEEPEST:
        content = _hold(entry, entries) if depth else opened.enter_context(entry.open_raw())
        for member in _list_members(entry, content, opened):
            is_new = member is not entry
            yield from _look_into(member, entries, opened, depth + 1) if is_new else [member]
    else:
        yield entry


class _Gzip(gzip.GzipFile):
    """Closes what it reads, too, with itself."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        super().__init__(fileobj=raw)

    def close(self) -> None:
        super().close()
        self._raw.close()


def _open_gzip(entry: Entry) -> Entry:
    """Return the file in a gzip, measured by reading it through once."""
    name = entry.name[:-3] if entry.name.lower().endswith(".gz") else entry.name

    def open_it() -> IO[bytes]:
        return cast(IO[bytes], _Gzip(entry.open_raw()))

    size = 0
    with Entry(name, 0, open_it).open() as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > MOST_BYTES:
                raise DatasetError("dataset.bomb", name=entry.name, most=MOST_BYTES / 1e9)
    return Entry(name, size, open_it)


def _hold(entry: Entry, entries: Entries) -> IO[bytes]:
    """Read an archive in an archive: what lies packed cannot be read at any place."""
    entries.n_held += entry.size
    if entries.n_held > _MOST_HELD:
        got, most = entries.n_held / 1e9, _MOST_HELD / 1e9
        raise DatasetError("dataset.large_file", name=entry.name, got=got, most=most)
    return BytesIO(entry.read_all())


def _list_members(entry: Entry, content: IO[bytes], opened: ExitStack) -> Iterator[Entry]:
    with _name_what_is_broken(entry.name):
        check_directory(content, entry.name)
        archive = opened.enter_context(zipfile.ZipFile(content))
    members = archive.infolist()
    check_members(members, entry.name)
    if any(each.filename in _DOCUMENT for each in members):
        yield entry  # a spreadsheet, say: pictures in it are no data
        return
    name = entry.name[:-4] if entry.name.lower().endswith((".zip", ".npz")) else entry.name
    for info in members:
        path = clean_path(info.filename, was_cp437=not info.flag_bits & 0x800)
        yield Entry(f"{name}/{path}", info.file_size, partial(archive.open, info), info.is_dir())
