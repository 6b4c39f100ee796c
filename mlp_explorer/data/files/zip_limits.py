"""How much may lie in a zip: told from what it says of itself, before it is read."""

import struct
from collections.abc import Sequence
from typing import IO
from zipfile import ZipInfo

from mlp_explorer.data.files.gather import MOST_BYTES, MOST_FILES
from mlp_explorer.errors import DatasetError

__all__ = ["check_directory", "check_members"]

# Of each file a zip's directory has 46 bytes and a name. Python reads all of it, into some ten
# times as much memory, before anybody can ask how many there are.
_MOST_DIRECTORY = 25_000_000
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR, _LOCATOR_SIZE = b"PK\x06\x07", 20
_MOST_RATIO, _FROM_BYTES = (
    200,
    100_000_000,
)  # pictures are packed to a tenth; a bomb to a thousandth


def check_directory(content: IO[bytes], name: str) -> None:
    """Raise `DatasetError` where the list of a zip's files alone is too long."""
    content.seek(0, 2)
    content.seek(max(0, content.tell() - _END_SIZE - (1 << 16) - _LOCATOR_SIZE))
    tail = content.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_SIZE:
        return  # no zip, which its reader will say
    n_files, n_bytes = struct.unpack_from("<HL", tail, place + 10)
    if tail[max(0, place - _LOCATOR_SIZE) :].startswith(_LOCATOR):
        (where,) = struct.unpack_from("<Q", tail, place - _LOCATOR_SIZE + 8)
        content.seek(where)
        record = content.read(56)
        if len(record) == 56:
            n_files, n_bytes = struct.unpack_from("<QQ", record, 32)
    content.seek(0)
    if n_files > MOST_FILES or n_bytes > _MOST_DIRECTORY:
        raise DatasetError("dataset.many_members", name=name, most=MOST_FILES)


def check_members(members: Sequence[ZipInfo], name: str) -> None:
    """Raise `DatasetError` for what would be too much when unpacked, and for what is encrypted."""
    unpacked = sum(each.file_size for each in members)
    packed = sum(each.compress_size for each in members)
    if unpacked > MOST_BYTES or (unpacked > _FROM_BYTES and unpacked > _MOST_RATIO * packed):
        raise DatasetError("dataset.bomb", name=name, most=MOST_BYTES / 1e9)
    if len(members) > MOST_FILES:
        raise DatasetError("dataset.many_members", name=name, most=MOST_FILES)
    if any(each.flag_bits & 1 for each in members):
        raise DatasetError("dataset.encrypted", name=name)
