import math
from dataclasses import FrozenInstanceError

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import LIMITS
from mlp_explorer.config.space import (
    SETTINGS,
    Choices,
    Range,
    apply_settings,
    check_space,
    count_points,
    find_limits,
    is_number,
    is_whole,
    list_grid,
    read_setting,
)
from mlp_explorer.errors import ConfigError
from mlp_explorer.words import label_setting


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("layers", 4),
        ("units", 33),
        ("activation", "relu"),
        ("dropout", 0.25),
        ("batch_normalization", True),
        ("learning_rate", 0.007),
        ("optimizer", "sgd"),
        ("scale_pixels", False),
        ("seed", 7),
    ],
)
def test_what_is_applied_is_read_back(name, value):
    config = apply_settings(TrainConfig(), {name: value})
    assert read_setting(config, name) == value
    assert read_setting(config, name) != read_setting(TrainConfig(), name)


def test_every_setting_of_a_network_may_vary_and_has_a_label():
    fixed = {"hidden_layers", "own_set", "own_share", "dataset", "train_share", "features"}
    fields = set(TrainConfig.model_fields) - fixed
    assert fields | {"layers"} | set(HiddenLayer.model_fields) == set(SETTINGS)
    labels = [label_setting(name) for name in SETTINGS]
    assert len(set(labels)) == len(labels)


def test_settings_of_layers_go_to_all_of_them():
    config = apply_settings(TrainConfig(), {"layers": 3, "units": 9, "activation": "tanh"})
    assert config.hidden_layers == (HiddenLayer(9, "tanh"),) * 3
    assert apply_settings(TrainConfig(), {"layers": 0, "units": 9}).hidden_layers == ()


def test_a_grid_has_every_combination_once():
    space = {
        "units": Range(8, 128, log=True, points=3),
        "optimizer": Choices(("adam", "sgd", "adam")),
        "l2": Range(0.0, 0.1, points=2),
    }
    grid = list_grid(space)
    assert len(grid) == 12
    assert [point["units"] for point in grid[::4]] == [8, 32, 128]
    assert grid[0] == {"units": 8, "optimizer": "adam", "l2": 0.0}
    assert list_grid({"layers": Range(1, 3, points=9)}) == [{"layers": n} for n in (1, 2, 3)]


def test_how_many_combinations_there_are():
    whole, real = Range(2, 5), Range(0.0, 0.1)
    some = Choices(("adam", "sgd", "adam"))
    assert count_points({"units": whole}) == count_points({"layers": whole}) == 4
    assert count_points({"optimizer": some}) == 2
    assert count_points({"units": whole, "optimizer": some}) == 8
    assert count_points({"l2": real, "optimizer": some}) == math.inf


def test_numbers_and_whole_numbers_are_told_apart_from_names():
    numbers = [name for name in SETTINGS if is_number(name)]
    assert set(numbers) == {"layers", *LIMITS} - {"own_share", "train_share"}
    whole = {"layers", "units", "batch_size", "epochs", "early_stopping_patience", "seed"}
    whole |= {"training_images", "points", "data_seed"}
    assert {name for name in SETTINGS if is_whole(name)} == whole
    assert find_limits("layers") == (0, 8)
    assert all(find_limits(name) == LIMITS[name] for name in numbers if name != "layers")


def test_a_grid_of_one_point_has_both_ends_all_the_same():
    assert list_grid({"l2": Range(0.0, 0.5, points=1)}) == [{"l2": 0.0}, {"l2": 0.5}]
    assert Range(1, 2) == Range(1, 2, log=False, points=3)


@pytest.mark.parametrize("part", [Range(1, 2), Choices((1,))])
def test_what_varies_cannot_be_changed_on_its_way(part):
    with pytest.raises(FrozenInstanceError):
        part.low = part.values = 0


def test_what_no_hidden_layer_has_is_nothing():
    bare = TrainConfig(hidden_layers=())
    assert read_setting(bare, "units") is None
    assert apply_settings(bare, {"layers": 2, "units": 9}).hidden_layers == (HiddenLayer(9),) * 2
    two = (HiddenLayer(9), HiddenLayer(5, "relu"))
    grown = apply_settings(TrainConfig(hidden_layers=two), {"layers": 4}).hidden_layers
    assert grown == (*two, two[1], two[1])
    assert apply_settings(TrainConfig(hidden_layers=two), {"layers": 1}).hidden_layers == two[:1]


def test_a_range_may_begin_and_end_where_it_is_allowed():
    check_space(TrainConfig(), {"layers": Range(0, 8), "l2": Range(0, 1), "units": Range(1, 2048)})
    check_space(TrainConfig(hidden_layers=()), {"units": Choices((8,)), "layers": Choices((0, 8))})
    with pytest.raises(ConfigError, match="64 to 64 is not possible"):
        check_space(TrainConfig(), {"units": Range(64, 64)})


@pytest.mark.parametrize(
    ("space", "sentence"),
    [
        ({}, "Nothing varies yet"),
        ({"units": Choices(())}, "Neurons of all layers: there is no value"),
        ({"units": Range(64, 8)}, "64 to 8 is not possible; allowed is a lower number first"),
        (
            {"l2": Range(0, 0.1, log=True)},
            "L2: 0 is not possible; a logarithmic range begins above 0",
        ),
        (
            {"epochs": Choices((0,))},
            "Epochs: “0” is not possible; allowed are whole numbers from 1",
        ),
        ({"layers": Choices((9,))}, "hidden layers: “9” is not possible; allowed are 0 to 8"),
        ({"layers": Choices((-1,))}, "hidden layers: “-1” is not possible; allowed are 0 to 8"),
        ({"optimizer": Choices(("adam", "magic"))}, "Optimizer: “magic” is not possible"),
        ({"units": Choices((1.5,))}, "Neurons: “1.5” is not possible"),
        ({"own_set": Choices(("0" * 16,))}, "“own_set” cannot vary; allowed are layers, units"),
        ({"magic": Range(0, 1)}, "“magic” cannot vary; allowed are layers, units"),
    ],
)
def test_a_space_that_cannot_be_gets_a_sentence(space, sentence):
    with pytest.raises(ConfigError, match=sentence.replace("(", r"\(")):
        check_space(TrainConfig(), space)


def test_all_problems_are_said_at_once():
    with pytest.raises(ConfigError) as problem:
        check_space(TrainConfig(), {"units": Range(64, 8), "epochs": Choices((0,))})
    assert len(problem.value.problems) == 2
