"""Settings worth a click of their own."""

from typing import NamedTuple

from mlp_explorer.config.model import HiddenLayer, TrainConfig

__all__ = ["Preset", "PRESETS"]


class Preset(NamedTuple):
    """A configuration that has a name."""

    config: TrainConfig


def _relu(units: int) -> HiddenLayer:
    return HiddenLayer(units, "relu")


_DRAWINGS = TrainConfig(
    hidden_layers=(_relu(1024), _relu(1024)),
    batch_size=500,
    epochs=50,
    learning_rate=0.002,
    schedule="cosine",
    validation_split=0.05,
    augmentation="elastic",
)
_CONFIGS = {
    "tutorial": TrainConfig(),
    "fast": TrainConfig(
        hidden_layers=(_relu(256), _relu(128)),
        batch_size=120,
        epochs=4,
        learning_rate=0.003,
        schedule="cosine",
        validation_split=0.1,
    ),
    "drawings": _DRAWINGS,
    "best": _DRAWINGS.changed(epochs=70),
    "overfit": TrainConfig(
        hidden_layers=(_relu(512), _relu(512)),
        batch_size=50,
        epochs=40,
        training_images=500,
    ),
    "broken": TrainConfig(
        hidden_layers=tuple(HiddenLayer(64, "sigmoid") for _ in range(6)),
        optimizer="sgd",
        learning_rate=0.01,
        batch_size=500,
        epochs=8,
    ),
}

PRESETS = {name: Preset(config) for name, config in _CONFIGS.items()}
