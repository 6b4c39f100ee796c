"""The picture of a digit, a photograph say, brought into MNIST's form."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from mlp_explorer.drawing.box import BOX, SIDE, Floats, find_centre
from mlp_explorer.errors import DrawingError, EmptyDrawingError

__all__ = ["find_ink", "image_to_digit"]


def image_to_digit(image: ArrayLike) -> NDArray[np.float32]:
    """Bring the image of one digit into the form of MNIST's.

    `image` is uint8, (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA; dark on light or light on
    dark; transparent pixels are background. The answer is (28, 28) float32 in [0, 1]. An MNIST
    picture, enlarged or moved, comes back nearly as it was: whole pixels bring the centre of mass
    between 14 and 15 both ways, where it is in MNIST (measured on 2,000 of its test pictures).
    Raises `DrawingError` for another shape or dtype, `EmptyDrawingError` for a blank image.
    """
    ink = find_ink(image)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    across, down = find_centre(ink) * scale
    by_row = _weigh_overlaps(ink.shape[0], scale, down)
    digit = by_row @ ink @ _weigh_overlaps(ink.shape[1], scale, across).T
    return np.asarray(digit / digit.max(), dtype=np.float32)  # A thin pen leaves only grey.


def find_ink(image: ArrayLike) -> Floats:
    """Tell the ink of an image from its paper: (h, w) float64, 0 for none to 1 for full ink.

    Images over 1024 pixels long come back smaller. Raises as `image_to_digit` does.
    """
    return _separate(_read_lightness(image))


def _read_lightness(image: ArrayLike) -> Floats:
    """Give the lightness, (h, w) in [0, 1], with the background in place of transparency."""
    pixels = np.asarray(image)
    if pixels.dtype != np.uint8:
        raise DrawingError(f"An image of {pixels.dtype} arrived; it must be uint8, 0 to 255.")
    if pixels.ndim != 2 and (pixels.ndim != 3 or pixels.shape[2] not in (3, 4)):
        raise DrawingError(
            f"An image of shape {pixels.shape} arrived; it must be (h, w[, 3 or 4])."
        )
    if not pixels.size:
        raise EmptyDrawingError("The image has no pixels.")
    colours = Image.fromarray(pixels if pixels.ndim == 2 else pixels[..., :3])
    light = np.asarray(colours.convert("L")) / 255
    if pixels.shape[2:] == (4,):
        alpha = pixels[..., 3] / 255
        border = _mark_border(light.shape)
        if np.median(alpha[border]) >= 0.5:
            paper = float(np.median(light[border & (alpha >= 0.5)]))
        else:  # The border is transparent itself: black under light ink, white under dark.
            paper = float((light * alpha).sum() < alpha.sum() / 2)
        light = alpha * light + (1 - alpha) * paper
    picture = Image.fromarray(light.astype(np.float32)).reduce(-(-max(light.shape) // 1024))
    return np.asarray(picture, dtype=np.float64)


def _separate(light: Floats) -> Floats:
    """Tell the ink from the background of (h, w) lightness: 0 for none to 1 for full ink."""
    ink = light - _fit_background(light)
    ink = ink if (ink**3).sum() > 0 else -ink
    full = float(np.percentile(ink[ink >= ink.max() / 2], 99))  # One odd pixel does not count.
    noise = _measure_spread(ink[np.abs(ink) < full / 2])
    if full < max(0.06, 6 * noise):  # 15 of 255 are hardly seen, and grain reaches 5 times itself.
        raise EmptyDrawingError("The image shows no digit; it is as good as blank.")
    # A clean image keeps its faintest edges, as MNIST does (1 of 255); a photograph loses grain.
    floor = min(6 * noise / full, 0.35)
    ink = np.clip((ink / full - floor) / (1 - 2 * floor), 0, 1)
    return np.asarray(np.where(ink < 1 / 512, 0, ink))


def _fit_background(light: Floats) -> Floats:
    """Fit a paraboloid to the lightness of the border and whatever resembles it, (h, w)."""
    y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in light.shape), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * y, x**2, y**2], axis=-1)
    border = _mark_border(light.shape)
    surface: Floats = np.full_like(light, np.median(light[border]))
    for region in (border, border, True, True):
        spread = _measure_spread((light - surface)[border])
        near = np.flatnonzero(region & (np.abs(light - surface) <= max(3 * spread, 2 / 255)))
        near = near[:: max(1, len(near) // 5000)]  # That many are enough for six numbers.
        surface = terms @ np.linalg.lstsq(terms.reshape(-1, 6)[near], light.flat[near])[0]
    return surface


def _mark_border(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark the outer twelfth, or at least a pixel, on each side of an image of that shape."""
    rim = max(1, min(shape) // 12)
    inner = np.zeros([max(0, count - 2 * rim) for count in shape], dtype=np.bool_)
    return np.pad(inner, rim, constant_values=True)[: shape[0], : shape[1]]


def _measure_spread(values: Floats) -> float:
    """Estimate the standard deviation from the median distance to the median."""
    return float(1.4826 * np.median(np.abs(values - np.median(values)))) if values.size else 0.0


def _weigh_overlaps(count: int, scale: float, centre: float) -> Floats:
    """Give the (28, count) part of each new pixel that each old one, `scale` long, covers."""
    offset = SIDE // 2 - np.floor(centre + 1e-6)  # Whole pixels: MNIST's own stay sharp.
    edges = np.clip(offset, 0, SIDE - np.ceil(count * scale - 1e-6)) + np.arange(count + 1) * scale
    pixel = np.arange(SIDE)[:, None]
    overlaps = np.minimum(edges[1:], pixel + 1) - np.maximum(edges[:-1], pixel)
    return np.asarray(np.maximum(overlaps, 0))
