"""The picture of a digit, a photograph say, brought into MNIST's form."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing.box import BOX, SIDE, find_centre
from mlp_explorer.drawing.paper import (
    blur_widely,
    fit_smooth_paper,
    is_smooth,
    mark_border,
    measure_spread,
    spread_paper,
)
from mlp_explorer.drawing.parts import find_touching, label_parts
from mlp_explorer.drawing.pen import widen_pen
from mlp_explorer.errors import DrawingError, EmptyDrawingError

__all__ = ["find_ink", "image_to_digit", "ink_to_digit", "read_lightness", "tell_ink"]

_LONGEST = 400  # pixels that are looked at: grain is averaged, and 20 are what MNIST leaves
_CLEAN = 0.002  # of full ink: less grain than half a step of 255 is no photograph
_FAINT = 0.35  # of full ink: what is fainter in a photograph is grain, a ruled line, a dirty spot
_TRACE = 0.2  # of full ink: what is fainter in a clean image, and small, is no ink
# Enlarging blurs, and a blurred rim makes the box too large and so the digit too small: of 2,500
# MNIST test images, enlarged, the tutorial's network reads 0.4 points more with this than with 0.
_RIM = 0.15  # of full ink
_SPECK = 0.03  # of the largest part's ink: less is a speck
_ALONE = 0.1  # of all ink, away from the border, is enough to be the digit


def image_to_digit(image: ArrayLike) -> NDArray[np.float32]:
    """Bring the image of one digit into the form of MNIST's.

    `image` is uint8, (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA; dark on light or light on
    dark; transparent pixels are background. The answer is (28, 28) float32 in [0, 1]. An MNIST
    picture, enlarged or moved, comes back nearly as it was: whole pixels bring the centre of mass
    between 14 and 15 both ways, where it is in MNIST (measured on 2,000 of its test pictures).
    Raises `DrawingError` for another shape or dtype, `EmptyDrawingError` for a blank image.
    """
    return ink_to_digit(find_ink(image))


def ink_to_digit(ink: Float64s) -> NDArray[np.float32]:
    """Bring ink, (h, w) in [0, 1] as `find_ink` gives it, into the form of MNIST's, (28, 28)."""
    dark = ink > _RIM
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    ink = widen_pen(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = BOX / max(ink.shape)
    across, down = find_centre(ink) * scale
    by_row = _weigh_overlaps(ink.shape[0], scale, down)
    digit = by_row @ ink @ _weigh_overlaps(ink.shape[1], scale, across).T
    return np.asarray(digit / digit.max(), dtype=np.float32)  # A thin pen leaves only grey.


def find_ink(image: ArrayLike, is_light_ink: bool | None = None) -> Float64s:
    """Tell the ink of an image from its paper: (h, w) float64, 0 for none to 1 for full ink.

    Images over 400 pixels long come back smaller. is_light_ink: whether the ink is lighter than its
    paper, where that is known; else the image tells. Raises as `image_to_digit` does.
    """
    return _separate(read_lightness(image), is_light_ink)


def tell_ink(light: Float64s) -> tuple[bool, bool]:
    """Tell of lightness, (h, w), whether its ink is light, and whether it lies on smooth paper."""
    paper = fit_smooth_paper(light)
    smooth = is_smooth(light, paper)
    return _is_ink_light(light, paper if smooth else blur_widely(light)), smooth


def read_lightness(image: ArrayLike) -> Float64s:
    """Give the lightness, (h, w) in [0, 1], with the background in place of transparency.

    Images over 400 pixels long come back smaller. Raises as `image_to_digit` does.
    """
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8:
        raise DrawingError("drawing.image_type", type=str(pixels.dtype))
    if pixels.ndim != 2 and (pixels.ndim != 3 or pixels.shape[2] not in (3, 4)):
        raise DrawingError("drawing.image_shape", shape=str(pixels.shape))
    if not pixels.size:
        raise EmptyDrawingError("drawing.no_pixels")
    # Smaller first: transparent pixels have no part in the colours, says `Image.reduce`.
    small = np.asarray(Image.fromarray(pixels).reduce(-(-max(pixels.shape[:2]) // _LONGEST)))
    colours = Image.fromarray(small if small.ndim == 2 else np.ascontiguousarray(small[..., :3]))
    light = np.asarray(colours.convert("L")) / 255
    return _lay_on_paper(light, small[..., 3] / 255) if small.shape[2:] == (4,) else light


def _lay_on_paper(light: Float64s, alpha: Float64s) -> Float64s:
    """Put the background's lightness in place of transparency, all (h, w) in [0, 1]."""
    border = mark_border(light.shape)
    if np.median(alpha[border]) >= 0.5:
        paper = float(np.median(light[border & (alpha >= 0.5)]))
    else:  # The border is transparent itself: black under light ink, white under dark.
        paper = float((light * alpha).sum() < alpha.sum() / 2)
    return alpha * light + (1 - alpha) * paper


def _separate(light: Float64s, is_light_ink: bool | None) -> Float64s:
    """Tell the ink from the background of (h, w) lightness: 0 for none to 1 for full ink."""
    ink = _lift_ink(light, is_light_ink)
    if ink.max() <= 0:  # It is not as light, or as dark, as it was said to be.
        raise EmptyDrawingError("drawing.blank")
    full = float(np.percentile(ink[ink >= ink.max() / 2], 99))  # One odd pixel does not count.
    noise = measure_spread(ink[np.abs(ink) < full / 2])
    if full < max(0.06, 6 * noise):  # 15 of 255 are hardly seen, and grain reaches 5 times itself.
        raise EmptyDrawingError("drawing.blank")
    if noise >= _CLEAN:
        return _drop_clutter(np.clip((ink / full - _FAINT) / (1 - 2 * _FAINT), 0, 1))
    # A clean image keeps its faintest edges, as MNIST does (1 of 255).
    return _drop_dirt(np.where(ink < full / 512, 0, np.clip(ink / full, 0, 1)))


def _lift_ink(light: Float64s, is_light_ink: bool | None) -> Float64s:
    """Give the part of the paper's light that is missing, or added, (h, w); paper is near 0."""
    paper = fit_smooth_paper(light)
    smooth = is_smooth(light, paper)
    if is_light_ink is None:
        # Beside an edge of a shadow, one side is as much too light as the other is too dark.
        is_light_ink = _is_ink_light(light, paper if smooth else blur_widely(light))
    if not smooth:
        paper = -spread_paper(-light) if is_light_ink else spread_paper(light)
    return light - paper if is_light_ink else (paper - light) / np.maximum(paper, 0.25)


def _is_ink_light(light: Float64s, paper: Float64s) -> bool:
    return bool(((light - paper) ** 3).sum() > 0)


def _drop_dirt(ink: Float64s) -> Float64s:
    """Leave out, of a clean image's ink, small parts that are faint all over: traces of JPEG."""
    labels, count = label_parts(ink > 0)
    masses = np.bincount(labels.ravel(), ink.ravel(), count + 1)
    strongest = np.zeros(count + 1)
    np.maximum.at(strongest, labels.ravel(), ink.ravel())
    keep = (strongest >= _TRACE) | (masses >= _SPECK * masses.max())
    return np.asarray(np.where(keep[labels], ink, 0))


def _drop_clutter(ink: Float64s) -> Float64s:
    """Leave out, of a photograph's ink, what is a speck, or not of the sheet."""
    labels, count = label_parts(ink > 0)
    masses = np.bincount(labels.ravel(), ink.ravel(), count + 1)
    keep = masses >= _SPECK * masses.max()
    inner = keep.copy()
    inner[find_touching(labels)] = False
    # A table's edge is cut by the picture's; a digit seldom is, and then stands alone.
    if masses[inner].sum() >= _ALONE * masses[keep].sum():
        keep = inner
    keep[0] = False
    return np.asarray(np.where(keep[labels], ink, 0))


def _weigh_overlaps(count: int, scale: float, centre: float) -> Float64s:
    """Give the (28, count) part of each new pixel that each old one, `scale` long, covers."""
    offset = SIDE // 2 - np.floor(centre + 1e-6)  # Whole pixels: MNIST's own stay sharp.
    edges = np.clip(offset, 0, SIDE - np.ceil(count * scale - 1e-6)) + np.arange(count + 1) * scale
    pixel = np.arange(SIDE)[:, None]
    overlaps = np.minimum(edges[1:], pixel + 1) - np.maximum(edges[:-1], pixel)
    return np.asarray(np.maximum(overlaps, 0))
