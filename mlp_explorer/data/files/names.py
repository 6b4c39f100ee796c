"""Names of files and folders: as they were meant, in the order that people expect."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

__all__ = [
    "clean_path",
    "is_picture_name",
    "is_systems_own",
    "natural_key",
    "read_tokens",
    "shorten",
    "sort_names",
]

_SYSTEMS = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_PICTURES = (
    *(".png", ".jpg", ".jpeg", ".jfif", ".webp", ".bmp", ".gif"),
    *(".heic", ".heif", ".avif"),  # of phones
)
_LONGEST = 60  # of what is shown
_LONGEST_NAME, _DEEPEST = 120, 12  # of what is kept: of a path, and so of the time to look at it
_X_OR_Y = re.compile(r"(x|y)(train|tr|test|te|val|valid)|(train|tr|test|te|val|valid)(x|y)")


def clean_path(path: str, was_cp437: bool = False) -> str:
    """Return a path as text: no way out of its folder, no drive, and no control characters.

    was_cp437: it comes from a zip that does not say how its names are written, which Python reads
    as cp437. Most such archives are a Mac's, and their names UTF-8.
    """
    if was_cp437 and not path.isascii():
        with suppress(UnicodeError):  # it was cp437 indeed
            path = path.encode("cp437").decode("utf-8")
    path = unicodedata.normalize("NFC", path.replace("\\", "/"))
    printable = "".join(each if each.isprintable() else "\ufffd" for each in path)
    parts = [part for part in printable.split("/") if part not in ("", ".", "..")]
    parts = [part for part in parts if not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(_cut(part) for part in parts[-_DEEPEST:]) or "file"


def is_picture_name(path: str) -> bool:
    """Tell whether a file is meant to be a picture."""
    return path.lower().endswith(_PICTURES)


def is_systems_own(path: str) -> bool:
    """Tell whether a file is one that a system adds, such as `.DS_Store` or `__MACOSX/._1.png`."""
    *folders, name = path.split("/")
    hidden = name.startswith(".") or name.lower() in _SYSTEMS
    return hidden or any(each == "__MACOSX" or each.startswith(".") for each in folders)


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Return what sorts "2" before "10", and "b" after "A"."""
    parts = re.findall(r"0*([0-9]+)|([^0-9]+)", text.casefold())
    return [(0, len(number), number) if number else (1, 0, other) for number, other in parts]


def sort_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in order: -1 before 1, 2 before 10, numbers before words."""
    return tuple(sorted(names, key=_order))


def _order(name: str) -> tuple[bool, float, list[tuple[int, int, str]], str]:
    is_number = bool(re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", name))
    return not is_number, float(name) if is_number else 0.0, natural_key(name), name


def read_tokens(name: str) -> list[str]:
    """Return the words of a name, in small letters: of `x_train`, `xTrain` and `Xtr` two each."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    tokens: list[str] = []
    for token in re.findall(r"[a-z0-9]+", spaced.lower()):
        both = _X_OR_Y.fullmatch(token)
        tokens += [each for each in both.groups() if each] if both else [token]
    return tokens


def _cut(name: str) -> str:
    """Return a name that is not too long, with its ending."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"


def shorten(text: str) -> str:
    """Return a text that somebody wrote, in one line and not longer than a sentence bears."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
