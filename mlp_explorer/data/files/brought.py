"""What was read of pictures, whatever file they were in, and what can be said otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.errors import Sentence

__all__ = ["Brought", "Part", "PictureChoices"]


@dataclass(frozen=True)
class PictureChoices:
    """What a person says otherwise than it was understood; None: it is told from the content.

    transposed: the pictures lie on their side and mirrored, as EMNIST's do, and are turned back.
    inverted: the ink is dark on light, and becomes white on black. redrawn: pictures in files of
    their own are brought into MNIST's form, as Draw does with what is drawn; else they are kept
    whole. target: name of the column with the answers, of a table of pixels.
    """

    transposed: bool | None = None
    inverted: bool | None = None
    redrawn: bool | None = None
    target: str | None = None


class Part(NamedTuple):
    """Pictures (n, height, width) uint8 and their labels (n,), int64 or text."""

    pictures: NDArray[np.uint8]
    labels: NDArray[Any]


@dataclass
class Brought:
    """What was read. parts: by "train", "validation" and "test". names: of labels, where known.

    said: what was understood and left out. is_inked: the pictures are white ink on black already.
    is_emnist: they are named so.
    """

    parts: dict[str, Part]
    names: Mapping[str, str] = field(default_factory=dict)
    said: list[Sentence] = field(default_factory=list)
    is_inked: bool = False
    is_emnist: bool = False
