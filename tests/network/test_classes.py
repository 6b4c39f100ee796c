"""What each class gets, and what each input adds."""

import numpy as np
import pytest

from mlp_explorer import Network, TrainConfig
from mlp_explorer.network.classes import ask_class, read_shares, weigh_inputs
from mlp_explorer.tasks import HEADS


def test_an_output_a_class_is_its_share():
    outputs = np.array([[0.2, 0.7, 0.1]], np.float32)
    for name in ("sparse_categorical_crossentropy", "binary_crossentropy", "mean_squared_error"):
        assert read_shares(HEADS[name], outputs) is outputs


@pytest.mark.parametrize(
    ("head", "output", "second"),
    [("one_sigmoid", 0.9, 0.9), ("one_tanh", -1, 0), ("one_tanh", 0, 0.5), ("one_tanh", 0.5, 0.75)],
)
def test_the_only_output_is_shared_between_two_classes(head, output, second):
    shares = read_shares(HEADS[head], np.array([[output]], np.float32))
    np.testing.assert_allclose(shares, [[1 - second, second]], atol=1e-6)


@pytest.mark.parametrize("head", ["one_sigmoid", "one_tanh", "sparse_categorical_crossentropy"])
@pytest.mark.parametrize("answer", [0, 1])
def test_without_hidden_layers_an_input_adds_its_weight_times_how_unusual_it_is(head, answer):
    config = TrainConfig(dataset="breast_cancer", hidden_layers=(), loss=head)
    rng = np.random.default_rng(3)
    kernel = rng.normal(size=config.widths).astype(np.float32)
    network = Network(config, [kernel, np.zeros(config.widths[-1])])
    row, usual = rng.normal(size=(2, 30)).astype(np.float32)
    weights = weigh_inputs(network, row, usual, ask_class(config.head, answer, 2))
    if kernel.shape[1] == 1:
        expected = (1 if answer else -1) * kernel[:, 0] * (row - usual)
    else:
        expected = (kernel[:, answer] - kernel.mean(axis=1)) * (row - usual)
    np.testing.assert_allclose(weights, expected, atol=1e-4)
