"""Pictures of digits, photographs too, become pictures like those of MNIST."""

import numpy as np
import pytest
from PIL import Image

from mlp_explorer import load_dataset
from mlp_explorer.drawing import (
    find_ink,
    image_to_digit,
    read_lightness,
    strokes_to_digit,
    tell_ink,
)
from mlp_explorer.errors import DrawingError, EmptyDrawingError
from tests.drawing.digits import SEVEN, SIX, find_centre


def enlarge_on_canvas(digit: np.ndarray, factor: int, top: int, left: int) -> np.ndarray:
    """Put an enlarged (28, 28) uint8 picture somewhere on a black canvas, also uint8."""
    big = np.kron(digit, np.ones((factor, factor), dtype=np.uint8))
    return np.pad(big, ((top, 17), (left, 5)))


def draw_bytes(strokes: list[np.ndarray]) -> np.ndarray:
    """Draw strokes as MNIST stores them: (28, 28) uint8 whose ink lies on whole pixels."""
    return image_bytes(image_to_digit(image_bytes(strokes_to_digit(strokes))))


def image_bytes(picture: np.ndarray) -> np.ndarray:
    """Turn [0, 1] into uint8."""
    return np.rint(picture * 255).astype(np.uint8)


@pytest.mark.parametrize(("factor", "top", "left"), [(1, 0, 0), (2, 9, 0), (5, 0, 33), (8, 40, 90)])
@pytest.mark.parametrize("light_ink", [True, False])
def test_an_mnist_picture_enlarged_and_shifted_comes_back(factor, top, left, light_ink):
    for digit in load_dataset("mnist").x_test[:12]:
        image = enlarge_on_canvas(digit, factor, top, left)
        picture = image_to_digit(image if light_ink else 255 - image)
        assert picture.shape == (28, 28) and picture.dtype == np.float32
        assert np.abs(picture - digit / 255).mean() < 0.004


def test_a_picture_on_uneven_grainy_paper_keeps_its_digit():
    digit = draw_bytes(SIX)
    ink = enlarge_on_canvas(digit, 8, 20, 30) / 255
    y, x = np.mgrid[0 : 1 : ink.shape[0] * 1j, 0 : 1 : ink.shape[1] * 1j]
    paper = 0.45 + 0.4 * x - 0.1 * y + np.random.default_rng(0).normal(0, 0.015, ink.shape)
    photo = image_bytes(np.clip(paper * (1 - 0.7 * ink), 0, 1))
    assert np.abs(image_to_digit(photo) - digit / 255).mean() < 0.03


@pytest.mark.parametrize("turns", range(4))
def test_lopsided_ink_of_an_image_is_never_cut_off(turns):
    ink = np.zeros((200, 200), np.uint8)
    ink[50:150, 50:62] = ink[50:60, 50:150] = ink[50:110, 50:90] = 255
    picture = image_to_digit(np.rot90(ink, turns))
    sides = [(picture > 0.5).any(axis=axis).sum() for axis in (0, 1)]
    assert sides == [20, 20]


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (200, 30, 30)])
def test_a_transparent_background_is_no_ink(colour):
    digit = draw_bytes(SIX)
    image = np.zeros((28, 28, 4), dtype=np.uint8)
    image[..., 3] = digit
    image[digit > 0, :3] = colour
    image[digit == 0, :3] = 255 - np.array(colour)  # what no one sees must not count
    assert np.abs(image_to_digit(image) - digit / 255).mean() < 0.01


def test_grey_colour_and_opaque_images_agree():
    digit = draw_bytes(SEVEN)
    colour = np.repeat(digit[..., None], 3, axis=2)
    opaque = np.dstack([colour, np.full((28, 28), 255, dtype=np.uint8)])
    assert np.allclose(image_to_digit(colour), image_to_digit(digit), atol=0.01)
    assert np.allclose(image_to_digit(opaque), image_to_digit(digit), atol=0.01)


def test_the_ink_of_a_very_large_image_fits_the_box():
    image = np.full((1500, 2200), 255, dtype=np.uint8)
    image[200:1300, 1800:1900] = 0
    picture = image_to_digit(image)
    assert picture.any(axis=1).sum() in (20, 21)
    assert picture.any(axis=0).sum() in (2, 3)
    assert 13.4 < find_centre(picture)[0] < 15.1


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_blank_image_is_an_empty_drawing(level):
    grain = np.random.default_rng(1).normal(level, 3, (90, 70)).clip(0, 255).astype(np.uint8)
    clear = np.zeros((20, 30, 4), dtype=np.uint8)
    clear[..., :3] = level
    for image in (np.full((40, 50, 3), level, dtype=np.uint8), grain, clear, grain[:0], grain[:1]):
        with pytest.raises(EmptyDrawingError):
            image_to_digit(image)


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (np.zeros(784, dtype=np.uint8), r"\(784,\)"),
        (np.zeros((28, 28, 2), dtype=np.uint8), r"\(28, 28, 2\)"),
        (np.zeros((1, 28, 28, 3), dtype=np.uint8), r"\(1, 28, 28, 3\)"),
        (np.zeros((28, 28)), "float64.*uint8"),
        ("digit.png", "uint8"),
    ],
)
def test_what_is_no_image_is_refused_with_a_sentence(image, words):
    with pytest.raises(DrawingError, match=words):
        image_to_digit(image)


INK = np.pad(np.kron(draw_bytes(SIX), np.ones((8, 8))) / 255, ((60, 90), (120, 60)))
Y, X = np.indices(INK.shape) / max(INK.shape)


def photograph(light, contrast=0.8, ink=INK):
    """Take a picture of inked paper under a light, with grain: uint8."""
    grain = np.random.default_rng(0).normal(0, 0.012, ink.shape)
    return image_bytes(np.clip(light * (1 - contrast * ink) + grain, 0, 1))


SQUARES = np.where(((60 * X + 2 * Y) % 5 < 0.3) | ((60 * Y - 2 * X) % 5 < 0.3), 0.65, 0.9)


@pytest.mark.parametrize(
    ("light", "contrast"),
    [
        (0.9, 0.8),
        (0.9, 0.25),  # a pencil
        (0.9 - 0.5 * X**2 - 0.2 * Y, 0.8),
        (np.where(X + 0.5 * Y > 0.8, 0.45, 0.9), 0.8),  # a shadow falls across the digit
        (np.where(Y > 0.7, 0.5, 0.85), 0.8),
        (np.where(X < 0.07, 0.3, 0.9), 0.8),  # a table beside the sheet
        (SQUARES, 0.85),
    ],
    ids=["even", "faint", "uneven", "slanted shadow", "shadow below", "table", "squares"],
)
def test_a_photograph_gives_the_digit_alone(light, contrast):
    expected = draw_bytes(SIX) / 255
    found = image_to_digit(photograph(light, contrast))
    assert np.abs(found - expected).mean() < 0.025
    assert np.abs(image_to_digit(np.rot90(photograph(light, contrast), 2))[::-1, ::-1]).any()


def test_light_ink_on_a_board_with_a_shadow_is_read():
    light = np.where(X > 0.5, 0.12, 0.25)
    found = image_to_digit(image_bytes(light + 0.5 * INK))
    assert np.abs(found - draw_bytes(SIX) / 255).mean() < 0.025


def test_specks_of_a_photograph_do_not_make_the_digit_smaller():
    dirty = INK.copy()
    dirty[5:9, 5:9] = dirty[-9:-5, -9:-5] = 1
    found = image_to_digit(photograph(0.9, ink=dirty))
    assert np.abs(found - image_to_digit(photograph(0.9))).mean() < 0.005


def test_a_dot_of_a_clean_picture_is_kept():
    dotted = INK.copy()
    dotted[20:30, 200:210] = 1
    assert np.abs(image_to_digit(image_bytes(dotted)) - draw_bytes(SIX) / 255).mean() > 0.03


def test_a_blurred_rim_does_not_make_the_digit_smaller():
    for digit in load_dataset("mnist").x_test[:12]:
        large = Image.fromarray(digit).resize((210, 210), Image.Resampling.BILINEAR)
        found = image_to_digit(np.asarray(large))
        assert found.sum() == pytest.approx(digit.sum() / 255, rel=0.12)


def test_a_very_large_photograph_is_read_as_a_small_one():
    small = np.asarray(Image.fromarray(photograph(0.9)))
    large = np.kron(small, np.ones((7, 7), dtype=np.uint8))
    assert np.abs(image_to_digit(large) - image_to_digit(small)).mean() < 0.02


def test_ink_is_told_as_it_was_said_to_be():
    sheet = np.full((60, 80), 230, np.uint8)
    sheet[20:40, 30:36] = 20
    for image, is_light in ((sheet, False), (255 - sheet, True)):
        assert tell_ink(read_lightness(image)) == (is_light, True)
        assert np.array_equal(find_ink(image, is_light), find_ink(image))
        with pytest.raises(EmptyDrawingError):
            find_ink(image, not is_light)


def test_a_picture_without_paper_is_told():
    steps = np.random.default_rng(0).integers(0, 256, (6, 6), dtype=np.uint8)
    _, is_on_paper = tell_ink(np.kron(steps, np.ones((15, 15))) / 255)
    assert not is_on_paper
