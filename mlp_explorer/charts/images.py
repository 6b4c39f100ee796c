"""Pictures of digits as HTML: PNGs inside the markup, scaled without blur, with a text instead.

The results are strings for `st.html`. Nothing is loaded from elsewhere.
"""

import base64
from collections.abc import Sequence
from html import escape
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mlp_explorer.charts.theme import MUTED, VALIDATION

__all__ = ["draw_crop", "draw_images", "draw_pixels", "encode_png", "find_crop"]

_COLUMNS, _GAP = 10, 2  # images in a row, and pixels between two of them
_CROP_WIDTH = 224  # px, of one image

Pixels = NDArray[np.uint8]
Numbers = NDArray[np.integer]


def encode_png(image: Pixels) -> str:
    """Return an image as a data URL: (h, w) uint8 grey, (h, w, 2) with opacity, (h, w, 3) RGB,
    (h, w, 4) RGBA."""
    buffer = BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def draw_images(
    images: Pixels, labels: Sequence[object] | Numbers, sentence: str, most_width: str = ""
) -> str:
    """Return rows of ten images with their labels below.

    images: (n, h, w) uint8, 0 black to 255 white. labels: (n,), names
    or numbers. sentence: says what is shown; with the labels, it is the text alternative.
    most_width: as CSS has it; else they are at most twice their size (596 px for images of 28
    pixels). There may be less room.
    """
    rows = range(0, len(images), _COLUMNS)
    pictures = "".join(_draw_row(images[i : i + _COLUMNS], labels[i : i + _COLUMNS]) for i in rows)
    names = escape(", ".join(map(str, labels)))
    width = most_width or f"{2 * _row_width(images.shape[2])}px"
    return (
        f'<div role="img" aria-label="{escape(sentence)}: {names}." '
        f'style="max-width:{width}">{pictures}</div>'
    )


def _row_width(width: int) -> int:
    return _COLUMNS * width + (_COLUMNS - 1) * _GAP


def _draw_row(images: Pixels, labels: Sequence[object] | Numbers) -> str:
    source = encode_png(_tile_row(images))
    gap = 100 * _GAP / _row_width(images.shape[2])
    texts = "".join(f"<span>{escape(str(label))}</span>" for label in labels)
    return (
        f'<img alt="" src="{source}" style="display:block;width:100%;image-rendering:pixelated">'
        f'<div style="display:grid;grid-template-columns:repeat({_COLUMNS},1fr);'
        f"column-gap:{gap:.3f}%;text-align:center;font-size:0.8rem;line-height:1.5;"
        f'opacity:0.8">{texts}</div>'
    )


def _tile_row(images: Pixels) -> Pixels:
    """Return up to ten (h, w) images as one row (h, w of ten and gaps, 2), transparent between."""
    n, height, width = images.shape
    slots = np.zeros((height, _COLUMNS, width + _GAP, 2), dtype=np.uint8)
    slots[:, :n, :width, 0] = images.transpose(1, 0, 2)
    slots[:, :n, :width, 1] = 255
    return slots.reshape(height, -1, 2)[:, : _row_width(width)]


def find_crop(image: Pixels, size: int) -> tuple[int, int]:
    """Return row and column of the `size` x `size` window whose pixels differ most.

    image: (h, w) uint8. There, stroke and paper are both in sight.
    """
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    spread = windows.std(axis=(2, 3))
    row, column = np.unravel_index(spread.argmax(), spread.shape)
    return int(row), int(column)


def draw_crop(image: Pixels, corner: tuple[int, int], size: int, sentence: str) -> str:
    """Return one (h, w) uint8 image, with a frame around the window at `corner` (row, column)."""
    height, width = image.shape
    place = (
        f"top:{100 * corner[0] / height:.2f}%;left:{100 * corner[1] / width:.2f}%;"
        f"width:{100 * size / width:.2f}%;height:{100 * size / height:.2f}%"
    )
    return (
        f'<div role="img" aria-label="{escape(sentence)}" '
        f'style="position:relative;max-width:{_CROP_WIDTH}px">'
        f'<img alt="" src="{encode_png(image)}" '
        'style="display:block;width:100%;image-rendering:pixelated">'
        f'<div style="position:absolute;box-sizing:border-box;border:2px solid {VALIDATION};'
        f'{place}"></div></div>'
    )


def draw_pixels(numbers: NDArray[np.generic], greys: Pixels, title: str, decimals: int = 0) -> str:
    """Return a table of numbers, each on the grey that it stands for.

    numbers: (h, w), written with so many decimals. greys: (h, w) uint8, 0 black to 255 white.
    """
    rows = "".join(
        f"<tr>{''.join(map(_draw_cell, row, shades, [decimals] * len(row)))}</tr>"
        for row, shades in zip(numbers, greys, strict=True)
    )
    return (
        '<table style="width:100%;max-width:340px;table-layout:fixed;border-collapse:collapse;'
        f"border:1px solid {MUTED};text-align:center;font-size:0.75rem;"
        'font-variant-numeric:tabular-nums">'
        '<caption style="text-align:left;font-size:0.875rem;padding-bottom:0.35rem">'
        f"{escape(title)}</caption><tbody>{rows}</tbody></table>"
    )


def _draw_cell(number: float, grey: int, decimals: int) -> str:
    ink = "#000" if grey > 117 else "#fff"  # either is at least 4.5 : 1 on its side of this grey
    return (
        f'<td style="background:rgb({grey},{grey},{grey});color:{ink};padding:0;height:2.2rem">'
        f"{number:.{decimals}f}</td>"
    )
