import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig, strokes_to_digit
from mlp_explorer.network.erasing import list_erasures

RNG = np.random.default_rng(3)
STROKES = [
    np.array([[0.0, 0.0], [70.0, 2.0], [30.0, 120.0]]),
    np.array([[10.0, 60.0], [60.0, 55.0]]),
    np.array([[5.0, 110.0], [80.0, 118.0]]),
]


@pytest.fixture(scope="module")
def network():
    config = TrainConfig(hidden_layers=(HiddenLayer(20, "tanh"),))
    shapes = [(784, 20), (20,), (20, 10), (10,)]
    return Network(config, [RNG.normal(0, 0.3, shape) for shape in shapes])


def test_each_stroke_is_left_out_once_and_the_rest_read(network):
    erasures = list_erasures(network, STROKES)
    assert {each.name for each in erasures} == {"stroke 1", "stroke 2", "stroke 3"}
    before = network.predict(strokes_to_digit(STROKES)[np.newaxis])[0]
    for erasure in erasures:
        left_out = int(erasure.name[-1]) - 1
        rest = [s for place, s in enumerate(STROKES) if place != left_out]
        outputs = network.predict(strokes_to_digit(rest)[np.newaxis])[0]
        assert erasure.answer == outputs.argmax()
        assert erasure.share == pytest.approx(outputs.max(), abs=1e-6)
        first = before.argmax()
        assert erasure.loss == pytest.approx(before[first] - outputs[first], abs=1e-6)
        assert erasure.changes == (outputs.argmax() != first)
        assert len(erasure.rest) == 2


def test_where_strokes_cross_the_ink_stays():
    config = TrainConfig(hidden_layers=())
    plain = Network(config, [np.zeros((784, 10), np.float32), np.zeros(10, np.float32)])
    cross = [np.array([[0.0, 50.0], [100.0, 50.0]]), np.array([[50.0, 0.0], [50.0, 100.0]])]
    for erasure in list_erasures(plain, cross):
        assert erasure.ink[13:15, 13:15].max() < 0.01
        assert erasure.ink.sum() == pytest.approx(strokes_to_digit(cross).sum() / 2, rel=0.15)


def test_what_matters_most_comes_first(network):
    losses = [each.loss for each in list_erasures(network, STROKES)]
    assert losses == sorted(losses, reverse=True)


def test_a_single_stroke_is_cut_into_quarters_of_one_length(network):
    line = np.linspace([0.0, 0.0], [0.0, 100.0], 41)
    erasures = list_erasures(network, [line])
    assert len(erasures) == 4
    for erasure in erasures:
        lengths = [np.hypot(*np.diff(part, axis=0).T).sum() for part in erasure.rest]
        assert sum(lengths) == pytest.approx(75, abs=2.6)


def test_a_dot_has_nothing_to_lose(network):
    assert list_erasures(network, [np.array([[5.0, 5.0]])]) == []
    assert list_erasures(network, []) == []
