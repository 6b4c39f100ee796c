"""What a run depends on: its settings, what can be chosen, presets, and all of it in a URL."""

from mlp_explorer.config.choices import LIMITS, REGISTRIES
from mlp_explorer.config.fine_tuning import plan_fine_tuning
from mlp_explorer.config.layer import HiddenLayer
from mlp_explorer.config.memory import MemoryNeed, estimate_memory
from mlp_explorer.config.model import TrainConfig
from mlp_explorer.config.presets import PRESETS, Preset, list_presets

__all__ = [
    "estimate_memory",
    "HiddenLayer",
    "LIMITS",
    "list_presets",
    "MemoryNeed",
    "plan_fine_tuning",
    "Preset",
    "PRESETS",
    "REGISTRIES",
    "TrainConfig",
]
