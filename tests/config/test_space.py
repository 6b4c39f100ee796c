import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config.space import (
    SETTINGS,
    Choices,
    Range,
    apply_settings,
    check_space,
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
    fields = set(TrainConfig.model_fields) - {"hidden_layers", "own_set", "own_share"}
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


@pytest.mark.parametrize(
    ("space", "sentence"),
    [
        ({}, "Nothing varies yet"),
        ({"units": Choices(())}, "Neurons of all layers: no value arrived"),
        ({"units": Range(64, 8)}, "64 to 8 arrived; allowed is a lower number first"),
        ({"l2": Range(0, 0.1, log=True)}, "L2: 0 arrived; a logarithmic range begins above 0"),
        ({"epochs": Choices((0,))}, "Epochs: “0” arrived; allowed are whole numbers from 1"),
        ({"layers": Choices((9,))}, "hidden layers: “9” arrived; allowed are 0 to 8"),
        ({"optimizer": Choices(("adam", "magic"))}, "Optimizer: “magic” arrived"),
        ({"units": Choices((1.5,))}, "Neurons: “1.5” arrived"),
        ({"own_set": Choices(("0" * 16,))}, "“own_set” arrived to vary; allowed are layers, units"),
        ({"magic": Range(0, 1)}, "“magic” arrived to vary; allowed are layers, units"),
    ],
)
def test_a_space_that_cannot_be_gets_a_sentence(space, sentence):
    with pytest.raises(ConfigError, match=sentence.replace("(", r"\(")):
        check_space(TrainConfig(), space)


def test_all_problems_are_said_at_once():
    with pytest.raises(ConfigError) as problem:
        check_space(TrainConfig(), {"units": Range(64, 8), "epochs": Choices((0,))})
    assert len(problem.value.problems) == 2
