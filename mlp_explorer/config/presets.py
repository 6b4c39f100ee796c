"""Settings worth a click of their own."""

from typing import NamedTuple

from mlp_explorer.config.model import HiddenLayer, TrainConfig

__all__ = ["Preset", "PRESETS"]


class Preset(NamedTuple):
    """A named configuration and the sentence that the screen shows beside it."""

    label: str
    help: str
    config: TrainConfig


def _relu(units: int, dropout: float = 0.0, batch_normalization: bool = False) -> HiddenLayer:
    return HiddenLayer(units, "relu", dropout, batch_normalization)


PRESETS = {
    "tutorial": Preset(
        "Tutorial",
        "The tutorial's network: two sigmoid layers, 10 epochs, about 92.5 %.",
        TrainConfig(),
    ),
    "fast": Preset(
        "Fast",
        "One wide ReLU layer, batches of 128, a falling learning rate: about 98 % in 4 epochs.",
        TrainConfig(
            hidden_layers=(_relu(512),),
            batch_size=128,
            epochs=4,
            learning_rate=0.002,
            schedule="cosine",
            validation_split=0.1,
        ),
    ),
    "drawings": Preset(
        "Drawings",
        "Trained with dropout, so that it reads your handwriting better.",
        TrainConfig(
            hidden_layers=(_relu(512, 0.3), _relu(512, 0.3)),
            batch_size=256,
            epochs=12,
            schedule="cosine",
            validation_split=0.1,
        ),
    ),
    "best": Preset(
        "Best",
        "Wide, normalized, with dropout and a cosine schedule: the highest accuracy, in minutes.",
        TrainConfig(
            hidden_layers=(_relu(1024, 0.3, True), _relu(1024, 0.3, True)),
            batch_size=256,
            epochs=25,
            schedule="cosine",
            validation_split=0.1,
        ),
    ),
    "overfit": Preset(
        "Overfit",
        "500 images and a large network: it learns them by heart. Watch the two curves part.",
        TrainConfig(
            hidden_layers=(_relu(512), _relu(512)),
            batch_size=50,
            epochs=40,
            training_images=500,
        ),
    ),
    "broken": Preset(
        "Broken",
        "Something is wrong with this one. Train it, then find the reason.",
        TrainConfig(
            hidden_layers=tuple(HiddenLayer(64, "sigmoid") for _ in range(6)),
            optimizer="sgd",
            learning_rate=0.01,
            batch_size=500,
            epochs=8,
        ),
    ),
}
