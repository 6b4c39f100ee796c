"""How the engine is, for the screen."""

from enum import StrEnum
from typing import NamedTuple

from mlp_explorer.errors import Sentence

__all__ = ["EngineState", "EngineStatus"]


class EngineState(StrEnum):
    """starting → no worker → warming → ready; the other ones, and no worker, at any time."""

    STARTING = "starting"  # no scheduler yet
    NO_WORKER = "no worker"  # a scheduler, but nobody who trains
    WARMING = "warming"  # workers load TensorFlow and the data
    READY = "ready"  # at least one worker is warm, and takes runs
    PAUSED = "paused"  # Dask gives the workers that are there no run
    SILENT = "silent"  # the workers that are there do not answer
    BROKEN = "broken"  # the workers that are there cannot train, such as without TensorFlow
    UNREACHABLE = "unreachable"  # the scheduler does not answer


class EngineStatus(NamedTuple):
    """A state, and what there is to say of it."""

    state: EngineState
    news: Sentence
    workers: int = 0  # that train, or will once they are warm
    room_bytes: int = 0  # that a training may come to, on the one with most; 0: not known

    @property
    def sentence(self) -> str:
        """What the screen says, in the language that is spoken here."""
        return str(self.news)
