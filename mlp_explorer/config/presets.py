"""Settings worth a click of their own."""

from typing import NamedTuple

from mlp_explorer.config.model import HiddenLayer, TrainConfig

__all__ = ["Preset", "PRESETS"]


class Preset(NamedTuple):
    """A named configuration and the sentence that the screen shows beside it."""

    label: str
    help: str
    config: TrainConfig


def _relu(units: int) -> HiddenLayer:
    return HiddenLayer(units, "relu")


PRESETS = {
    "tutorial": Preset(
        "Tutorial",
        "The tutorial's network: two sigmoid layers, 10 epochs, about 92.5 %.",
        TrainConfig(),
    ),
    "fast": Preset(
        "Fast",
        "The tutorial's two layers with ReLU, smaller batches and a falling learning rate: over "
        "98 % in a few seconds.",
        TrainConfig(
            hidden_layers=(_relu(256), _relu(128)),
            batch_size=120,
            epochs=4,
            learning_rate=0.003,
            schedule="cosine",
            validation_split=0.1,
        ),
    ),
    "drawings": Preset(
        "Drawings",
        "Every image a little different each time it is shown, as every hand is: reads your "
        "handwriting best. Two or three minutes.",
        TrainConfig(
            hidden_layers=(_relu(1024), _relu(1024)),
            batch_size=500,
            epochs=50,
            learning_rate=0.002,
            schedule="cosine",
            validation_split=0.05,
            augmentation="elastic",
        ),
    ),
    "best": Preset(
        "Best",
        "Wide, with random distortions and a falling learning rate: 99.5 % in some four minutes.",
        TrainConfig(
            hidden_layers=(_relu(1024), _relu(1024)),
            batch_size=500,
            epochs=70,
            learning_rate=0.002,
            schedule="cosine",
            validation_split=0.05,
            augmentation="elastic",
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
