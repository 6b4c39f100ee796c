"""Pictures of digits as people have them: on paper, photographed, on a screen.

They are painted here from the pen digits, so the paper, the light and the camera are synthetic.
"""

from collections.abc import Callable
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from benchmarks.drawing.digits import PenDigits, Strokes, Trained
from mlp_explorer.arrays import Float64s
from mlp_explorer.drawing import (
    count_digits_in_image,
    decode_image,
    image_to_digit,
    strokes_to_digit,
)
from mlp_explorer.errors import EmptyDrawingError

__all__ = ["print_photos"]

SIZE = (480, 640)  # height and width of a photograph
N_DIGITS = 250
BLACK, BLUE, PENCIL = (0.85, 0.85, 0.85), (0.75, 0.6, 0.2), (0.22, 0.22, 0.22)  # light taken away


def print_photos(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print a line a kind: how many are read rightly, and how many are taken for several."""
    strokes, labels = digits.strokes[:N_DIGITS], digits.labels[:N_DIGITS]
    print(f"{'':15}" + "".join(f"{name:>10}" for name in trained) + "   several   refused")
    drawn = np.stack([strokes_to_digit(each) for each in strokes])
    print_line("strokes", drawn, labels, trained, "")
    for kind, take in KINDS.items():
        rng = np.random.default_rng(0)
        pictures, n_several, n_refused = np.zeros_like(drawn), 0, 0
        for place, each in enumerate(strokes):
            image = decode_image(take(each, rng))
            try:
                pictures[place] = image_to_digit(image)
                n_several += count_digits_in_image(image) > 1
            except EmptyDrawingError:
                n_refused += 1
        counts = f"{n_several / len(labels):10.1%}{n_refused / len(labels):10.1%}"
        print_line(kind, pictures, labels, trained, counts)


def print_line(
    kind: str,
    pictures: NDArray[np.float32],
    labels: NDArray[np.int64],
    trained: dict[str, Trained],
    counts: str,
) -> None:
    """Print the accuracy of each network on the pictures."""
    shares = [
        np.mean(preset.network.predict(pictures).argmax(axis=1) == labels)
        for preset in trained.values()
    ]
    print(f"{kind:15}" + "".join(f"{share:10.1%}" for share in shares) + counts, flush=True)


def paint_ink(
    strokes: Strokes,
    rng: np.random.Generator,
    size: tuple[int, int] = SIZE,
    pen: float = 0.09,
    part: tuple[float, float] = (0.4, 0.75),
) -> Float64s:
    """Return how much ink is where, (h, w) in [0, 1]; pen and part: of the digit, of the height."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    digit = rng.uniform(*part) * size[0]
    scale = digit / extent.max()
    room = np.array([size[1], size[0]]) * 0.8 - extent * scale
    corner = np.array([size[1], size[0]]) * 0.1 + rng.uniform(0, 1, 2) * room
    image = Image.new("L", (2 * size[1], 2 * size[0]))
    brush, width = ImageDraw.Draw(image), 2 * pen * digit
    for stroke in strokes:
        line = [(float(x), float(y)) for x, y in 2 * ((stroke - low) * scale + corner)]
        brush.line(line, fill=255, width=round(width), joint="curve")
        for x, y in (line[0], line[-1]):
            brush.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=255)
    return np.asarray(image.reduce(2), np.float64) / 255


def photograph(
    ink: Float64s,
    light: Float64s | float,
    rng: np.random.Generator,
    taken: tuple[float, ...] = BLACK,
) -> Float64s:
    """Return the photograph of inked paper under a light, with grain: (h, w, 3) in [0, 1]."""
    paper = np.array([0.93, 0.91, 0.86]) * np.broadcast_to(light, ink.shape)[..., np.newaxis]
    seen = paper * (1 - ink[..., np.newaxis] * np.array(taken))
    return seen + rng.normal(0, 0.012, ink.shape)[..., np.newaxis]


def encode(pixels: Float64s, kind: str = "JPEG", **options: int) -> bytes:
    """Return the file of a picture in [0, 1]."""
    buffer = BytesIO()
    image = Image.fromarray(np.rint(np.clip(pixels, 0, 1) * 255).astype(np.uint8))
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def make_ramp(rng: np.random.Generator, size: tuple[int, int] = SIZE) -> Float64s:
    """Return how far each pixel lies in a random direction, from about -1 to 1."""
    y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in size), indexing="ij")
    angle = rng.uniform(0, 2 * np.pi)
    return np.asarray(x * np.cos(angle) + y * np.sin(angle))


def take_even(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return encode(photograph(paint_ink(strokes, rng), 0.9, rng), quality=85)


def take_uneven(strokes: Strokes, rng: np.random.Generator) -> bytes:
    y, x = np.meshgrid(*(np.linspace(-1, 1, count) for count in SIZE), indexing="ij")
    light = 0.7 + 0.25 * make_ramp(rng) - 0.15 * (x**2 + y**2)
    return encode(photograph(paint_ink(strokes, rng), light, rng), quality=85)


def take_shadow(strokes: Strokes, rng: np.random.Generator) -> bytes:
    edge = np.clip(make_ramp(rng) / 0.03 + rng.uniform(-10, 10), 0, 1)
    return encode(photograph(paint_ink(strokes, rng), 0.5 + 0.4 * edge, rng), quality=85)


def rule(rng: np.random.Generator, squared: bool) -> Float64s:
    """Return the paper's lines, (h, w), 1 where they are; they are tilted by up to 3 degrees."""
    rows, columns = np.indices(SIZE)
    tilt, step = np.radians(rng.uniform(-3, 3)), rng.uniform(40, 90)
    down = rows * np.cos(tilt) + columns * np.sin(tilt)
    across = columns * np.cos(tilt) - rows * np.sin(tilt)
    lines = down % step < 2
    return (lines | (across % step < 2) if squared else lines).astype(np.float64)


def take_ruled(strokes: Strokes, rng: np.random.Generator, squared: bool = False) -> bytes:
    paper = 0.9 * (1 - 0.25 * rule(rng, squared))
    return encode(photograph(paint_ink(strokes, rng), paper, rng), quality=85)


def take_squared(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return take_ruled(strokes, rng, squared=True)


def take_jpeg(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return encode(photograph(paint_ink(strokes, rng), 0.9, rng), quality=12)


def take_pencil(strokes: Strokes, rng: np.random.Generator) -> bytes:
    ink = paint_ink(strokes, rng, pen=0.03)
    ink = ink * rng.uniform(0.5, 1, ink.shape)  # the paper's grain shows through
    return encode(photograph(ink, 0.9 + 0.06 * make_ramp(rng), rng, PENCIL), quality=85)


def take_ballpoint(strokes: Strokes, rng: np.random.Generator) -> bytes:
    ink = paint_ink(strokes, rng, pen=0.025)
    return encode(photograph(ink, 0.85 + 0.1 * make_ramp(rng), rng, BLUE), quality=85)


def take_marker(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return encode(photograph(paint_ink(strokes, rng, pen=0.16), 0.9, rng), quality=85)


def take_screenshot(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return encode(1 - paint_ink(strokes, rng, size=(300, 300)), "PNG")


def take_light_on_dark(strokes: Strokes, rng: np.random.Generator) -> bytes:
    return encode(0.1 + 0.85 * paint_ink(strokes, rng, size=(300, 300)), "PNG")


def take_transparent(strokes: Strokes, rng: np.random.Generator) -> bytes:
    ink = paint_ink(strokes, rng, size=(300, 300))
    colour = np.broadcast_to(rng.uniform(0, 1, 3), (*ink.shape, 3))
    return encode(np.dstack([colour, ink]), "PNG")


def take_small_on_page(strokes: Strokes, rng: np.random.Generator) -> bytes:
    ink = paint_ink(strokes, rng, pen=0.05, part=(0.1, 0.15))
    return encode(photograph(ink, 0.85 + 0.1 * make_ramp(rng), rng), quality=85)


def take_large(strokes: Strokes, rng: np.random.Generator) -> bytes:
    ink = Image.fromarray(paint_ink(strokes, rng).astype(np.float32)).resize((1600, 1200))
    light = 0.8 + 0.1 * make_ramp(rng, (1200, 1600))
    return encode(photograph(np.asarray(ink, np.float64), light, rng), quality=85)


def take_desk(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Take the paper with a strip of the darker desk beside it."""
    light = np.full(SIZE, 0.9)
    light[:, : int(rng.integers(20, 60))] = 0.35
    return encode(photograph(paint_ink(strokes, rng), light, rng), quality=85)


def take_close(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Take a picture that was cut at the ink's own ends."""
    ink = paint_ink(strokes, rng)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return encode(photograph(ink, 0.85 + 0.1 * make_ramp(rng), rng)[part], quality=85)


KINDS: dict[str, Callable[[Strokes, np.random.Generator], bytes]] = {
    "even light": take_even,
    "uneven light": take_uneven,
    "hard shadow": take_shadow,
    "ruled paper": take_ruled,
    "squared paper": take_squared,
    "poor JPEG": take_jpeg,
    "pencil": take_pencil,
    "blue ballpoint": take_ballpoint,
    "marker": take_marker,
    "screenshot": take_screenshot,
    "light on dark": take_light_on_dark,
    "transparent": take_transparent,
    "small on a page": take_small_on_page,
    "1600 × 1200": take_large,
    "desk beside": take_desk,
    "cut at the ink": take_close,
}
