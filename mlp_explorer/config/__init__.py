"""What a run depends on: its settings, what can be chosen, presets, and all of it in a URL."""

from mlp_explorer.config.choices import LIMITS, LOSSES, REGISTRIES
from mlp_explorer.config.fine_tuning import plan_fine_tuning
from mlp_explorer.config.memory import MemoryNeed, estimate_memory
from mlp_explorer.config.model import HiddenLayer, TrainConfig
from mlp_explorer.config.presets import PRESETS, Preset

__all__ = [
    "estimate_memory",
    "HiddenLayer",
    "LIMITS",
    "LOSSES",
    "MemoryNeed",
    "plan_fine_tuning",
    "Preset",
    "PRESETS",
    "REGISTRIES",
    "TrainConfig",
]
