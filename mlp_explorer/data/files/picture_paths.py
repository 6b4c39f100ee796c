"""Which class a picture is of, and in which part it is: told by the folders it lies in."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mlp_explorer.data.files.array_parts import PARTS

__all__ = ["Place", "place_pictures"]


class Place(NamedTuple):
    """The part that a picture is in, such as "train", and its class; empty where it has none."""

    part: str
    label: str


def place_pictures(paths: Sequence[str]) -> list[Place]:
    """Return the place of each picture.

    Folders that hold all others are left out, and `train`, `val`, `test` are parts, above the
    classes or below them. Where there are no folders, classes are what names begin with, as in
    `cat.12.jpg` and `dog_3.jpg`.
    """
    folders, parts = _take_parts(_strip_common([path.split("/")[:-1] for path in paths]))
    labels = [each[0] if each else "" for each in _strip_common(folders)]
    if len(set(labels) - {""}) < 2:
        labels = [_read_label(path) for path in paths]
        if 3 * len(set(labels)) > 2 * len(labels):  # names of their own, of a single folder
            labels = [_name_folder(path) for path in paths]
    return [Place(part, label) for part, label in zip(parts, labels, strict=True)]


def _strip_common(folders: Sequence[list[str]]) -> list[list[str]]:
    """Return folders without those that hold all pictures, but for parts."""
    result = [list(each) for each in folders]
    while all(result) and len({each[0] for each in result}) == 1:
        result = [each[1:] for each in result]
    return result


def _take_parts(folders: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Return folders without those that are parts, and the parts."""
    first = {each[0].lower() for each in folders if each}
    if first and first <= set(PARTS):
        parts = [PARTS[each[0].lower()] if each else "train" for each in folders]
        inner = [each[1:] for each in folders]
        names = {name for name in parts if name != "test"}
        return inner, parts if "train" in names else ["train"] * len(parts)
    second = {each[1].lower() for each in folders if len(each) > 1}
    if len(second) > 1 and second <= set(PARTS) and all(len(each) > 1 for each in folders):
        return [[each[0], *each[2:]] for each in folders], [PARTS[e[1].lower()] for e in folders]
    return folders, ["train"] * len(folders)


def _name_folder(path: str) -> str:
    folders = path.split("/")[:-1]
    return folders[-1] if folders else "pictures"


def _read_label(path: str) -> str:
    """Return what the name of a picture begins with: of `cat.12.jpg` the cat."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    return re.split(r"[ ._()-]+", name.strip())[0] or name
