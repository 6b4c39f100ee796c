"""How the engine is, for the screen."""

from enum import StrEnum
from typing import NamedTuple

__all__ = ["EngineState", "EngineStatus"]


class EngineState(StrEnum):
    """starting → no worker → warming → ready; the other ones, and no worker, at any time."""

    STARTING = "starting"  # no scheduler yet
    NO_WORKER = "no worker"  # a scheduler, but nobody who trains
    WARMING = "warming"  # workers load TensorFlow and the data
    READY = "ready"  # at least one worker is warm, and takes runs
    PAUSED = "paused"  # Dask gives the workers that are there no run
    BROKEN = "broken"  # the workers that are there cannot train, such as without TensorFlow
    UNREACHABLE = "unreachable"  # the scheduler does not answer


class EngineStatus(NamedTuple):
    """A state, and the sentence that says it."""

    state: EngineState
    sentence: str
    workers: int = 0  # that train, or will once they are warm
