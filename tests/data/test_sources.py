"""Every dataset is what is said of it."""

import numpy as np
import pytest
from sklearn import datasets

from mlp_explorer.data import DATASETS, load_dataset
from mlp_explorer.data.sources import SOURCES, Options
from mlp_explorer.data.sources.plane import SIDE

pytestmark = pytest.mark.usefixtures("fetched_datasets")
MADE = [key for key, about in DATASETS.items() if about.kind in ("plane", "curve")]


@pytest.mark.parametrize("key", DATASETS)
def test_a_dataset_is_what_is_said_of_it(key):
    data, about = load_dataset(key), DATASETS[key]
    assert data.about == about
    assert data.x_train.shape == (about.n_train, *about.shape)
    assert data.x_test.shape == (about.n_test, *about.shape)
    assert (len(data.y_train), len(data.y_test)) == (about.n_train, about.n_test)
    for answers in (data.y_train, data.y_test):
        if about.classes:
            assert answers.dtype == np.uint8
            assert set(answers.tolist()) == set(range(len(about.classes)))
        else:
            assert answers.dtype == np.float32
    if about.kind == "pictures":
        assert data.x_train.dtype == np.uint8
        assert data.x_train.max() == about.white
    else:
        assert data.x_train.dtype == np.float32
        assert len(about.features) == about.n_inputs


@pytest.mark.parametrize("key", DATASETS)
def test_it_is_said_where_a_dataset_comes_from_unless_it_is_made(key):
    about = DATASETS[key]
    assert bool(about.source and about.licence) == (key not in MADE)


@pytest.mark.parametrize(
    ("key", "name"),
    [("digits", "digits"), ("iris", "iris"), ("wine", "wine"), ("breast_cancer", "breast_cancer")],
)
def test_scikit_learns_examples_are_all_there_and_equal_ones_on_one_side(key, name):
    data, bunch = load_dataset(key), getattr(datasets, f"load_{name}")()
    rows = bunch.data.astype(np.float32)
    train, test = (part.reshape(len(part), -1).astype(np.float32) for part in data[:4:2])
    pairs = zip([*train, *test], [*data.y_train, *data.y_test], strict=True)
    assert sorted((*row, y) for row, y in pairs) == sorted(
        (*row, y) for row, y in zip(rows, bunch.target, strict=True)
    )
    assert not {*map(tuple, train)} & {*map(tuple, test)}


def test_of_patients_the_numbers_are_as_measured():
    ages = load_dataset("diabetes").x_train[:, 0]
    assert (ages.min(), ages.max()) == (19, 79)


@pytest.mark.parametrize("key", MADE)
def test_what_a_seed_makes_is_the_same_for_the_same_seed_only(key):
    options = Options(points=60, noise=0.1, seed=3)
    one, same, other = map(SOURCES[key].load, (options, options, options._replace(seed=4)))
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    assert not np.array_equal(one.x_train, other.x_train)
    assert not np.array_equal(one.x_test[:60], one.x_train)
    assert load_dataset(key, options).about.n_train == 60
    assert np.isfinite(one.x_train).all()


@pytest.mark.parametrize("key", [key for key in MADE if key not in ("gauss", "moons")])
def test_without_noise_points_lie_within_the_plane(key):
    assert np.abs(load_dataset(key).x_train).max() <= SIDE


# what decides a class where there is no noise, written down a second time
RULES = {
    "circle": lambda x, y: np.hypot(x, y) < 2.5,
    "xor": lambda x, y: (x > 0) == (y > 0),
    "above_sine": lambda x, y: y > 2 * np.sin(x),
    "above_cubic": lambda x, y: y > x**3 / 16 - x,
    "above_corner": lambda x, y: y > abs(x) - 2,
}


@pytest.mark.parametrize("key", RULES)
def test_without_noise_a_rule_decides_and_with_noise_not_always(key):
    for noise in (0.0, 0.3):
        data = load_dataset(key, Options(noise=noise))
        right = RULES[key](*data.x_train.T.astype(float)) == data.y_train
        assert (right.mean() > 0.995) == (noise == 0)


def test_the_spirals_arms_are_as_far_from_the_middle_as_they_have_turned():
    data = load_dataset("spiral")
    for arm, start in ((1, 0.0), (0, np.pi)):
        x, y = data.x_train[data.y_train == arm].T.astype(float)
        radius = np.hypot(x, y)
        angle = radius / 5 * 1.75 * 2 * np.pi + start
        assert np.allclose(x, radius * np.sin(angle), atol=1e-4)
        assert np.allclose(y, radius * np.cos(angle), atol=1e-4)


def test_heights_and_curves_follow_their_formulas():
    x, y = load_dataset("plane").x_train.T
    assert np.allclose(load_dataset("plane").y_train, (x + y) / 10, atol=1e-6)
    sine = load_dataset("sine")
    assert np.allclose(sine.y_train, np.sin(sine.x_train[:, 0]), atol=1e-6)
    noisy = load_dataset("sine", Options(noise=0.2))
    assert np.std(noisy.y_train - np.sin(noisy.x_train[:, 0])) == pytest.approx(0.2, abs=0.02)
    hills = load_dataset("hills")
    top = np.linalg.norm(hills.x_train - [-4, 2.5], axis=1) < 0.5
    assert (hills.y_train[top] > 0.7).all()


@pytest.mark.parametrize(
    "key", [key for key, about in DATASETS.items() if about.kind != "pictures"]
)
def test_no_example_trains_and_tests(key):
    data = load_dataset(key)
    trained = set(map(tuple, data.x_train.tolist()))
    assert not [row for row in data.x_test.tolist() if tuple(row) in trained]
