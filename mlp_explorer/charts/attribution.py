"""Reasons for an answer as pictures: what speaks for it in blue, what against it in orange.

The results are HTML for `st.html`, or arrays of colours.
"""

from html import escape

import numpy as np
from numpy.typing import NDArray

from mlp_explorer.charts.images import encode_png
from mlp_explorer.charts.theme import TRAIN, VALIDATION

__all__ = ["draw_attribution", "fade_ink", "paint_attribution"]

_PAPER = 0.45  # brightness of full ink under the colours
_FAINT = 0.28  # brightness of ink that is thought away
_GAMMA = 0.6  # under 1, what is weak stays in sight

Picture = NDArray[np.float32]
Colors = NDArray[np.uint8]


def paint_attribution(digit: Picture, values: Picture, most: float) -> Colors:
    """Lay `values` over the drawing: (height, width, 3) uint8.

    digit: (height, width) in [0, 1], shown in grey. values: as many, of either sign. most: the
    absolute value that gets the full colour.
    """
    strength = np.clip(np.abs(values) / max(most, 1e-12), 0, 1)[..., np.newaxis] ** _GAMMA
    colors = np.where(values[..., np.newaxis] < 0, _read_color(VALIDATION), _read_color(TRAIN))
    grey = _PAPER * 255 * digit[..., np.newaxis]
    return np.round(grey * (1 - strength) + colors * strength).astype(np.uint8)


def fade_ink(digit: Picture, part: Picture) -> Colors:
    """Paint a drawing in white, a part of it faintly: (28, 28) uint8.

    digit, part: (28, 28) in [0, 1], the whole ink and that of the part alone.
    """
    return np.round(255 * np.clip(digit - (1 - _FAINT) * part, 0, 1)).astype(np.uint8)


def draw_attribution(digit: Picture, values: Picture, title: str, sentence: str) -> str:
    """Return a figure: `values` over the drawing, its title, and the sentence below.

    The largest absolute value gets the full colour.
    """
    source = encode_png(paint_attribution(digit, values, float(np.abs(values).max())))
    return (
        '<figure style="margin:0;max-width:240px">'
        f'<img alt="{escape(title)}: {escape(sentence)}" src="{source}" style="display:block;'
        'width:100%;image-rendering:pixelated;border-radius:6px">'
        f'<figcaption style="font-size:0.875rem;line-height:1.4;padding-top:0.35rem">'
        f"<b>{escape(title)}</b><br>{escape(sentence)}</figcaption></figure>"
    )


def _read_color(color: str) -> NDArray[np.float64]:
    return np.array(list(bytes.fromhex(color[1:])), dtype=np.float64)
