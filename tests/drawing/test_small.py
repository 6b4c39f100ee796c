"""Digits smaller than MNIST's."""

import numpy as np

from mlp_explorer import strokes_to_digit
from mlp_explorer.drawing import shrink_digit


def test_a_small_digit_reaches_from_edge_to_edge_and_leaves_room_at_the_sides():
    stroke = [(10, 0), (40, 30), (10, 60), (40, 90)]
    small = shrink_digit(strokes_to_digit([stroke]), (8, 8))
    assert small.shape == (8, 8)
    assert small.min() >= 0 and small.max() <= 1
    assert small[0].max() > 0.2 and small[-1].max() > 0.2
    assert small[:, [0, -1]].max() < 0.1


def test_where_a_drawing_is_in_the_picture_does_not_matter():
    picture = np.zeros((28, 28), np.float32)
    picture[6:20, 9:15] = 1
    moved = np.roll(picture, (4, -5), axis=(0, 1))
    here, there = shrink_digit(picture, (8, 8)), shrink_digit(moved, (8, 8))
    np.testing.assert_allclose(here, there, atol=1e-4)


def test_a_block_of_ink_keeps_its_share_of_the_area():
    """It fills 1 ÷ 1.6 of the width, and all of the height."""
    picture = np.zeros((28, 28), np.float32)
    picture[4:24, 6:22] = 1
    small = shrink_digit(picture, (10, 10))
    assert abs(small.mean() - 1 / 1.6) < 0.04


def test_nothing_stays_nothing():
    assert not shrink_digit(np.zeros((28, 28), np.float32), (5, 7)).any()
