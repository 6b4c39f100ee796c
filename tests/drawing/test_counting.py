import numpy as np
import pytest
from PIL import Image, ImageDraw

from mlp_explorer import load_dataset
from mlp_explorer.drawing import count_digits, count_digits_in_image, count_parts, strokes_to_digit
from mlp_explorer.errors import EmptyDrawingError

ONE = [[[0, 0], [5, 100]]]
CROSSED_SEVEN = [[[0, 0], [70, 0], [30, 120]], [[5, 60], [60, 55]]]
FIVE_WITH_A_FAR_HAT = [[[10, 10], [0, 50], [40, 60], [30, 100], [0, 95]], [[20, 5], [70, 0]]]
OPEN_FOUR = [[[0, 0], [0, 50], [50, 50]], [[40, 0], [40, 100]]]


def move(strokes, right, down=0, scale=1.0):
    return [np.array(stroke, float) * scale + [right, down] for stroke in strokes]


@pytest.mark.parametrize("digit", [ONE, CROSSED_SEVEN, FIVE_WITH_A_FAR_HAT, OPEN_FOUR])
def test_strokes_of_one_digit_are_one(digit):
    assert count_digits(digit) == 1
    assert count_digits(move(digit, 500, 40, 0.3)) == 1


@pytest.mark.parametrize("gap", [8, 30, 200])
def test_two_and_three_side_by_side_are_told(gap):
    two = [*ONE, *move(CROSSED_SEVEN, 5 + gap)]
    assert count_digits(two) == 2
    assert count_digits([*two, *move(OPEN_FOUR, 75 + 2 * gap, -10, 0.8)]) == 3


def test_slanted_digits_whose_columns_overlap_are_told():
    slash = [[[30, 0], [0, 100]]]
    assert count_digits([*slash, *move(slash, 20)]) == 2


def test_a_small_stray_dot_is_no_second_digit():
    assert count_digits([*CROSSED_SEVEN, [[200, 100], [201, 101]]]) == 1


def test_nothing_drawn_is_an_error():
    with pytest.raises(EmptyDrawingError):
        count_digits([])


def paint(*digits):
    image = Image.new("L", (600, 200), 235)
    pen = ImageDraw.Draw(image)
    for strokes in digits:
        for stroke in strokes:
            pen.line([(x + 40, y + 40) for x, y in stroke], fill=20, width=12)
    return np.array(image)


def test_images_are_counted_by_the_same_rule():
    assert count_digits_in_image(paint(CROSSED_SEVEN)) == 1
    assert count_digits_in_image(paint(CROSSED_SEVEN, move(ONE, 120))) == 2
    assert count_digits_in_image(paint(ONE, move(CROSSED_SEVEN, 60), move(OPEN_FOUR, 200))) == 3


def test_slanted_digits_of_an_image_whose_columns_overlap_are_told():
    slash = [[[45, 0], [0, 150]]]
    assert count_digits_in_image(paint(slash)) == 1
    assert count_digits_in_image(paint(slash, move(slash, 45))) == 2


def test_mnists_own_digits_are_one_each():
    images = load_dataset("mnist").x_test[:300]
    enlarged = [np.pad(np.kron(image, np.ones((4, 4), np.uint8)), 12) for image in images]
    assert np.mean([count_digits_in_image(image) == 1 for image in enlarged]) >= 0.99


FACE = [[[10 * np.cos(a), 10 * np.sin(a)] for a in np.linspace(0, 2 * np.pi, 40)]]
SMILEY = [*FACE, [[-4, -3]], [[4, -3]], [[-4, 3], [0, 6], [4, 3]]]


@pytest.mark.parametrize(
    ("strokes", "parts"), [(ONE, 1), (CROSSED_SEVEN, 1), (OPEN_FOUR, 1), (FACE, 1), (SMILEY, 4)]
)
def test_the_parts_of_strokes_do_not_depend_on_place_and_size(strokes, parts):
    for drawing in (strokes, move(strokes, 300, 20, 0.1), move(strokes, -5, 8, 40)):
        assert count_parts(strokes_to_digit(drawing), drawing) == parts


def test_a_line_that_was_interrupted_is_one_part():
    line = np.linspace([0.0, 0.0], [10.0, 100.0], 50)
    broken = [line[:20], line[22:35], line[37:]]
    assert count_parts(strokes_to_digit(broken), broken) == 1


def test_the_parts_of_a_picture_are_those_that_are_more_than_crumbs():
    digit = np.zeros((28, 28), np.float32)
    digit[4:24, 10:13] = digit[4:6, 18:20] = 1
    assert count_parts(digit) == 2
    digit[20, 20:23] = 1  # three pixels
    assert count_parts(digit) == 2
    digit[20, 23] = 1
    assert count_parts(digit) == 3


def test_hardly_a_test_image_has_more_than_three_parts():
    images = load_dataset("mnist").x_test / np.float32(255)
    assert sum(count_parts(image) > 3 for image in images) == 1
