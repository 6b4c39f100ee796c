"""Turn a hand-drawn digit into the picture the makers of MNIST would have made of it.

They scaled digits, aspect kept, into a 20 x 20 box with an anti-aliasing filter and moved them
in a 28 x 28 field until the centre of mass was in its middle (LeCun et al. 1998, "Gradient-based
learning applied to document recognition", section III.A). Networks trained on those read little
else: `python -m benchmarks.drawing` measures how much worse plainly resized digits are read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from mlp_explorer.errors import DrawingError, EmptyDrawingError

__all__ = ["canvas_strokes", "image_to_digit", "strokes_to_digit"]

Floats = NDArray[np.float64]
SIDE, BOX = 28, 20  # pixels of an MNIST picture, and of the box its ink fits into
# Where the ink's centre goes, counted from the first pixel's corner. MNIST's own lies between 14
# and 15, as whole pixels were moved; with 14, 14.25 and 14.5 the two networks below read 81.0,
# 82.4 and 81.6 %, and 91.0, 91.9 and 91.1 % of 1,000 pen digits.
CENTRE = 14.25
# With these two (and a centre of 14) the pen digits get a mean pixel of 0.128 (MNIST: 0.131) and
# are read rightly by 81.1 % (sigmoid 256-128) and 91.0 % (ReLU 512-512). Pens of 2.2 to 2.8 differ
# by under 0.5 points, an edge of 1.5 as little; smoothing costs 0.2 to 2.5, a box of 21 two.
PEN = 2.6  # pen width in MNIST pixels
EDGE = 1.0  # pixels over which the ink fades from 1 to 0 across the pen's outline
STEP = 0.5  # MNIST pixels between the points that are kept: finer ones cost time, show nothing
TAP = 0.25  # a drawing smaller than this many canvas pixels is a tap: Fabric.js gives 0.002 pens


def strokes_to_digit(strokes: Sequence[ArrayLike]) -> NDArray[np.float32]:
    """Draw pen strokes the way MNIST's digits are drawn.

    `strokes` holds (n, 2) arrays of coordinates, x to the right, y down. Place and size do not
    change the answer, (28, 28) float32 in [0, 1], whose centre of mass is at (14.25, 14.25)
    unless ink would leave the picture. A tap gives a dot. Raises
    `DrawingError` for a wrong shape, a number not finite or over 1e9, `EmptyDrawingError` for none.
    """
    paths = _check_strokes(strokes)
    points = np.concatenate(paths)
    low, extent = points.min(axis=0), float(np.ptp(points, axis=0).max())
    if extent < TAP:
        paths, extent = [low[None]], 1.0
    scale = (BOX - PEN - EDGE) / extent
    paths = [_thin_path((path - low) * scale) for path in paths]
    starts = np.concatenate([path[:-1] if len(path) > 1 else path for path in paths])
    ends = np.concatenate([path[1:] if len(path) > 1 else path for path in paths])
    margin = (PEN + EDGE) / 2
    room = SIDE - margin - np.maximum(starts, ends).max(axis=0)
    # The centre of mass of the path is off by the overlaps, so the ink is weighed and moved once.
    lengths = np.hypot(*(ends - starts).T) + 1e-9
    shift = CENTRE - lengths @ (starts + ends) / (2 * lengths.sum())
    for _ in range(2):
        shift = np.clip(shift, margin, room)
        picture = _ink_segments(starts + shift, ends + shift)
        shift = shift + CENTRE - _find_centre(picture)
    return picture.astype(np.float32)


def image_to_digit(image: ArrayLike) -> NDArray[np.float32]:
    """Bring the image of one digit into the form of MNIST's.

    `image` is uint8, (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA; dark on light or light on
    dark; transparent pixels are background. The answer is (28, 28) float32 in [0, 1]. An MNIST
    picture, enlarged or moved, comes back nearly as it was: whole pixels bring the centre of mass
    between 14 and 15 both ways, where it is in MNIST (measured on 2,000 of its test pictures).
    Raises `DrawingError` for another shape or dtype, `EmptyDrawingError` for a blank image.
    """
    ink = _find_ink(_read_lightness(image))
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    across, down = _find_centre(ink) * scale
    by_row = _weigh_overlaps(ink.shape[0], scale, down)
    digit = by_row @ ink @ _weigh_overlaps(ink.shape[1], scale, across).T
    return np.asarray(digit / digit.max(), dtype=np.float32)  # A thin pen leaves only grey.


def canvas_strokes(objects: Iterable[Mapping[str, Any]]) -> list[Floats]:
    """Take the pen strokes, in canvas pixels, from the objects of a Fabric.js canvas.

    `objects` is `CanvasResult.json_data["objects"]` of streamlit-drawable-canvas 0.13 (Fabric.js
    7). The answers are (n, 2) float64. What is no path is skipped; one that was moved, scaled,
    turned, flipped or skewed is given as seen. Raises `DrawingError` for an unreadable path.
    """
    strokes: list[Floats] = []
    for item in (each for each in objects if str(each.get("type", "")).lower() == "path"):
        try:
            middle, matrix, centre = _find_placement(item)
            strokes += [(path - middle) @ matrix.T + centre for path in _split_path(item["path"])]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            problem = f"A path of the canvas cannot be read ({type(error).__name__}: {error})"
            raise DrawingError(f'{problem}; it needs commands such as ["M", x, y].') from error
    return strokes


def _check_strokes(strokes: Sequence[ArrayLike]) -> list[Floats]:
    """Give the strokes that have points as (n, 2) float64 arrays, or raise."""
    try:
        paths = [np.asarray(stroke, dtype=np.float64) for stroke in strokes]
    except (TypeError, ValueError) as error:
        message = f"A stroke cannot be read ({error}); it must be an (n, 2) array of numbers."
        raise DrawingError(message) from error
    for path in (paths := [path for path in paths if path.size]):
        if path.ndim != 2 or path.shape[1] != 2:
            raise DrawingError(f"A stroke of shape {path.shape} arrived; it must be (n, 2): x, y.")
        if not (np.abs(path) <= 1e9).all():
            problem = "A coordinate arrived that is infinite, not a number or beyond 1e9"
            raise DrawingError(f"{problem}; coordinates must be finite pixels.")
    if not paths:
        raise EmptyDrawingError("The drawing has no strokes; draw a digit first.")
    return paths


def _thin_path(path: Floats) -> Floats:
    """Keep the first point of each `STEP` along an (n, 2) path, and its last point."""
    travelled = (np.cumsum(np.hypot(*np.diff(path, axis=0).T)) + 1e-6) // STEP
    keep = np.append(True, np.diff(travelled, prepend=0) > 0)
    keep[-1] = True
    return np.asarray(path[keep])


def _ink_segments(starts: Floats, ends: Floats) -> Floats:
    """Draw (m, 2) segments with a round pen, (28, 28), by each pixel's distance to them."""
    axis = np.arange(SIDE) + 0.5
    x, y = axis - starts[:, 0, None, None], axis[:, None] - starts[:, 1, None, None]
    run, rise = (ends - starts).T[:, :, None, None]
    along = np.clip((x * run + y * rise) / np.maximum(run**2 + rise**2, 1e-12), 0, 1)
    squares: Floats = (x - along * run) ** 2 + (y - along * rise) ** 2
    return np.asarray(np.clip((PEN / 2 - np.sqrt(squares.min(axis=0))) / EDGE + 0.5, 0, 1))


def _find_centre(picture: Floats) -> Floats:
    """Find the centre of mass, [x, y], counted in pixels from the corner of the first pixel."""
    y, x = (np.arange(count) + 0.5 for count in picture.shape)
    return np.array([picture.sum(axis=0) @ x, picture.sum(axis=1) @ y]) / float(picture.sum())


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


def _find_ink(light: Floats) -> Floats:
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


def _split_path(path: Sequence[Sequence[Any]]) -> list[Floats]:
    """Make (n, 2) polylines through the control points: Fabric's pencil puts its samples there."""
    strokes: list[list[Floats]] = []
    for command, *numbers in path:
        if command == "M":
            strokes.append([])
        strokes[-1].append(np.array(numbers, dtype=np.float64).reshape(-1, 2))
    return [np.concatenate(stroke) for stroke in strokes]


def _find_placement(item: Mapping[str, Any]) -> tuple[Floats, Floats, Floats]:
    """Find middle (2,), matrix (2, 2), centre (2,): q is seen at matrix (q - middle) + centre."""
    # As Fabric.js 7 does it. `left` and `top` are the origin's place, in a box with the line in it.
    low, high = _measure_path(item["path"])
    middle = (low + high) / 2
    plain = {"scaleX": 1, "scaleY": 1, "strokeWidth": 1, "left": middle[0], "top": middle[1]}
    look: Callable[..., Any] = {**plain, **item}.get
    mirror = np.where([look("flipX", False), look("flipY", False)], -1.0, 1.0)
    skew_x, skew_y = np.tan(np.radians([look("skewX", 0.0), look("skewY", 0.0)]))
    skew = np.array([[1 + skew_x * skew_y, skew_x], [skew_y, 1]])
    shape = np.diag(mirror * [look("scaleX"), look("scaleY")]) @ skew
    cos, sin = np.cos(np.radians(look("angle", 0.0))), np.sin(np.radians(look("angle", 0.0)))
    turn = np.array([[cos, -sin], [sin, cos]])
    size = np.abs(shape) @ (high - low + look("strokeWidth"))
    share = {"left": 0.5, "top": 0.5, "center": 0.0, "right": -0.5, "bottom": -0.5}
    origin = np.array([share[look(name, "center")] for name in ("originX", "originY")])
    return middle, turn @ shape, [look("left"), look("top")] + turn @ (origin * size)


def _measure_path(path: Sequence[Sequence[Any]]) -> tuple[Floats, Floats]:
    """Find the corners, [x, y] each, of the box that Fabric.js counts as the path's."""
    # It takes a "Q" for a cubic with the control point twice. "L" and "M" make straight ones here.
    pairs = [np.array(p, dtype=np.float64).reshape(-1, 2) for _, *p in path if p]
    ends, controls = np.array([pair[-1] for pair in pairs]), np.array([pair[0] for pair in pairs])
    t = np.linspace(0, 1, 33)[:, None, None]
    curves = (1 - t) ** 3 * np.roll(ends, 1, axis=0) + 3 * t * (1 - t) * controls + t**3 * ends
    return curves.min(axis=(0, 1)), curves.max(axis=(0, 1))
