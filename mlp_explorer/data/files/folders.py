"""Pictures in files of their own: a zip, or a folder, with a folder a class."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mlp_explorer.data.files.brought import Brought, Part, PictureChoices
from mlp_explorer.data.files.entries import Entries, Entry
from mlp_explorer.data.files.form import MOST_SIDE
from mlp_explorer.data.files.names import is_picture_name, natural_key, shorten
from mlp_explorer.data.files.one_picture import SIDE, redraw_picture, shrink_picture
from mlp_explorer.data.files.picture_paths import Place, place_pictures
from mlp_explorer.drawing import decode_image, measure_image, read_lightness, tell_ink
from mlp_explorer.errors import DatasetError, DrawingError, EmptyDrawingError, Sentence

__all__ = ["read_folders"]

_LARGEST = 100_000_000  # bytes of one picture's file
_MOST_REDRAWN, _MOST_KEPT = 20_000, 100_000  # one takes some ten milliseconds, or a tenth of one
_SAMPLE = 60  # pictures that tell of all of them
_MOST_NAMED = 5
_LONGEST = 140  # pixels that are looked at: five for each one that is left

Read = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def read_folders(
    entries: Entries, choices: PictureChoices, has_answers: bool = True
) -> Brought | None:
    """Return the pictures in files of their own; None where there is none.

    has_answers: else folders are no classes, and all pictures are one part. Raises `DatasetError`
    where none of them can be read.
    """
    pictures = [each for each in entries.found if is_picture_name(each.name)]
    if not pictures:
        return None
    pictures.sort(key=lambda each: natural_key(each.name))
    said = []
    if others := len(entries.found) - len(pictures):
        said.append(Sentence("pictures.left_others", {"count": others}))
    places = [Place("train", "–")] * len(pictures)
    if has_answers:
        places = place_pictures([each.name for each in pictures])
    if has_answers and (empty := _find_empty(entries, pictures)):
        values = {"count": len(empty), "names": _list(empty)}
        said.append(Sentence("pictures.left_empty", values))
    size = None if choices.redrawn else _find_common_size(pictures)
    pictures, places = _thin(pictures, places, _MOST_KEPT if size else _MOST_REDRAWN, said)
    read = _read_as_is if size else _choose_reading(pictures, choices, said)
    parts = _read_all(pictures, places, read, size or (SIDE, SIDE), said)
    return Brought(parts, said=said, is_inked=read not in (_read_as_is, shrink_picture))


def _find_empty(entries: Entries, pictures: Sequence[Entry]) -> list[str]:
    """Return the folders in which no picture is, nor in a folder of theirs."""
    full = {str(folder) for each in pictures for folder in PurePosixPath(each.name).parents}
    named = {str(PurePosixPath(each.name).parent) for each in entries.found} | {*entries.folders}
    return sorted(named - full - {"."}, key=natural_key)


def _find_common_size(pictures: Sequence[Entry]) -> tuple[int, int] | None:
    """Return height and width of all pictures, where they are the same and small.

    Such sets were made by somebody who has brought them into a form, and so stay as they are.
    Broken pictures do not count.
    """
    common = None
    for each in pictures:
        try:
            size = measure_image(each.read_start(_LARGEST))
        except (DatasetError, DrawingError):
            continue
        if max(size) > MOST_SIDE or (common or size) != size:
            return None
        common = size
    return common


def _thin(
    pictures: list[Entry], places: list[Place], most: int, said: list[Sentence]
) -> tuple[list[Entry], list[Place]]:
    """Return every second one, or third, …, of more pictures than can be read."""
    step = -(-len(pictures) // most)
    if step > 1:
        said.append(Sentence("pictures.thinned", {"count": len(pictures), "step": step}))
    return pictures[::step], places[::step]


def _choose_reading(
    pictures: Sequence[Entry], choices: PictureChoices, said: list[Sentence]
) -> Read:
    """Return how all the pictures are read: what most of a sample show decides for the set."""
    sample = [light for image in _sample(pictures) if (light := _try_lightness(image)) is not None]
    told = [tell_ink(light) for light in sample]
    is_paper = sum(smooth for _, smooth in told) * 2 >= len(told)
    if choices.redrawn is False or (choices.redrawn is None and not is_paper):
        said.append(Sentence("pictures.kept_whole"))
        return shrink_picture
    is_light = sum(light for light, _ in told) * 2 > len(told)
    if choices.inverted is not None:
        is_light = not choices.inverted
    said.append(Sentence("pictures.redrawn"))
    said.append(Sentence("pictures.light_ink" if is_light else "pictures.dark_ink"))

    def read(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return redraw_picture(image, is_light)

    return read


def _sample(pictures: Sequence[Entry]) -> Iterator[NDArray[np.uint8]]:
    for each in pictures[:: -(-len(pictures) // _SAMPLE)]:
        try:
            yield _decode(each)
        except (DatasetError, DrawingError):
            continue


def _try_lightness(image: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """Return the lightness of a picture that tells ink from paper; not of a transparent one."""
    if (image[..., 3] < 128).any():
        return None
    light = read_lightness(image)
    return light if np.ptp(light) > 0.06 else None


def _read_all(
    pictures: Sequence[Entry],
    places: Sequence[Place],
    read: Read,
    size: tuple[int, int],
    said: list[Sentence],
) -> dict[str, Part]:
    """Return the pictures by part; say which are left out, and why."""
    left: dict[str, list[str]] = {"unread": [], "blank": [], "no_folder": []}
    whole = np.empty((len(pictures), *size), np.uint8)
    kept: dict[str, list[int]] = {}
    for number, (each, place) in enumerate(zip(pictures, places, strict=True)):
        if not place.label:
            left["no_folder"].append(each.name)
            continue
        try:
            whole[number] = read(_decode(each))
        except EmptyDrawingError:
            left["blank"].append(each.name)
        except (DatasetError, DrawingError, ValueError):
            left["unread"].append(each.name)
        else:
            kept.setdefault(place.part, []).append(number)
    problems = [
        Sentence(f"pictures.left_{code}", {"count": len(names), "names": _list(names)})
        for code, names in left.items()
        if names
    ]
    if "train" not in kept:
        raise DatasetError.of(problems)
    said += problems
    labels = np.array([place.label for place in places])
    return {part: Part(whole[numbers], labels[numbers]) for part, numbers in kept.items()}


def _read_as_is(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.rint(read_lightness(image) * 255).astype(np.uint8)


def _decode(entry: Entry) -> NDArray[np.uint8]:
    """Return a picture, (h, w, 4) uint8, upright, no longer than is looked at."""
    pixels = decode_image(entry.read_start(_LARGEST))
    if max(pixels.shape) <= _LONGEST:
        return pixels
    image = Image.fromarray(pixels)
    image.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BOX)
    return np.asarray(image)


def _list(names: Sequence[str]) -> str:
    """Return the first names, without the folders that lead to them."""
    shown = [shorten(name.rpartition("/")[2] or name) for name in names[:_MOST_NAMED]]
    return ", ".join(shown) + (", …" if len(names) > _MOST_NAMED else "")
