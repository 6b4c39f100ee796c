"""From numbers as files have them to pictures: grey, (n, height, width), 0 black to 255 white."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.data.files.brought import Part
from mlp_explorer.data.files.form import Form
from mlp_explorer.errors import DatasetError, Sentence

__all__ = ["finish_parts", "GreyPictures"]

_MOST_BYTES = 256_000_000  # of one part


@dataclass
class GreyPictures:
    """Pictures that arrive in blocks. Of too many every second one is let go, again and again.

    step: of so many that arrived one is kept. low, high: the least and the greatest number.
    """

    n_arrived: int = 0
    step: int = 1
    low: float = np.inf
    high: float = -np.inf
    is_whole: bool = True
    _blocks: list[NDArray[Any]] = field(default_factory=list)
    _labels: list[NDArray[Any]] = field(default_factory=list)

    def add(self, grey: NDArray[Any], labels: NDArray[Any], name: str) -> None:
        """Take a block of pictures, (n, height, width), with their labels, (n,).

        name: of the file. Raises `DatasetError` where their size is not that of those before.
        """
        if self._blocks and grey.shape[1:] != self.shape:
            raise _refuse_size(self.shape, grey.shape[1:], name)
        first = -self.n_arrived % self.step
        self.n_arrived += len(grey)
        self._labels.append(labels)
        if not len(kept := grey[first :: self.step]):
            return
        kept = _pack(kept)
        self.low, self.high = min(self.low, float(kept.min())), max(self.high, float(kept.max()))
        self.is_whole = self.is_whole and kept.dtype == np.uint8
        self._blocks.append(kept)
        while sum(block.nbytes for block in self._blocks) > _MOST_BYTES:
            self._halve()

    @property
    def shape(self) -> tuple[int, ...]:
        """Return height and width; nothing where no picture has arrived."""
        return self._blocks[0].shape[1:] if self._blocks else ()

    @property
    def labels(self) -> NDArray[Any]:
        """Return the labels of those that are kept, (n,); all are text where one of them is."""
        labels = self._labels
        if any(block.dtype.kind == "U" for block in labels):
            labels = [block.astype(str) for block in labels]
        return np.concatenate(labels)[:: self.step]

    def to_bytes(self, low: float, white: float) -> NDArray[np.uint8]:
        """Return all of them, (n, height, width) uint8, and keep none.

        `low` becomes 0 and `white` 255.
        """
        pictures = np.empty((sum(map(len, self._blocks)), *self.shape), np.uint8)
        done = 0
        for place, block in enumerate(self._blocks):
            if (low, white) != (0, 255) or block.dtype != np.uint8:
                block = np.rint((block.astype(np.float32) - low) * (255 / (white - low)))
            pictures[done : done + len(block)] = block
            done += len(block)
            self._blocks[place] = pictures[:0]  # its memory is free, before the next one is done
        return pictures

    def _halve(self) -> None:
        before, blocks, self._blocks = 0, self._blocks, []
        for block in blocks:
            self._blocks.append(block[-before % 2 :: 2].copy())
            before += len(block)
        self.step *= 2


def finish_parts(
    greys: Mapping[str, GreyPictures], form: Form, said: list[Sentence]
) -> dict[str, Part]:
    """Return the pictures and labels of each part, all scaled alike; say what was done to them."""
    if form.channels > 1:
        said.append(Sentence("pictures.grey"))
    if form.step > 1:
        values = {"height": form.height, "width": form.width, "step": form.step}
        said.append(Sentence("pictures.shrunk", values))
    parts = [grey for grey in greys.values() if grey.shape]
    for name, grey in greys.items():
        if grey.shape and grey.shape != parts[0].shape:
            raise _refuse_size(parts[0].shape, grey.shape, name)
        if grey.step > 1:
            values = {"count": grey.n_arrived, "step": grey.step}
            said.append(Sentence("pictures.thinned", values))
    low, white = _find_white(parts, said)
    return {
        name: Part(grey.to_bytes(low, white), grey.labels)
        for name, grey in greys.items()
        if grey.shape
    }


def _find_white(parts: Sequence[GreyPictures], said: list[Sentence]) -> tuple[float, float]:
    """Return which numbers are black and white in all parts; say so where they are not 0 and 255.

    Numbers from 0 to 1 and whole ones to 255 are as they mostly are. Few levels (8 × 8 digits have
    0 to 16), more than 8 bits, and numbers below 0 are stretched. Raises `DatasetError` where all
    pixels are the same.
    """
    low, high = min(part.low for part in parts), max(part.high for part in parts)
    if not low < high:
        raise DatasetError("pictures.blank", got=low)
    is_whole = all(part.is_whole for part in parts)
    if low >= 0 and high <= 1:
        return 0, 1
    if low >= 0 and high <= 255 and not (is_whole and high <= 16):
        return 0, 255
    low = min(low, 0)
    said.append(Sentence("pictures.stretched", {"least": low, "most": high}))
    return low, high


def _refuse_size(wanted: Sequence[int], got: Sequence[int], name: str) -> DatasetError:
    """Return the error for pictures of another size than those before."""
    sizes = {"wanted": _write_size(wanted), "got": _write_size(got)}
    return DatasetError("pictures.other_size", name=name, **sizes)


def _write_size(shape: Sequence[int]) -> str:
    height, width = shape
    return f"{width} × {height}"


def _pack(grey: NDArray[Any]) -> NDArray[Any]:
    """Return pictures as bytes where nothing is lost by that, else as float32."""
    if grey.dtype == np.uint8:
        return np.array(grey)  # a copy: it may lie in a larger block
    if grey.dtype.kind == "b":
        return grey.astype(np.uint8)
    if grey.min() >= 0 and grey.max() <= 255:
        packed = grey.astype(np.uint8)
        if grey.dtype.kind in "iu" or np.array_equal(packed, grey):
            return packed
    return grey.astype(np.float32)
