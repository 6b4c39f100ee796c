"""The training engine: Dask workers, local or remote, behind submit and stop."""

from mlp_explorer.compute.engine import Engine
from mlp_explorer.compute.plan import METHODS, MOST_TRIALS, SweepPlan
from mlp_explorer.compute.status import EngineState, EngineStatus
from mlp_explorer.compute.sweeps import Sweeps

__all__ = [
    "Engine",
    "EngineState",
    "EngineStatus",
    "METHODS",
    "MOST_TRIALS",
    "SweepPlan",
    "Sweeps",
]
