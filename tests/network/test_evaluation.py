import numpy as np
import pytest

from mlp_explorer import Network, TrainConfig
from mlp_explorer.network.evaluation import count_confusion

RNG = np.random.default_rng(0)


def pointing_network() -> Network:
    """A network that answers with the brightest of an image's first ten pixels."""
    config = TrainConfig(hidden_layers=())
    return Network(config, [np.eye(784, 10), np.zeros(10)])


def draw(*answers: int) -> np.ndarray:
    images = np.zeros((len(answers), 28, 28), dtype=np.uint8)
    for image, answer in zip(images, answers, strict=True):
        image[0, answer] = 200
    return images


def test_rows_are_the_right_digits_and_columns_the_answers():
    digits = np.array([4, 4, 4, 9], dtype=np.uint8)
    counts = count_confusion(pointing_network(), draw(9, 9, 4, 9), digits)
    assert counts.shape == (10, 10)
    assert counts.dtype == np.int64
    assert {(i, j): counts[i, j] for i, j in np.argwhere(counts)} == {
        (4, 9): 2,
        (4, 4): 1,
        (9, 9): 1,
    }


@pytest.mark.parametrize("batch", [1, 7, 1000, 2000])
def test_the_batch_does_not_change_the_counts(batch):
    answers, digits = RNG.integers(0, 10, (2, 1000))
    expected = np.zeros((10, 10), dtype=int)
    for right, answer in zip(digits, answers, strict=True):
        expected[right, answer] += 1
    found = count_confusion(pointing_network(), draw(*answers), digits.astype(np.uint8), batch)
    np.testing.assert_array_equal(found, expected)


def test_the_network_sees_pixels_from_0_to_1():
    # the bias outweighs a pixel of 1, and would be outweighed by one of 200
    config = TrainConfig(hidden_layers=())
    bias = np.where(np.arange(10) == 7, 50, 0)
    counts = count_confusion(Network(config, [np.eye(784, 10), bias]), draw(3), np.array([3]))
    assert counts[3, 7] == 1


def test_a_network_of_unscaled_pixels_gets_them_unscaled():
    config = TrainConfig(hidden_layers=(), scale_pixels=False)
    bias = np.where(np.arange(10) == 7, 50, 0)
    counts = count_confusion(Network(config, [np.eye(784, 10), bias]), draw(3), np.array([3]))
    assert counts[3, 3] == 1


def test_no_images_are_no_counts():
    counts = count_confusion(pointing_network(), draw(), np.zeros(0, dtype=np.uint8))
    assert counts.sum() == 0
    assert counts.shape == (10, 10)


def test_digits_for_other_images_get_a_sentence():
    with pytest.raises(ValueError, match=r"\(3,\) arrived; allowed is \(2,\)"):
        count_confusion(pointing_network(), draw(1, 2), np.zeros(3, dtype=np.uint8))
