import numpy as np
import pytest

from mlp_explorer.data.about import read_own_key
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.data.parts import hold_out
from mlp_explorer.errors import DatasetError


def make_rows(count, classes=3):
    rows = np.arange(2 * count, dtype=np.float32).reshape(count, 2)
    return rows, (np.arange(count) % classes).astype(np.uint8)


def test_every_sixth_is_held_out_classes_in_proportion():
    x, y = make_rows(90)
    tests = hold_out(x, y, by_class=True)
    assert np.bincount(y[tests]).tolist() == [5, 5, 5]


def test_examples_that_are_equal_stay_on_one_side():
    x, y = make_rows(60)
    x = np.concatenate([x, x, x])
    y = np.concatenate([y, y, y])
    tests = hold_out(x, y, by_class=True)
    assert tests.sum() == 30
    assert not {*map(tuple, x[tests])} & {*map(tuple, x[~tests])}


def test_of_two_examples_one_is_held_out_and_of_one_none():
    x, y = make_rows(2, classes=1)
    assert hold_out(x, y, by_class=True).tolist() == [False, True]
    assert hold_out(x[:1], y[:1], by_class=True).tolist() == [False]


@pytest.mark.parametrize("place", range(12))
@pytest.mark.parametrize("count", [3, 5, 12, 60])
def test_a_class_with_one_example_trains(place, count):
    x, y = make_rows(count, classes=1)
    y[place % count] = 1
    tests = hold_out(x, y, by_class=True)
    assert tests.any() and set(y[~tests]) == set(y)


def test_one_example_of_each_class_comes_first_as_the_last_ones_may_validate():
    x, y = make_rows(60)
    y[59] = 3
    data = make_own_dataset((x, y), classes=("a", "b", "c", "d"))
    assert data.y_train[:4].tolist() == [0, 1, 2, 3]


def test_a_class_whose_only_example_is_equal_to_one_of_another_class_trains():
    for twin in range(12):
        x, y = make_rows(13, classes=1)
        x[12], y[12] = x[twin], 1
        tests = hold_out(x, y, by_class=True)
        assert tests.any() and not tests[[twin, 12]].any()


def test_where_each_class_has_one_example_none_is_held_out_and_that_is_a_sentence():
    x, y = make_rows(3)
    assert not hold_out(x, y, by_class=True).any()
    with pytest.raises(DatasetError, match="3 examples to train and 0 to test are left"):
        make_own_dataset((x, y), classes=("a", "b", "c"))


def test_a_class_that_would_have_nothing_left_to_train_is_not_tested_by_it():
    x, y = make_rows(20)
    y[7] = 3
    data = make_own_dataset((x, y), test=(x[5:8], y[5:8]), classes=("a", "b", "c", "d"))
    assert (len(data.y_train), len(data.y_test)) == (18, 2)
    assert 3 in data.y_train and 3 not in data.y_test


def test_what_is_in_the_test_part_does_not_train():
    x, y = make_rows(20)
    data = make_own_dataset((x, y), test=(x[:5], y[:5]), classes=("a", "b", "c"))
    assert len(data.y_train) == data.about.n_train == 15
    assert [note.code for note in data.about.notes] == ["dataset.in_both"]


def test_the_key_says_what_a_network_depends_on_and_the_content_decides_it():
    x, y = make_rows(12)
    data = make_own_dataset((x, y), classes=("a", "b", "c"))
    about = read_own_key(data.about.key)
    assert (about.kind, about.shape, about.n_train) == ("table", (2,), 10)
    assert len(about.classes) == 3
    assert make_own_dataset((x, y), classes=("a", "b", "c")).about.key == data.about.key
    assert make_own_dataset((x + 1, y), classes=("a", "b", "c")).about.key != data.about.key
    assert read_own_key("mnist") is None


def test_a_validation_part_of_its_own_comes_last():
    x, y = make_rows(12)
    data = make_own_dataset((x, y), validation=(x[:3] + 0.5, y[:3]), classes=("a", "b", "c"))
    assert data.about.n_validation == 3
    assert np.array_equal(data.x_train[-3:], x[:3] + 0.5)
