"""The training engine: Dask workers, local or remote, behind submit and stop."""

from mlp_explorer.compute.engine import Engine
from mlp_explorer.compute.status import EngineState, EngineStatus

__all__ = ["Engine", "EngineState", "EngineStatus"]
