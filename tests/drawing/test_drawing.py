"""Check that drawings of any kind become pictures like those of MNIST."""

from pathlib import Path

import numpy as np
import pytest

from mlp_explorer.drawing import canvas_strokes, image_to_digit, strokes_to_digit
from mlp_explorer.errors import DrawingError, EmptyDrawingError

MNIST = Path(__file__).parents[2] / "mlp_explorer" / "data" / "mnist.npz"

TURN = np.linspace(0, 2 * np.pi, 40)
SIX = [
    np.stack([60 + 25 * np.cos(TURN), 120 + 30 * np.sin(TURN)], axis=1),
    np.array([[36, 120], [40, 80], [55, 45], [75, 30]], dtype=float),
]
SEVEN = [np.array([[10, 10], [90, 12], [40, 140]], dtype=float)]
EDGES = np.arange(28) + 0.5


def find_centre(picture: np.ndarray) -> tuple[float, float]:
    """Give the centre of mass (x, y), counted from the corner of the first pixel."""
    total = picture.sum()
    return float(picture.sum(axis=0) @ EDGES / total), float(picture.sum(axis=1) @ EDGES / total)


def enlarge_on_canvas(digit: np.ndarray, factor: int, top: int, left: int) -> np.ndarray:
    """Put an enlarged (28, 28) uint8 picture somewhere on a black canvas, also uint8."""
    big = np.kron(digit, np.ones((factor, factor), dtype=np.uint8))
    return np.pad(big, ((top, 17), (left, 5)))


def make_path(points: list[list[float]], **changes: object) -> dict:
    """Make the object of an untouched pencil line of straight pieces, then change it."""
    corners = np.array(points)
    left, top = (corners.min(axis=0) + corners.max(axis=0)) / 2
    path = [["M", *points[0]], *(["L", *point] for point in points[1:])]
    place = {"left": left, "top": top, "originX": "center", "originY": "center"}
    plain = {"type": "Path", "path": path, "strokeWidth": 10, "scaleX": 1, "scaleY": 1}
    return {**plain, **place, **changes}


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_a_picture_is_28_by_28_float32_between_0_and_1(strokes):
    picture = strokes_to_digit(strokes)
    assert picture.shape == (28, 28)
    assert picture.dtype == np.float32
    assert picture.min() == 0
    assert 0.95 < picture.max() <= 1


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_a_digit_in_a_corner_gives_the_same_picture(strokes):
    moved = strokes_to_digit([np.add(stroke, [1234.5, -77.25]) for stroke in strokes])
    assert np.allclose(moved, strokes_to_digit(strokes), atol=1e-5)


@pytest.mark.parametrize("factor", [0.01, 0.3, 7, 1000])
def test_a_digit_of_another_size_gives_the_same_picture(factor):
    scaled = strokes_to_digit([stroke * factor for stroke in SIX])
    assert np.allclose(scaled, strokes_to_digit(SIX), atol=1e-5)


@pytest.mark.parametrize("strokes", [SIX, SEVEN])
def test_the_centre_of_mass_is_in_the_middle(strokes):
    assert find_centre(strokes_to_digit(strokes)) == pytest.approx((14.25, 14.25), abs=0.05)


def test_the_ink_fills_a_box_of_20_and_keeps_its_aspect():
    cross = [np.array([[0, 50], [60, 50]]), np.array([[30, 0], [30, 100]])]
    picture = strokes_to_digit(cross)
    assert np.flatnonzero(picture.any(axis=1))[[0, -1]].tolist() == [4, 23]
    lean = np.flatnonzero(picture[13] > 0.5)
    tall = np.flatnonzero(picture[:, 13] > 0.5)
    # Without the pen, whose half ink reaches 1.3 pixels beyond each end, the sides are 3 to 5.
    assert (np.ptp(lean) + 1 - 2.6) / (np.ptp(tall) + 1 - 2.6) == pytest.approx(0.6, abs=0.06)


def test_a_line_of_many_points_looks_like_one_of_two():
    many = np.stack([np.linspace(0, 100, 500), np.linspace(0, 40, 500)], axis=1)
    assert np.allclose(strokes_to_digit([many]), strokes_to_digit([many[[0, -1]]]), atol=1e-5)


def test_lopsided_ink_is_never_cut_off():
    bar = np.array([[i % 2 * 15, i] for i in range(101)], dtype=float)
    tail = np.array([[0, 50], [100, 50]], dtype=float)
    for flip in (1, -1):
        picture = strokes_to_digit([bar * flip, tail * flip])
        assert abs(find_centre(picture)[0] - 14.25) > 0.1  # the middle is out of reach ...
        assert picture.any(axis=0).sum() == 20  # ... so the ink ends at the border


@pytest.mark.parametrize(
    "strokes",
    [[[[50, 70]]], [[[5, 5]] * 9], [[[299.99, 3], [300.01, 3]]], [[[8, 8]], [[8, 8]]]],
)
def test_a_tap_gives_a_dot_in_the_middle(strokes):
    picture = strokes_to_digit(strokes)
    assert find_centre(picture) == pytest.approx((14.25, 14.25), abs=5e-3)
    assert 2 < picture.sum() < 10
    assert picture[12:16, 12:16].sum() == pytest.approx(picture.sum())


@pytest.mark.parametrize("strokes", [[], [[]], [np.zeros((0, 2)), []]])
def test_no_points_are_an_empty_drawing(strokes):
    with pytest.raises(EmptyDrawingError):
        strokes_to_digit(strokes)


def test_an_empty_stroke_beside_others_is_left_out():
    assert np.array_equal(strokes_to_digit([*SIX, []]), strokes_to_digit(SIX))


@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        ([np.zeros((4, 3))], r"\(4, 3\).*\(n, 2\)"),
        (np.zeros((4, 2)), r"\(2,\).*\(n, 2\)"),
        ([np.zeros((2, 2, 2))], r"\(2, 2, 2\)"),
        ([[[0, 1], [2]]], "cannot be read"),
        ([["a", "b"]], "cannot be read"),
        ([[[0, 0], [1, np.nan]]], "finite"),
        ([[[0, 0], [np.inf, 1]]], "finite"),
        ([[[0, 0], [1e300, 1]]], "finite"),
    ],
)
def test_strokes_that_are_none_are_refused_with_a_sentence(strokes, words):
    with pytest.raises(DrawingError, match=words) as caught:
        strokes_to_digit(strokes)
    assert not isinstance(caught.value, EmptyDrawingError)


def draw_bytes(strokes: list[np.ndarray]) -> np.ndarray:
    """Draw strokes as MNIST stores them: (28, 28) uint8 whose ink lies on whole pixels."""
    return image_bytes(image_to_digit(image_bytes(strokes_to_digit(strokes))))


def image_bytes(picture: np.ndarray) -> np.ndarray:
    """Turn [0, 1] into uint8."""
    return np.rint(picture * 255).astype(np.uint8)


@pytest.mark.parametrize(("factor", "top", "left"), [(1, 0, 0), (2, 9, 0), (5, 0, 33), (8, 40, 90)])
@pytest.mark.parametrize("light_ink", [True, False])
def test_an_mnist_picture_enlarged_and_shifted_comes_back(factor, top, left, light_ink):
    if MNIST.exists():
        with np.load(MNIST) as data:
            digits = list(data["x_test"][:12])
    else:
        digits = [draw_bytes(SIX), draw_bytes(SEVEN)]
    for digit in digits:
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


def test_an_untouched_path_of_the_canvas_stays_where_it_was_drawn():
    path = [["M", 10, 20], ["Q", 10, 20, 15, 30], ["Q", 20, 40, 40, 35], ["L", 60, 30]]
    # Fabric's box of it: 10 to 60 across; down from 20 to the top of the middle cubic curve.
    t = np.linspace(0, 1, 100_001)
    curve = (1 - t) ** 3 * 30 + 3 * t * (1 - t) * 40 + t**3 * 35
    item = {"type": "path", "path": path, "left": 35, "top": (20 + curve.max()) / 2}
    (stroke,) = canvas_strokes([{**item, "originX": "center", "originY": "center"}])
    expected = [[10, 20], [10, 20], [15, 30], [20, 40], [40, 35], [60, 30]]
    assert stroke == pytest.approx(np.array(expected), abs=0.01)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [[10, 20], [30, 60]]),
        ({"left": 120, "top": 140}, [[110, 120], [130, 160]]),
        ({"scaleX": 2, "scaleY": 0.5}, [[0, 30], [40, 50]]),
        ({"scaleX": 2, "left": 50, "top": 0}, [[30, -20], [70, 20]]),
        ({"flipX": True}, [[30, 20], [10, 60]]),
        ({"angle": 90}, [[40, 30], [0, 50]]),
        # The box of another origin has the line of 10 pixels in it, and grows with the scale.
        ({"originX": "left", "originY": "top", "left": 5, "top": 15}, [[10, 20], [30, 60]]),
        (
            {"originX": "left", "originY": "bottom", "left": 5, "top": 65, "scaleX": 2},
            [[15, 20], [55, 60]],
        ),
    ],
)
def test_a_moved_or_scaled_path_is_given_as_seen(changes, expected):
    (stroke,) = canvas_strokes([make_path([[10, 20], [30, 60]], **changes)])
    assert stroke == pytest.approx(np.array(expected, dtype=float), abs=1e-6)


def test_only_paths_are_taken_from_the_canvas():
    items = [{"type": "Rect", "left": 1}, {}, make_path([[0, 0], [9, 9]], type="PATH")]
    assert len(canvas_strokes(items)) == 1
    assert canvas_strokes([]) == []


def test_a_tap_on_the_canvas_becomes_a_dot():
    tap = make_path([[99.99, 50], [100.01, 50]])
    picture = strokes_to_digit(canvas_strokes([tap]))
    assert np.allclose(picture, strokes_to_digit([[[0, 0]]]))


@pytest.mark.parametrize(
    "broken",
    [
        {"path": None},
        {"path": []},
        {"path": "M 0 0 L 1 1"},
        {"path": [["L", 1, 1]]},
        {"path": [["M", 1]]},
        {"scaleX": "wide"},
        {"left": None},
        {"originX": "somewhere"},
    ],
)
def test_a_broken_path_is_refused(broken):
    with pytest.raises(DrawingError, match="path of the canvas"):
        canvas_strokes([make_path([[0, 0], [9, 9]], **broken)])
