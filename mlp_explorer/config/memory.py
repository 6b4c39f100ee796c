"""What memory a training needs, estimated from its configuration alone.

The factors count what there is of each array at the same time, and were fitted to what processes
were measured to have at most: `python -m benchmarks.memory`.
"""

from typing import NamedTuple

from mlp_explorer.config.model import TrainConfig

__all__ = ["estimate_memory", "MemoryNeed"]

_BASE = 920_000_000  # Python, TensorFlow, the images, and what it compiles
_FLOAT = 4  # bytes
# an optimizer's arrays that are as large as the weights; others have one
_SLOTS = {"sgd": 0, "adam": 2, "adamw": 2, "nadam": 2}
# of weights and slots: the model, the new one that it is reset to, a checkpoint that is on its way
# to the app, and one that is made
_STATES = 4
_WEIGHTS = 6  # of weights alone: gradients, a snapshot; a model, saved, packed and read
_ACTIVATIONS = 2  # of each layer's outputs: forward and backward
_DISTORTED = 12  # arrays of a batch's pixels while they are distorted
_OWN_SET = 2 * 60_000 * 28 * 28  # MNIST with own drawings among it, as made and as tensor
_OWN_DATA = 3  # copies: as it arrived, as it is scaled, as tensor


class MemoryNeed(NamedTuple):
    """Bytes that a worker's process comes to at most while it trains, by what needs them."""

    base: int
    layers: int
    batch: int

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self)

    def name_reducible(self, room_bytes: int) -> str:
        """Return which part to make smaller to come down to `room_bytes`: "layers" or "batch",
        or "base" where even that alone is too much."""
        if self.base > room_bytes:
            return "base"
        return "layers" if self.layers >= self.batch else "batch"


def estimate_memory(*configs: TrainConfig) -> MemoryNeed:
    """Return what training these side by side in one process needs.

    It is mostly within 15 % of what is measured, at most 30 % above and 10 % below.
    """
    base = _BASE + sum(_OWN_SET for config in configs if config.own_set)
    base += sum(map(_measure_data, configs))
    return MemoryNeed(base, sum(map(_measure_layers, configs)), sum(map(_measure_batch, configs)))


def _measure_data(config: TrainConfig) -> int:
    about = config.about
    n_bytes = 1 if about.kind == "pictures" else _FLOAT
    numbers = (about.n_train + about.n_test) * about.n_inputs
    return _OWN_DATA * n_bytes * numbers if about.is_own else 0


def _measure_layers(config: TrainConfig) -> int:
    states = _STATES * (1 + _SLOTS.get(config.optimizer, 1))
    return _FLOAT * sum(config.layer_parameters) * (states + _WEIGHTS)


def _measure_batch(config: TrainConfig) -> int:
    images = min(config.batch_size, config.n_train)
    outputs = _ACTIVATIONS * sum(layer.units for layer in config.hidden_layers)
    pixels = config.widths[0] * (_DISTORTED if config.augmentation != "none" else 1)
    return _FLOAT * images * (outputs + pixels)
