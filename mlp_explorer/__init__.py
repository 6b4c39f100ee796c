"""MLP Explorer: build a multi-layer perceptron by clicking, and watch it learn MNIST.

Importing the package is light; what needs Keras is imported when `train` is first used.

>>> from mlp_explorer import TrainConfig, train
>>> result = train(TrainConfig(epochs=1))        # doctest: +SKIP
"""

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "DATASETS": "mlp_explorer.data",
    "HiddenLayer": "mlp_explorer.config",
    "Network": "mlp_explorer.network",
    "PRESETS": "mlp_explorer.config",
    "TrainConfig": "mlp_explorer.config",
    "image_to_digit": "mlp_explorer.drawing",
    "load_dataset": "mlp_explorer.data",
    "read_dataset": "mlp_explorer.data.files.read",
    "strokes_to_digit": "mlp_explorer.drawing",
    "train": "mlp_explorer.training",
}
__all__ = sorted(_HOMES, key=str.casefold)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
