"""The training engine: workers behind submit and stop."""

from mlp_explorer.compute.dask import DaskCluster
from mlp_explorer.compute.engine import Engine
from mlp_explorer.compute.need import find_lack
from mlp_explorer.compute.plan import METHODS, MOST_TRIALS, SweepPlan
from mlp_explorer.compute.status import EngineState, EngineStatus
from mlp_explorer.compute.sweeps import Sweeps

__all__ = [
    "DaskCluster",
    "Engine",
    "EngineState",
    "EngineStatus",
    "find_lack",
    "METHODS",
    "MOST_TRIALS",
    "SweepPlan",
    "Sweeps",
]
