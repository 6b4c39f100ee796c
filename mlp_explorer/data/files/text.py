"""From the bytes of a file to text."""

import re
from codecs import (
    BOM_UTF8,
    BOM_UTF16_BE,
    BOM_UTF16_LE,
    BOM_UTF32_BE,
    BOM_UTF32_LE,
    getincrementaldecoder,
)
from collections.abc import Iterator
from typing import NamedTuple

from mlp_explorer.data.files.entries import Entry
from mlp_explorer.errors import DatasetError

__all__ = ["read_text", "Text"]

_MARKS = (
    (BOM_UTF8, "utf-8-sig"),
    (BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which is its beginning
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)
_PICKLES = (".pkl", ".pickle", ".pt", ".pth", ".joblib")
_PICKLE_STARTS = tuple(bytes([0x80, version]) for version in range(2, 6))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # new ones, which are zips, and old ones
_MOST_BYTES = 500_000_000  # a table takes some three times as much memory
_SAMPLE, _BLOCK = 100_000, 4_000_000  # bytes
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


class Text(NamedTuple):
    """A text as UTF-8, without a byte-order mark, and what it was written in."""

    content: bytes
    encoding: str


def read_text(file: Entry, encoding: str | None = None) -> Text:
    """Return the text of a file, whatever it is written in.

    A byte-order mark says it; else it is UTF-16 where every second byte is 0, UTF-8 where that can
    be, and cp1252. encoding: what it is, where a person says so. Raises DatasetError for over 500
    MB, before it is read, for pickles, which are never opened, and for what is no text.
    """
    if file.size > _MOST_BYTES:
        got, most = file.size / 1e9, _MOST_BYTES / 1e9
        raise DatasetError("dataset.large_file", name=file.name, got=got, most=most)
    _refuse_objects(file.name, file.read_start(4))
    content = file.read_all()
    encoding = encoding or _tell_encoding(content)
    if encoding != "utf-8":
        try:
            content = b"".join(text.encode() for text in _decode(content, encoding, "replace"))
        except (LookupError, ValueError):
            raise DatasetError("tables.encoding", got=encoding) from None
    content = content.removeprefix(BOM_UTF8)
    if _CONTROLS.search(content[:_SAMPLE]):
        raise DatasetError("tables.no_text", name=file.name)
    if content.lstrip()[:1] in (b"{", b"[", b"<"):
        raise DatasetError("tables.markup", name=file.name)
    if not content.strip():
        raise DatasetError("dataset.empty_file", name=file.name)
    return Text(content, encoding)


def _refuse_objects(name: str, start: bytes) -> None:
    if name.lower().endswith(_PICKLES) or start[:2] in _PICKLE_STARTS:
        raise DatasetError("dataset.pickle", name=name)
    if start in _WORKBOOKS:
        raise DatasetError("tables.workbook", name=name)


def _tell_encoding(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[: _SAMPLE // 2 * 2]
    if sample[1::2].count(0) > len(sample) / 6:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) / 6:
        return "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            for _ in _decode(content, encoding, "strict"):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _decode(content: bytes, encoding: str, errors: str) -> Iterator[str]:
    """Give the text a few megabytes at a time: all of it may take four times as much."""
    b"".decode(encoding)  # a LookupError for what is no encoding of text, such as base64
    decoder = getincrementaldecoder(encoding)(errors)
    for first in range(0, len(content), _BLOCK):
        yield decoder.decode(content[first : first + _BLOCK])
    yield decoder.decode(b"", final=True)
