import numpy as np
import pytest

from mlp_explorer import load_dataset
from mlp_explorer.data.distortion import (
    N_DRAWS,
    STRENGTHS,
    displacement_fields,
    distort,
)

MIDDLE = np.full((1, N_DRAWS), 0.5, np.float32)


def draw(count: int) -> np.ndarray:
    return np.random.default_rng(0).random((count, N_DRAWS), dtype=np.float32)


@pytest.mark.parametrize("kind", ["shift", "affine"])
def test_draws_in_the_middle_leave_the_image_as_it_is(kind):
    image = load_dataset("mnist").x_train[:1]
    assert distort(image, MIDDLE, kind) == pytest.approx(image.astype(float), abs=0.5)


def draw_shift(x: float, y: float) -> np.ndarray:
    draws = MIDDLE.copy()
    draws[0, :2] = (np.array([x, y]) / STRENGTHS["shift"].shift_px + 1) / 2
    return draws


def test_a_shift_moves_by_whole_and_half_pixels():
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 10, 10] = 200
    # each new pixel comes from one to its right and half a pixel above
    moved = distort(image, draw_shift(1, -0.5), "shift")[0]
    assert moved[10:12, 9] == pytest.approx(100, abs=0.1)
    assert moved.sum() == pytest.approx(200, rel=1e-3)


def test_a_turn_turns_about_the_centre():
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 12:16, 12:16] = 100
    image[0, 13:15, 24:26] = 200
    draws = MIDDLE.copy()
    draws[0, 2] = 1.0
    turned = distort(image, draws, "affine")[0]
    assert turned[13:15, 13:15] == pytest.approx(np.full((2, 2), 100), abs=1)
    rows, columns = np.mgrid[:28, :28]
    far = np.where(columns > 18, turned, 0)
    row, column = ((far * axis).sum() / far.sum() - 13.5 for axis in (rows, columns))
    assert np.arctan2(-row, column) == pytest.approx(STRENGTHS["affine"].rotation, abs=0.02)


def test_the_fields_are_smooth_always_the_same_and_of_spread_one():
    fields = displacement_fields().reshape(-1, 28, 28)
    assert fields.std() == pytest.approx(1, abs=0.02)
    assert fields.std(axis=0) == pytest.approx(np.ones((28, 28)), abs=0.12)
    assert abs(np.diff(fields, axis=2)).mean() < 0.25
    assert displacement_fields() is displacement_fields()


@pytest.mark.parametrize("kind", STRENGTHS)
def test_whatever_is_drawn_stays_an_image_and_a_readable_digit(kind):
    images = load_dataset("mnist").x_train[:500]
    new = distort(images, draw(500), kind)
    assert new.shape == (500, 28, 28)
    assert new.dtype == np.float32
    assert new.min() >= 0
    assert new.max() <= 255
    ink = new.sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert 0.9 < ink.mean() < 1.1
    assert ink.min() > 0.4
