"""Pixels that touch are one part."""

import numpy as np
import pytest

from mlp_explorer.drawing.parts import find_touching, label_parts


def fill_parts(mask):
    """Number the parts one by one, by walking from pixel to pixel: the slow, plain way."""
    labels, count = np.zeros(mask.shape, int), 0
    for start in zip(*np.nonzero(mask), strict=True):
        if labels[start]:
            continue
        count += 1
        waiting = [start]
        while waiting:
            row, column = waiting.pop()
            inside = 0 <= row < mask.shape[0] and 0 <= column < mask.shape[1]
            if inside and mask[row, column] and not labels[row, column]:
                labels[row, column] = count
                waiting += [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return labels, count


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.4, 0.6, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (37, 53)])
def test_parts_are_those_of_a_walk_from_pixel_to_pixel(share, shape):
    mask = np.random.default_rng(3).random(shape) < share
    labels, count = label_parts(mask)
    expected, expected_count = fill_parts(mask)
    assert count == expected_count
    np.testing.assert_array_equal(labels, expected)


def test_a_spiral_is_one_part():
    turn = np.linspace(0, 40, 4000)
    mask = np.zeros((120, 120), dtype=bool)
    mask[(60 + turn * np.sin(turn)).astype(int), (60 + turn * np.cos(turn)).astype(int)] = True
    assert label_parts(mask)[1] == 1


def test_parts_at_the_border_are_named():
    mask = np.zeros((9, 9), dtype=bool)
    mask[0, 2] = mask[2, 8] = mask[4, 4] = mask[6, 0] = mask[6:, 7] = True
    labels, _ = label_parts(mask)
    at_border = [labels[place] for place in ((0, 2), (2, 8), (6, 0), (8, 7))]
    assert find_touching(labels).tolist() == at_border
