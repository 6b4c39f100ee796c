import hashlib
from importlib.resources import files

import numpy as np
import pytest

from mlp_explorer import load_dataset
from mlp_explorer.data import count_classes, mean_images, scale_pixels
from mlp_explorer.data.sources.mnist import SHA256
from mlp_explorer.errors import ConfigError


def test_the_embedded_file_is_the_real_mnist():
    content = (files("mlp_explorer.data") / "mnist.npz").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256
    attribution = (files("mlp_explorer.data") / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert SHA256 in attribution
    assert "Share Alike 3.0" in attribution


def test_the_four_shapes_are_the_tutorials():
    dataset = load_dataset("mnist")
    assert [array.shape for array in dataset[:4]] == [
        (60000, 28, 28),
        (60000,),
        (10000, 28, 28),
        (10000,),
    ]
    assert {array.dtype for array in dataset[:4]} == {np.dtype(np.uint8)}
    assert dataset.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]


def test_the_shared_arrays_cannot_be_spoiled():
    with pytest.raises(ValueError, match="read-only"):
        load_dataset("mnist").x_train[0] = 1


def test_an_unknown_dataset_gets_a_sentence():
    with pytest.raises(ConfigError, match="“cats” is not possible; allowed are mnist"):
        load_dataset("cats")


def test_scaling_divides_by_255_and_can_be_left_out():
    pixels = np.array([0, 51, 255], np.uint8)
    assert scale_pixels(pixels).tolist() == pytest.approx([0, 0.2, 1])
    assert scale_pixels(pixels, scale=False).tolist() == [0, 51, 255]
    assert scale_pixels(pixels).dtype == np.float32


def test_classes_are_counted_and_averaged():
    images = np.zeros((3, 28, 28), np.uint8)
    images[0], images[1] = 10, 20
    digits = np.array([4, 4, 0], np.uint8)
    assert count_classes(digits).tolist() == [1, 0, 0, 0, 2, 0, 0, 0, 0, 0]
    means = mean_images(images, digits)
    assert means.shape == (10, 28, 28)
    assert (means[4] == 15).all()
    assert (means[7] == 0).all()
