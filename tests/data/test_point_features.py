"""What a network is told of a point, and which points train."""

import numpy as np
import pytest

from mlp_explorer import TrainConfig, load_dataset
from mlp_explorer.data import load_prepared, prepare
from mlp_explorer.data.features import FEATURES, compute_features, list_features
from mlp_explorer.data.sources import Options

POINTS = np.array([[-2.0, 3.0], [0.5, -6.0]], np.float32)
# written down a second time
OF_PLANE = {
    "x1": [-2, 0.5],
    "x2": [3, -6],
    "x1x1": [4, 0.25],
    "x2x2": [9, 36],
    "x1x2": [-6, -3],
    "sinx1": [-0.9092974, 0.4794255],
    "sinx2": [0.1411200, 0.2794155],
}
OF_CURVE = {"x": [-2, 0.5], "xx": [4, 0.25], "sinx": [-0.9092974, 0.4794255]}


def test_each_feature_is_what_its_formula_says():
    assert {**OF_PLANE, **OF_CURVE}.keys() == FEATURES.keys()
    for points, columns in ((POINTS, OF_PLANE), (POINTS[:, :1], OF_CURVE)):
        told = compute_features(points, tuple(columns))
        assert told.dtype == np.float32
        assert np.allclose(told, np.transpose(list(columns.values())), atol=1e-6)
    assert np.array_equal(compute_features(POINTS, ()), POINTS)


def test_a_plane_has_seven_a_curve_three_and_a_table_none():
    found = [list_features(load_dataset(key).about) for key in ("spiral", "hills", "sine", "iris")]
    assert list(map(len, found)) == [7, 7, 3, 0]


def test_points_come_to_a_network_as_its_features_and_stay_points_elsewhere():
    config = TrainConfig(dataset="circle", features=("x1x1", "x2x2"))
    data, told = load_dataset("circle", config.options), load_prepared(*config.data)
    assert np.allclose(told.x_train, data.x_train**2)
    assert np.allclose(told.x_test, data.x_test**2)
    assert np.array_equal(prepare(data.x_test, *config.data), told.x_test)
    assert np.array_equal(data.x_train, load_dataset("circle").x_train)


@pytest.mark.parametrize("key", ["spiral", "hills", "sine"])
def test_a_share_parts_the_points_that_train_without_one(key):
    whole = load_dataset(key, Options(points=200, seed=3))
    parted = load_dataset(key, Options(points=200, seed=3, share=0.3))
    assert (parted.about.n_train, parted.about.n_test) == (60, 140)
    for name in ("x", "y"):
        both = [getattr(parted, f"{name}_{part}") for part in ("train", "test")]
        assert np.array_equal(np.concatenate(both), getattr(whole, f"{name}_train"))
    assert (whole.about.n_train, whole.about.n_test) == (200, 500)


@pytest.mark.parametrize(("points", "share"), [(10, 0.01), (10, 0.9), (11, 0.5)])
def test_one_of_each_is_left_at_least(points, share):
    n_train, n_test = Options(points, share=share).part(500)
    assert min(n_train, n_test) >= 1
    assert n_train + n_test == points
