"""The model that a configuration becomes."""

import pytest

from mlp_explorer import HiddenLayer, TrainConfig
from mlp_explorer.config import REGISTRIES
from mlp_explorer.training.model import build_model

PLAIN = HiddenLayer(4, "relu")
RICH = HiddenLayer(4, "relu", dropout=0.5, batch_normalization=True)


def list_names(config):
    model = build_model(config)
    model.optimizer.build(model.trainable_variables)
    variables = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
    # Keras lets nobody name what a dropout draws its seeds from, and one number of Nadam's
    unnamed = ("seed_generator", "variable")
    return [each.path for each in variables if not each.path.startswith(unnamed)]


@pytest.mark.parametrize("optimizer", REGISTRIES["optimizer"])
def test_no_model_has_names_of_its_own(optimizer):
    config = TrainConfig(hidden_layers=(PLAIN, RICH), optimizer=optimizer, l2=0.01)
    assert list_names(config) == list_names(config)


def test_layers_are_named_by_what_they_are():
    names = [layer.name for layer in build_model(TrainConfig(hidden_layers=(PLAIN, RICH))).layers]
    rest = ("", "_normalization", "_activation", "_dropout")
    assert names == ["flatten", "hidden_1", *(f"hidden_2{part}" for part in rest), "output"]
