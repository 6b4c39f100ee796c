import threading

import numpy as np
import pytest

from mlp_explorer import Network, TrainConfig, load_dataset, strokes_to_digit
from mlp_explorer.errors import ConfigError, DrawingError
from mlp_explorer.network import shapes as network_shapes
from mlp_explorer.network.shapes import describe_shapes, find_strangeness, prepare_shapes
from mlp_explorer.network.verdict import Verdict, decide, judge, measure_travel
from mlp_explorer.training import build_model

# Corners of one pen stroke or more for each digit, x to the right, y down, written for this test.
DIGITS = {
    0: [[(5, 0), (2, 2), (1, 6), (2, 10), (5, 12), (8, 10), (9, 6), (8, 2), (5, 0)]],
    1: [[(3, 3), (6, 0), (5.5, 12)]],
    2: [[(1, 3), (3, 0.5), (6, 0.5), (7.5, 3), (6, 6), (1, 12), (8.5, 11.5)]],
    3: [[(1, 1), (4, 0), (7, 1.5), (6.5, 4), (4, 5.6), (7, 7), (8, 9.5), (5, 12), (1, 11)]],
    4: [[(5.5, 0), (1, 7.5), (8.5, 7)], [(6.2, 3.5), (5.6, 12)]],
    5: [[(2.5, 0), (2, 5), (5, 4.6), (8, 7), (7, 11), (4, 12), (1, 11)], [(2.5, 0), (8, 0)]],
    6: [[(6.5, 0), (3, 3.5), (1.5, 8), (3, 11.5), (6, 12), (8, 9.5), (6.5, 7), (3.5, 7.5), (2, 9)]],
    7: [[(1, 1), (8, 0.5), (3.5, 12)]],
    8: [[(7, 2), (5, 0), (2.5, 1.5), (3, 4), (6.5, 7.5), (7, 10.5), (4.5, 12), (2, 10.5), (3, 7.5),
         (6.5, 4), (7, 2)]],
    9: [[(7.5, 2), (5, 0), (2, 2), (2.5, 5), (5.5, 5.5), (7.5, 2), (7.2, 7), (6, 12)]],
}  # fmt: skip
OTHERS = {
    "an A": [[(0, 10), (4, 0), (8, 10)], [(1.6, 6.2), (6.5, 6.2)]],
    "an E": [[(6.5, 0), (0, 0), (0, 10), (6.5, 10)], [(0, 5), (5, 5)]],
    "an M": [[(0, 10), (0, 0), (4, 6), (8, 0), (8, 10)]],
    "a W": [[(0, 0), (2.4, 10), (5, 3), (7.6, 10), (10, 0)]],
    "a dot": [[(4, 4)]],
    "a line": [[(0, 0), (10, 0.5)]],
    "a filled square": [[(10 * ((i + 1) // 2 % 2), 0.5 * (i // 2 * 2)) for i in range(22)]],
    "a star": [[(2, 10), (5, 0), (8, 10), (0, 4), (10, 4), (2, 10)]],
    "a zigzag": [[(1.25 * i, 6 * (i % 2)) for i in range(9)]],
    "a scribble": [[(1, 1), (9, 0), (2, 4), (9, 3), (0, 8), (9, 7), (2, 10), (8, 1), (3, 0),
                    (1, 9), (9, 9), (5, 5), (1, 0), (8, 8)]],
}  # fmt: skip


def outputs(**values):
    """Return ten outputs: `d3=0.9` is digit 3's; all others are 0."""
    return np.array([values.get(f"d{digit}", 0.0) for digit in range(10)])


def draw(corners):
    return [np.array(stroke, dtype=float) for stroke in corners]


SURE = outputs(d3=0.97, d5=0.02)
SEVEN = strokes_to_digit(draw(DIGITS[7]))


@pytest.mark.parametrize(
    ("probabilities", "kind"),
    [
        (outputs(d3=0.9, d5=0.1), "answer"),
        (outputs(d3=0.61, d5=0.3), "answer"),
        (outputs(d3=0.59, d5=0.1), "unsure"),  # too low
        (outputs(d3=0.5, d5=0.5), "unsure"),
        (outputs(d3=0.9, d5=0.46), "unsure"),  # sigmoids: two would do
        (outputs(d3=0.9, d5=0.44), "answer"),
        (outputs(d3=1.0, d5=1.0), "unsure"),
        (outputs(d3=0.03, d5=0.001), "unsure"),  # sigmoids: none would do
        (np.zeros(10), "unsure"),
        (np.full(10, 0.1), "unsure"),
    ],
)
def test_an_answer_is_high_and_far_ahead(probabilities, kind):
    assert judge(probabilities, SEVEN).kind == kind


def test_answer_and_rival_are_the_two_largest_outputs():
    assert judge(outputs(d8=0.7, d2=0.2, d1=0.1), SEVEN) == Verdict("answer", 8, 2)
    assert judge(outputs(d0=0.4, d9=0.35, d1=0.25), SEVEN) == Verdict("unsure", 0, 9)
    blank = judge(outputs(d0=0.9, d9=0.1), np.zeros((28, 28), np.float32))
    assert blank == Verdict("unlike", 0, 9)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_outputs_that_are_no_numbers_are_a_case_of_their_own(value):
    broken = SURE.copy()
    broken[4] = value
    assert judge(broken, SEVEN).kind == "broken"
    assert judge(np.full(10, value), np.zeros((28, 28), np.float32)).kind == "broken"


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", "binary_crossentropy"])
def test_a_network_that_has_not_learned_is_never_sure(loss):
    config = TrainConfig(loss=loss)
    network = Network(config, build_model(config).get_weights())
    pictures = np.stack([strokes_to_digit(draw(corners)) for corners in DIGITS.values()])
    kinds = [judge(p, x).kind for p, x in zip(network.predict(pictures), pictures, strict=True)]
    assert kinds == ["unsure"] * 10


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_by_hand_is_like_a_digit(digit):
    strokes = draw(DIGITS[digit])
    assert judge(SURE, strokes_to_digit(strokes), strokes).kind == "answer"


@pytest.mark.parametrize("digit", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
@pytest.mark.parametrize("lean", [-0.3, 0.3])
def test_a_slanted_digit_is_like_a_digit(digit, lean):
    strokes = [stroke @ np.array([[1, 0], [lean, 1]]) for stroke in draw(DIGITS[digit])]
    assert judge(SURE, strokes_to_digit(strokes), strokes).kind == "answer"


def test_a_crossed_seven_is_like_a_digit():
    strokes = draw([*DIGITS[7], [(3, 6), (8, 5.6)]])
    assert judge(SURE, strokes_to_digit(strokes), strokes).kind == "answer"


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_digit_is_told_from_its_picture_alone(name):
    assert judge(SURE, strokes_to_digit(draw(OTHERS[name]))).kind == "unlike"


def test_four_parts_apart_from_each_other_are_no_digit():
    parts = [[(4, 0), (4, 1)], [(8, 3), (8, 4)], [(4, 7), (4, 8)], [(0, 3), (0, 4)]]
    assert judge(SURE, SEVEN, draw(parts)).kind == "unlike"
    assert judge(SURE, SEVEN, draw(parts[:3])).kind == "answer"


def test_a_smiley_is_no_digit_although_its_picture_is_like_an_eight():
    turn = np.linspace(0, 2 * np.pi, 25)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    mouth = np.array([5, 5.2]) + ring[2:12] * [2.6, 2.3]
    smiley = [5 + 5 * ring, [3.2, 3.5] + 0.4 * ring, [6.8, 3.5] + 0.4 * ring, mouth]
    picture = strokes_to_digit(smiley)
    assert judge(SURE, picture).kind == "answer"
    assert judge(SURE, picture, smiley).kind == "unlike"


def test_a_pen_that_travels_far_has_drawn_no_digit():
    turns = np.linspace(0, 10 * np.pi, 200)
    spiral = [np.stack([turns * np.cos(turns), turns * np.sin(turns)], axis=1)]
    assert judge(SURE, SEVEN, spiral).kind == "unlike"
    assert judge(SURE, SEVEN, draw(DIGITS[7])).kind == "answer"


def test_travel_is_the_length_in_times_of_the_larger_side():
    square = [np.array([(0, 0), (7, 0), (7, 7), (0, 7), (0, 0)])]
    assert measure_travel(square) == pytest.approx(4)
    assert measure_travel([*square, np.array([(0, 0), (7, 7)])]) == pytest.approx(4 + np.sqrt(2))
    assert measure_travel([100 * square[0] + 3]) == pytest.approx(4)
    assert measure_travel([np.array([(5, 5)])]) == 0
    assert measure_travel([]) == 0


def test_one_in_a_hundred_of_mnists_test_images_is_refused():
    images = load_dataset("mnist").x_test[::5] / np.float32(255)
    refused = np.mean([judge(SURE, image).kind == "unlike" for image in images])
    assert 0.003 < refused < 0.017  # 2,000 of them: 1 % ± three standard errors


def test_strangeness_is_the_cosine_to_the_nearest_training_image():
    data = load_dataset("mnist")
    np.testing.assert_allclose(find_strangeness(data.x_train[:5] / np.float32(255)), 0, atol=1e-5)
    one = describe_shapes(data.x_test[:1] / np.float32(255))[0]
    cosines = [
        np.dot(one, other) / np.linalg.norm(one) / np.linalg.norm(other)
        for other in prepare_shapes()
    ]
    found = find_strangeness(data.x_test[:1] / np.float32(255))
    assert found == pytest.approx(1 - max(cosines), abs=1e-5)


def test_shapes_are_histograms_of_directions():
    """By the plain way: pixel after pixel, each shared between two directions and its cells."""
    picture = np.random.default_rng(3).random((28, 28))
    padded = np.pad(picture, 1)
    weights = np.outer([1, 2, 1], [1, 2, 1]) / 16
    smooth = np.array(
        [[(padded[r : r + 3, c : c + 3] * weights).sum() for c in range(28)] for r in range(28)]
    )
    expected = np.zeros((8, 4, 4))
    for r in range(28):
        for c in range(28):
            down = smooth[r + 1, c] - smooth[r - 1, c] if 0 < r < 27 else 0
            right = smooth[r, c + 1] - smooth[r, c - 1] if 0 < c < 27 else 0
            direction = np.degrees(np.arctan2(down, right)) % 180 / 22.5
            for low, part in ((0, 1 - direction % 1), (1, direction % 1)):
                for row in range(4):
                    for column in range(4):
                        near = [
                            max(0, 1 - abs((place + 0.5) / 7 - 0.5 - cell))
                            for place, cell in ((r, row), (c, column))
                        ]
                        place = (int(direction) + low) % 8
                        expected[place, row, column] += (
                            np.hypot(down, right) * part * near[0] * near[1]
                        )
    expected = np.sqrt(expected.ravel())
    expected /= np.linalg.norm(expected)
    np.testing.assert_allclose(describe_shapes(picture[np.newaxis])[0], expected, atol=1e-4)


def test_what_is_kept_is_small_and_cannot_be_changed():
    shapes = prepare_shapes()
    assert shapes.nbytes < 12e6
    assert prepare_shapes() is shapes
    with pytest.raises(ValueError, match="read-only"):
        shapes[0] = 0


def test_threads_that_all_prepare_come_to_the_same_verdicts():
    pictures = [strokes_to_digit(draw(corners)) for corners in [*DIGITS.values(), *OTHERS.values()]]
    expected = [judge(SURE, picture) for picture in pictures]
    network_shapes._prepare.cache_clear()
    found, start = [], threading.Barrier(4)

    def run():
        start.wait()
        found.append([judge(SURE, picture) for picture in pictures])

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert found == [expected] * 4


@pytest.mark.parametrize("shape", [(9,), (1, 10), ()])
def test_another_number_of_outputs_is_refused(shape):
    with pytest.raises(ConfigError, match=r"arrived; allowed is \(10,\)"):
        judge(np.zeros(shape), SEVEN)


def test_a_digit_of_another_shape_or_not_finite_is_refused():
    with pytest.raises(DrawingError, match=r"\(784,\) arrived; it must be \(28, 28\)"):
        judge(SURE, SEVEN.ravel())
    with pytest.raises(DrawingError, match="no number"):
        judge(SURE, np.full((28, 28), np.nan, np.float32))


@pytest.mark.parametrize("top", [0.3, 0.62, 0.9, float("nan")])
def test_a_verdict_on_many_networks_is_that_on_each(top):
    digit = load_dataset("mnist").x_test[0] / np.float32(255)
    outputs = np.full(10, (1 - top) / 9, np.float32)
    outputs[7] = top
    assert decide(outputs, False) == judge(outputs, digit)
    assert decide(outputs, True) == judge(outputs, np.zeros((28, 28), np.float32))
