import numpy as np
import pytest

from mlp_explorer.data.drawn import make_drawn_dataset
from mlp_explorer.errors import DatasetError


def make_pictures(count):
    return np.random.default_rng(1).integers(0, 256, (count, 28, 28), dtype=np.uint8)


def test_the_names_are_the_classes_in_their_natural_order():
    names = [["b", "10", "2", "ä"][number % 4] for number in range(40)]
    data = make_drawn_dataset(names, make_pictures(40))
    assert data.about.classes == ("2", "10", "b", "ä")
    assert np.bincount(np.concatenate([data.y_train, data.y_test])).tolist() == [10] * 4
    assert data.about.shape == (28, 28)
    pictures = {
        picture.tobytes(): name for name, picture in zip(names, make_pictures(40), strict=True)
    }
    for picture, answer in zip(data.x_test, data.y_test, strict=True):
        assert pictures[picture.tobytes()] == data.about.classes[answer]


@pytest.mark.parametrize("names", [[], ["a"] * 9])
def test_one_name_alone_is_a_sentence(names):
    with pytest.raises(DatasetError, match="two or more"):
        make_drawn_dataset(names, make_pictures(len(names)))


def test_a_hundred_names_are_the_most():
    names = [str(number % 101) for number in range(202)]
    with pytest.raises(DatasetError, match="101 different answers"):
        make_drawn_dataset(names, make_pictures(202))
