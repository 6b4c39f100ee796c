"""What a training needs is close to what was measured, and grows with what it is made of."""

import pytest

from mlp_explorer import PRESETS, HiddenLayer, TrainConfig
from mlp_explorer.config import estimate_memory

GB = 10**9
WIDE = TrainConfig(hidden_layers=(HiddenLayer(2048),) * 8)
# GB that processes were measured to have at most: `python -m benchmarks.memory`
MEASURED = {
    TrainConfig(hidden_layers=(HiddenLayer(128),), optimizer="sgd", batch_size=32): 0.94,
    TrainConfig(hidden_layers=(HiddenLayer(1024, "relu"),) * 2, training_images=6000): 0.97,
    TrainConfig(hidden_layers=(HiddenLayer(2048, "relu"),) * 3, training_images=4000): 1.57,
    TrainConfig(
        hidden_layers=(HiddenLayer(2048, "relu"),) * 2, batch_size=500, augmentation="elastic"
    ): 1.36,
    TrainConfig(
        hidden_layers=(HiddenLayer(2048, "relu"),) * 5, optimizer="sgd", batch_size=100
    ): 1.63,
    TrainConfig(batch_size=60_000, validation_split=0): 1.19,
}


@pytest.mark.parametrize(("config", "gigabytes"), MEASURED.items())
def test_the_estimate_is_at_most_a_tenth_below_and_a_third_above_what_was_measured(
    config, gigabytes
):
    assert 0.9 * gigabytes <= estimate_memory(config).total / GB <= 1.3 * gigabytes


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_needs_little_more_than_tensorflow_itself(name):
    assert estimate_memory(PRESETS[name].config).total < 1.4 * GB


@pytest.mark.parametrize(
    "larger",
    [
        {"hidden_layers": (HiddenLayer(512),) * 2},
        {"hidden_layers": (HiddenLayer(256, batch_normalization=True), HiddenLayer(128))},
        {"batch_size": 10_000},
        {"augmentation": "elastic"},
        {"own_set": "0123456789abcdef"},
    ],
)
def test_more_needs_more(larger):
    config = TrainConfig()
    assert estimate_memory(config.changed(**larger)).total > estimate_memory(config).total


def test_an_optimizer_with_less_to_remember_needs_less():
    needs = [
        estimate_memory(WIDE.changed(optimizer=name)).total for name in ("sgd", "momentum", "adam")
    ]
    assert needs == sorted(set(needs))


def test_no_batch_is_larger_than_what_there_is_to_train_on():
    config = TrainConfig(batch_size=60_000, training_images=1000)
    assert estimate_memory(config) == estimate_memory(config.changed(batch_size=2000))


@pytest.mark.parametrize(
    ("config", "room", "part"),
    [
        (TrainConfig(), GB // 2, "base"),
        (WIDE, GB // 2, "base"),
        (WIDE, 2 * GB, "layers"),
        (TrainConfig(hidden_layers=(HiddenLayer(2048),) * 2), GB, "layers"),
        (WIDE.changed(batch_size=60_000), 2 * GB, "batch"),
    ],
)
def test_what_can_be_made_smaller_is_the_larger_of_layers_and_batch(config, room, part):
    assert estimate_memory(config).name_reducible(room) == part


def test_what_is_trained_side_by_side_needs_tensorflow_once():
    one, both = estimate_memory(WIDE), estimate_memory(WIDE, WIDE)
    assert (both.base, both.layers, both.batch) == (one.base, 2 * one.layers, 2 * one.batch)
