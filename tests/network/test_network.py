import keras
import numpy as np
import pytest

from mlp_explorer import HiddenLayer, Network, TrainConfig
from mlp_explorer.activations import ACTIVATIONS, activate
from mlp_explorer.config import REGISTRIES
from mlp_explorer.tasks import list_heads
from mlp_explorer.training import build_model

RNG = np.random.default_rng(0)
IMAGES = RNG.random((16, 28, 28), dtype=np.float32)


def compare_with_keras(config):
    model = build_model(config)
    # batch normalization's moving averages and all biases are off their defaults
    weights = [
        array + 0.1 * RNG.random(array.shape, dtype=np.float32) for array in model.get_weights()
    ]
    model.set_weights(weights)
    scale = 1 if config.scale_pixels else 255
    expected = model.predict(IMAGES * scale, verbose=0)
    found = Network(config, weights).predict(IMAGES)
    assert found.shape == (16, 10)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("activation", REGISTRIES["activation"])
def test_every_activation_predicts_as_keras(activation):
    compare_with_keras(
        TrainConfig(hidden_layers=(HiddenLayer(20, activation), HiddenLayer(12, activation)))
    )


@pytest.mark.parametrize("loss", list_heads(10))
@pytest.mark.parametrize("normalized", [False, True])
def test_every_output_predicts_as_keras(loss, normalized):
    layers = (HiddenLayer(20, "tanh", 0.2, normalized),)
    compare_with_keras(TrainConfig(hidden_layers=layers, loss=loss))


def test_no_hidden_layer_and_one_neuron_predict_as_keras():
    compare_with_keras(TrainConfig(hidden_layers=()))
    compare_with_keras(TrainConfig(hidden_layers=(HiddenLayer(1, "relu", 0, True),)))


def test_a_network_of_unscaled_pixels_takes_pictures_in_0_to_1_all_the_same():
    compare_with_keras(TrainConfig(hidden_layers=(HiddenLayer(5, "tanh"),), scale_pixels=False))


@pytest.mark.parametrize("name", [*ACTIVATIONS, "softmax"])
def test_activations_equal_keras_far_from_zero_too(name):
    z = np.linspace(-90, 90, 721, dtype=np.float32).reshape(7, 103)
    expected = keras.ops.convert_to_numpy(keras.activations.get(name)(z))
    np.testing.assert_allclose(activate(name, z), expected, rtol=2e-6, atol=1e-6)


def test_forward_shows_every_layer():
    config = TrainConfig()
    network = Network(config, build_model(config).get_weights())
    assert [a.shape for a in network.forward(IMAGES)] == [(16, 784), (16, 256), (16, 128), (16, 10)]
    assert network.predict(IMAGES).sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("shape", [(28, 28), (3, 784), (1, 27, 28)])
def test_a_wrong_shape_gets_a_sentence(shape):
    config = TrainConfig(hidden_layers=())
    network = Network(config, build_model(config).get_weights())
    with pytest.raises(ValueError, match=r"allowed is \(n, 28, 28\)"):
        network.predict(np.zeros(shape))


def test_weights_of_other_widths_get_a_sentence():
    config = TrainConfig(hidden_layers=(HiddenLayer(8),))
    weights = build_model(TrainConfig(hidden_layers=(HiddenLayer(9),))).get_weights()
    with pytest.raises(ValueError, match=r"784, 9.* has .*784, 8"):
        Network(config, weights)


def test_weights_of_another_network_get_a_sentence():
    weights = build_model(TrainConfig(hidden_layers=())).get_weights()
    with pytest.raises(ValueError, match="weights"):
        Network(TrainConfig(), weights)
