"""Labelled drawings of one hand: as files, split for a fair test, and what is missing."""

import base64
import binascii
import json
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Annotated, Any, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, Field, ValidationError

from mlp_explorer.drawing.strokes import MOST_POINTS, MOST_STROKES, strokes_to_digit
from mlp_explorer.errors import DrawingError
from mlp_explorer.words import HAND

__all__ = [
    "describe_gaps",
    "LabelledDigit",
    "MOST_DRAWINGS",
    "read_collection",
    "split_collection",
    "write_json",
    "write_npz",
]

MOST_DRAWINGS = 5000
_HOLD_OUT = 3  # every third of a class
# of a collection in JSON
_FORM = '{"digits": [{"label": 5, "strokes": [[[x, y], …], …]}, …]}'
_NAMES = (("x", "y"), ("x_train", "y_train"))


class LabelledDigit(NamedTuple):
    """A drawing and what it is meant to be.

    label: 0 to 9. digit: (28, 28) uint8, 0 for none to 255 for full ink. strokes: (n, 2) points
    each, canvas pixels; none where it comes from a picture.
    """

    label: int
    digit: NDArray[np.uint8]
    strokes: list[Any] = []  # noqa: RUF012, never changed in place


class _HasLabel(Protocol):
    @property
    def label(self) -> int: ...


Labelled = TypeVar("Labelled", bound=_HasLabel)
Number = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]

Stroke = Annotated[list[tuple[Number, Number]], Field(max_length=MOST_POINTS)]


class _Entry(BaseModel):
    label: Annotated[int, Field(ge=0, le=9)]
    strokes: Annotated[list[Stroke], Field(max_length=MOST_STROKES)] = []
    pixels: str = ""  # 784 bytes in base64


class _File(BaseModel):
    digits: Annotated[list[_Entry], Field(min_length=1, max_length=MOST_DRAWINGS)]


def write_json(drawings: Sequence[LabelledDigit]) -> bytes:
    """Return a JSON file with strokes and pictures.

    `{"digits": [{"label": 5, "strokes": [[[x, y], …], …], "pixels": "…"}, …]}`, x to the right,
    y down, canvas pixels; pixels: 28 × 28 bytes in base64.
    """
    entries = [
        {
            "label": each.label,
            "strokes": [np.asarray(stroke).round(1).tolist() for stroke in each.strokes],
            "pixels": base64.b64encode(each.digit.tobytes()).decode(),
        }
        for each in drawings
    ]
    return json.dumps({"digits": entries}).encode()


def write_npz(drawings: Sequence[LabelledDigit]) -> bytes:
    """Return an npz file with `x` (n, 28, 28) and `y` (n,), uint8, as MNIST has them."""
    buffer = BytesIO()
    digits = np.stack([each.digit for each in drawings])
    np.savez_compressed(buffer, x=digits, y=np.array([e.label for e in drawings], np.uint8))
    return buffer.getvalue()


def read_collection(content: bytes) -> list[LabelledDigit]:
    """Read a file of labelled drawings, JSON or npz, as written above.

    In JSON, strokes or pixels may be missing. In npz, the names may be Keras's, `x_train` and
    `y_train`, and the numbers floats in [0, 1]. Raises DrawingError, with a sentence, for
    anything else, and for over 5,000 drawings.
    """
    if not content:
        raise DrawingError("drawing.empty_file")
    return _read_npz(content) if content[:2] == b"PK" else _read_json(content)


def split_collection(drawings: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Return those to train on and those held out: every third of each class, by their order.

    A drawing that is held out stays so when others are added after it.
    """
    seen = [0] * 10
    parts: tuple[list[Labelled], list[Labelled]] = ([], [])
    for each in drawings:
        seen[each.label] += 1
        parts[seen[each.label] % _HOLD_OUT == 0].append(each)
    return parts


def describe_gaps(drawings: Sequence[_HasLabel]) -> list[str]:
    """Say what is missing before a network can learn this hand, and be tested on it."""
    counts = np.bincount([each.label for each in drawings], minlength=10)
    if not counts.any():
        return [HAND["no_drawing"]]
    sentences = []
    if (none := np.flatnonzero(counts == 0)).size:
        sentences.append(HAND["none_of"].format(digits=_list(none)))
    if (one := np.flatnonzero(counts == 1)).size:
        sentences.append(HAND["one_of"].format(digits=_list(one)))
    if not (counts >= _HOLD_OUT).any():
        sentences.append(HAND["no_held_out"])
    return sentences


def _list(digits: NDArray[Any]) -> str:
    *most, last = (str(digit) for digit in digits)
    return HAND["and"].format(most=", ".join(most), last=last) if most else last


def _read_json(content: bytes) -> list[LabelledDigit]:
    try:
        file = _File.model_validate_json(content)
    except ValidationError as error:
        raise _explain(error) from error
    return [_read_entry(number, entry) for number, entry in enumerate(file.digits, 1)]


def _explain(error: ValidationError) -> DrawingError:
    first = error.errors()[0]
    where = [str(part + 1 if isinstance(part, int) else part) for part in first["loc"]]
    if not where:
        return DrawingError("drawing.no_collection", form=_FORM)
    got, problem = str(first["input"])[:40], first["msg"].lower()
    return DrawingError("drawing.entry", place=" ".join(where), got=got, problem=problem)


def _read_entry(number: int, entry: _Entry) -> LabelledDigit:
    try:
        digit = _read_pixels(entry.pixels) if entry.pixels else _draw(entry.strokes)
    except DrawingError as error:
        raise DrawingError("drawing.drawing", number=number, problem=error) from error
    return LabelledDigit(entry.label, digit, [list(map(list, s)) for s in entry.strokes if s])


def _draw(strokes: list[Any]) -> NDArray[np.uint8]:
    return np.round(strokes_to_digit(strokes) * 255).astype(np.uint8)


def _read_pixels(text: str) -> NDArray[np.uint8]:
    try:
        numbers = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
    except (binascii.Error, ValueError):
        numbers = np.zeros(0, np.uint8)
    if numbers.size != 784:
        raise DrawingError("drawing.pixels")
    return numbers.reshape(28, 28)


def _read_npz(content: bytes) -> list[LabelledDigit]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 8 * 784 * MOST_DRAWINGS * 2:
                raise DrawingError("drawing.large_file", most=MOST_DRAWINGS)
        with np.load(BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except DrawingError:
        raise
    except ValueError as error:
        raise DrawingError("drawing.objects") from error
    except Exception as error:  # whatever the archive's reader stumbles over: zlib.error, …
        raise DrawingError("drawing.damaged") from error
    x, y = _pick_arrays(arrays)
    return [LabelledDigit(int(label), digit) for label, digit in zip(y, x, strict=True)]


def _pick_arrays(arrays: dict[str, Any]) -> tuple[NDArray[np.uint8], NDArray[Any]]:
    for names in _NAMES:
        if all(name in arrays for name in names):
            x, y = (arrays[name] for name in names)
            return _check_digits(x), _check_labels(y, len(x))
    if arrays:
        raise DrawingError("drawing.arrays", names=", ".join(arrays))
    raise DrawingError("drawing.no_arrays")


def _check_digits(x: NDArray[Any]) -> NDArray[np.uint8]:
    if x.ndim != 3 or x.shape[1:] != (28, 28) or not 1 <= len(x) <= MOST_DRAWINGS:
        raise DrawingError("drawing.pictures_shape", shape=str(x.shape), most=MOST_DRAWINGS)
    if x.dtype == np.uint8:
        return np.ascontiguousarray(x)
    if x.dtype.kind == "f" and np.isfinite(x).all() and x.min() >= 0 and x.max() <= 1:
        return np.round(x * 255).astype(np.uint8)
    raise DrawingError("drawing.pictures_type", type=str(x.dtype))


def _check_labels(y: NDArray[Any], count: int) -> NDArray[Any]:
    if y.shape != (count,) or y.dtype.kind not in "iu":
        shape, kind = str(y.shape), str(y.dtype)
        raise DrawingError("drawing.labels", shape=shape, type=kind, number=count)
    if not ((y >= 0) & (y <= 9)).all():
        wrong = y[(y < 0) | (y > 9)][0]
        raise DrawingError("drawing.label", got=int(wrong))
    return y
