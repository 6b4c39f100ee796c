"""Settings worth a click of their own."""

from typing import Any, NamedTuple

from mlp_explorer.config.choices import LIMITS, N_TRAIN
from mlp_explorer.config.layer import HiddenLayer
from mlp_explorer.config.model import TrainConfig
from mlp_explorer.data.about import About
from mlp_explorer.data.dataset import find_about
from mlp_explorer.data.sources import Options

__all__ = ["list_presets", "Preset", "PRESETS"]


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

_MANY = 20_000  # training pictures: an epoch of small batches takes seconds
# by the kind of other datasets: what learns them well in some seconds
_START: dict[str, dict[str, Any]] = {
    "pictures": {"hidden_layers": (_relu(64), _relu(64)), "batch_size": 50, "epochs": 20},
    "many_pictures": {
        "hidden_layers": (_relu(256), _relu(128)),
        "batch_size": 120,
        "epochs": 10,
        "learning_rate": 0.002,
        "schedule": "cosine",
        "validation_split": 0.1,
    },
    "table": {"hidden_layers": (_relu(16), _relu(16)), "batch_size": 16, "epochs": 50},
    "plane": {  # also the spiral, with five seeds of five
        "hidden_layers": (_relu(16), _relu(16)),
        "batch_size": 10,
        "epochs": 100,
        "schedule": "cosine",
    },
}
_OF_NUMBERS = _START["plane"] | {"hidden_layers": (_relu(32), _relu(32))}
# … and where the answers are numbers
_START_OF_NUMBERS: dict[str, dict[str, Any]] = {
    "table": {
        "hidden_layers": (_relu(16),),
        "batch_size": 16,
        "epochs": 30,
        "learning_rate": 0.003,
        "l2": 0.01,
    },
    "plane": _OF_NUMBERS,
    "curve": _OF_NUMBERS,
}
_RATE = {"learning_rate": 0.01}


def _validate(about: About) -> dict[str, Any]:
    """Return the split that validates with what the makers of a dataset meant for that."""
    share = about.n_validation / about.n_train
    # the last ones validate, so all have to be taken
    fits = 0 < share <= LIMITS["validation_split"].high and about.n_train <= N_TRAIN
    return {"validation_split": share} if fits else {}


def list_presets(dataset: str, options: Options | None = None) -> dict[str, TrainConfig]:
    """Return the presets that are for a dataset, by name, the first one to begin with.

    options: how it is made, if a seed makes it. Raises ConfigError for an unknown dataset.
    """
    if dataset == "mnist":
        return {name: preset.config for name, preset in PRESETS.items()}
    about, options = find_about(dataset), options or Options()
    made = {
        "points": options.points,
        "noise": options.noise,
        "data_seed": options.seed,
        "train_share": options.share,
        "features": options.features,
    }
    is_large = about.kind == "pictures" and bool(about.classes) and about.n_train > _MANY
    kind = "many_pictures" if is_large else about.kind
    starts = _START if about.classes else _START_OF_NUMBERS
    network = starts[kind] | (made if about.is_made else {})
    start = TrainConfig(dataset=dataset, **_RATE | _validate(about) | network)
    return {"start": start, "linear": start.changed(hidden_layers=())}
