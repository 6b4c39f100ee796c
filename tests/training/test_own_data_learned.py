"""Own data is learned where it is given, and nothing of it stays."""

import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, load_dataset, read_dataset, train
from mlp_explorer.data import prepare
from mlp_explorer.data.own import make_own_dataset
from mlp_explorer.errors import ConfigError, DatasetError

LAYERS = (HiddenLayer(8, "relu"),)


def make_table():
    """Two clouds whose columns are of very different size: only scaled is it learned so fast."""
    rng = np.random.default_rng(3)
    y = np.arange(120) % 2
    rows = np.stack([1e6 + 1e3 * (y + rng.normal(0, 0.2, 120)), 1e-3 * rng.normal(size=120)], 1)
    lines = [f"{a:.1f},{b:.6f},{'yx'[n]}" for (a, b), n in zip(rows, y, strict=True)]
    return read_dataset("\n".join(["a,b,sort", *lines]).encode(), "sorts.csv")


def make_pictures():
    """Noise that is brighter in the upper half, or in the lower one."""
    y = np.arange(100, dtype=np.uint8) % 2
    x = np.random.default_rng(4).integers(0, 150, (100, 28, 28), np.uint8)
    x[y == 0, :14] += 100
    x[y == 1, 14:] += 100
    return make_own_dataset((x, y), classes=("above", "below"))


@pytest.mark.parametrize("make", [make_table, make_pictures])
def test_what_is_given_is_learned_and_the_network_says_so(make):
    data = make()
    config = TrainConfig(
        dataset=data.about.key, hidden_layers=LAYERS, batch_size=10, epochs=40, learning_rate=0.01
    )
    result = train(config, data=data)
    assert result.test_score >= 0.9
    with pytest.raises(DatasetError, match="is not on this server"):
        load_dataset(data.about.key)
    network = Network(config, result.weights)
    scaled = prepare(data.x_test, *config.data) if data.about.kind == "table" else None
    outputs = network.predict(data.x_test / 255 if scaled is None else scaled)
    found = (outputs[:, 0] > 0.5) if outputs.shape[1] == 1 else outputs.argmax(axis=1)
    assert np.mean(found == data.y_test) == pytest.approx(result.test_score)


def test_answers_that_are_large_numbers_are_learned_in_their_own_unit():
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(200, 2))
    prices = 300_000 + 50_000 * rows[:, 0] - 20_000 * rows[:, 1]
    lines = [f"{a:.4f},{b:.4f},{price:.1f}" for (a, b), price in zip(rows, prices, strict=True)]
    data = read_dataset("\n".join(["a,b,price", *lines]).encode(), "prices.csv")
    config = TrainConfig(
        dataset=data.about.key, hidden_layers=LAYERS, batch_size=10, epochs=40, learning_rate=0.01
    )
    assert train(config, data=data).test_score > 0.95


def test_other_data_than_the_configuration_names_is_refused():
    data = make_table()
    with pytest.raises(ConfigError, match=f"the data {data.about.key} arrived"):
        train(TrainConfig(epochs=1), data=data)
    config = TrainConfig(dataset=data.about.key, hidden_layers=(), epochs=1, learning_rate=0.011)
    with pytest.raises(DatasetError, match="is not on this server"):
        train(config.changed(dataset="own-3-2-100-20-0123456789abcdef"))
