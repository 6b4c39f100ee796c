"""Which columns of a table are pixels, and which has the answers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.files.form import LEAST_SIDE, Form, find_form
from mlp_explorer.data.files.names import shorten

__all__ = ["find_columns", "PixelColumns", "read_fields", "tell_separator"]

_SEPARATORS = ",;\t "
_ANSWERS = ("label", "labels", "class", "target", "y", "answer", "digit", "letter", "emotion")
_IDS = re.compile(r"|index|id|image_?id|row_?id|unnamed: 0")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I)
_SURE = re.compile(r"pix(el)?s?[ _-]*#([ _-]#)?|#x#")  # what only pixels are called
_LARGE = 28 * 28  # so many small numbers in a row can hardly be anything else
_MOSTLY = 0.8  # of the rows; others may be broken
_SCALE = 8  # the answers to questions have fewer levels than the pixels of small pictures


@dataclass(frozen=True)
class PixelColumns:
    """The columns of a table of pictures, by their places from 0.

    pixels: in the order of the picture. label: None where there is none. left_out: names of others.
    has_header: the first line has their names. n_columns: of all. are_bytes: as far as the first
    rows show, pixels are whole numbers from 0 to 255.
    """

    pixels: tuple[int, ...]
    label: int | None
    form: Form
    has_header: bool
    left_out: tuple[str, ...] = ()
    n_columns: int = 0
    are_bytes: bool = True


def tell_separator(line: str) -> str:
    """Return what is between the fields of a line."""
    return max(_SEPARATORS, key=line.count)


def read_fields(line: str, separator: str) -> list[str]:
    """Return the fields of a line, without blanks and quotes around them."""
    fields = line.split(None if separator == " " else separator)
    return [field.strip().strip("\"'").strip() for field in fields]


def find_columns(rows: Sequence[Sequence[str]], target: str | None = None) -> PixelColumns | None:
    """Return which columns are pixels; None where these are no pictures.

    rows: the fields of the first lines of a table, all of the same number. target: name of the
    column with the answers, where it is said; where it has none beside pixels, these are no
    pictures.
    """
    found = _find_columns(rows, target)
    is_other = found and target and (found.label is None or rows[0][found.label] != target)
    return None if is_other else found


def _find_columns(rows: Sequence[Sequence[str]], target: str | None) -> PixelColumns | None:
    names = [name.lower() for name in rows[0]]
    has_header = _is_header(names)
    sample = _read_numbers(rows[1:] if has_header else rows)
    if not has_header:
        return _find_among(range(len(names)), sample, False)
    groups = Counter(_find_group(name) for name in names)
    group, _ = groups.most_common(1)[0]
    places = sorted(
        (place for place, name in enumerate(names) if _find_group(name) == group),
        key=lambda place: [int(number) for number in re.findall(r"\d{1,9}", names[place])],
    )
    others = [place for place in range(len(names)) if place not in set(places)]
    form = _find_form(len(places), sample[:, places])
    is_sure = bool(_SURE.fullmatch(group))
    if form is None and not others:
        return _find_among(places, sample, True)
    are_bytes = _look_like_pixels(sample[:, places])
    if form is None or not (is_sure or are_bytes):
        return None
    label = _find_label(others, names, target)
    if label is None and not is_sure and len(places) < _LARGE:
        return None
    left = tuple(shorten(rows[0][place]) or "—" for place in others if place != label)
    return PixelColumns(tuple(places), label, form, True, left, len(names), are_bytes)


def _find_among(
    places: Sequence[int], sample: NDArray[np.float64], has_header: bool
) -> PixelColumns | None:
    """Return which of columns that are all called alike, or not at all, are pixels.

    The answer is the first or the last of them. Pixels at the rim hardly differ from picture to
    picture, answers do, but have few values.
    """
    pixels, label = list(places), None
    form = _find_form(len(places), sample)
    if form is None:
        label = min((places[0], places[-1]), key=lambda each: _rank(sample[:, each]))
        pixels.remove(label)
        form = _find_form(len(pixels), sample[:, pixels])
    elif len(places) < _LARGE:
        return None
    if form is None or not _look_like_pixels(sample[:, pixels]):
        return None
    return PixelColumns(tuple(pixels), label, form, has_header, (), len(places))


def _find_form(count: int, sample: NDArray[np.float64]) -> Form | None:
    return find_form((1, count), sample if sample.shape[1:] == (count,) else None)


def _rank(values: NDArray[np.float64]) -> tuple[bool, int]:
    """Return what is less for answers than for pixels; text is not a number here."""
    n_values = len(np.unique(values))
    return n_values < 2 and not np.isnan(values).any(), n_values


def _look_like_pixels(sample: NDArray[np.float64]) -> bool:
    """Tell whether these are whole numbers from 0 to 255; of a few columns not small ones alone."""
    fine = ((sample >= 0) & (sample <= 255) & (sample == np.rint(sample))).all(axis=1)
    if not fine.any() or fine.mean() < _MOSTLY:
        return False
    return bool(sample[fine].max() >= _SCALE) or sample.shape[1] >= (2 * LEAST_SIDE) ** 2


def _find_label(others: Sequence[int], names: Sequence[str], target: str | None) -> int | None:
    for name in _ANSWERS if target is None else (target.lower(), *_ANSWERS):
        if found := [place for place in others if names[place] == name]:
            return found[0]
    unknown = [place for place in others if not _IDS.fullmatch(names[place])]
    return unknown[0] if len(unknown) == 1 else None


def _is_header(names: Sequence[str]) -> bool:
    """Tell whether a line has names: most of them no numbers, or numbers one by one."""
    half = len(names) / 2
    if sum(not _NUMBER.fullmatch(name) for name in names) > half:
        return True
    numbers = [int(name) for name in names if name.isdecimal() and len(name) < 9]
    return len(numbers) > half and bool((np.diff(numbers) == 1).all())


def _find_group(name: str) -> str:
    return re.sub(r"\d+", "#", name)


def _read_numbers(rows: Sequence[Sequence[Any]]) -> NDArray[np.float64]:
    """Return the numbers of fields, (n, columns); what is none is nan."""
    return np.array([[_read_number(field) for field in row] for row in rows], np.float64)


def _read_number(field: str) -> float:
    return float(field) if _NUMBER.fullmatch(field) else np.nan
