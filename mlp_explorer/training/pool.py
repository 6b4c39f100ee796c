"""Programs that wait for the next run of their shape, so that nothing is compiled twice."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mlp_explorer.config import TrainConfig
from mlp_explorer.training.program import Program, shape_of

__all__ = ["ProgramPool"]


class ProgramPool:
    """Lends programs. Safe to use from several threads: a program that is lent is no one else's.

    Idle programs are kept up to `most`, and up to `parameters` of all of them together (Adam
    keeps three numbers of four bytes for each); the longest unused goes first.
    """

    def __init__(self, most: int = 4, parameters: int = 4_000_000) -> None:
        self._most, self._parameters = most, parameters
        self._idle: dict[TrainConfig, Program] = {}  # the last one used is last
        self._lock = threading.Lock()

    @contextmanager
    def lend(self, config: TrainConfig) -> Iterator[Program]:
        """Lend a program for `config`, its state that of a new model."""
        shape = shape_of(config)
        with self._lock:
            program = self._idle.pop(shape, None)
        program = program or Program(shape)
        program.reset(config)
        try:
            yield program
        finally:
            with self._lock:
                self._idle[shape] = program
                self._drop_surplus()

    def _drop_surplus(self) -> None:
        while len(self._idle) > self._most or self._count_parameters() > self._parameters:
            del self._idle[next(iter(self._idle))]

    def _count_parameters(self) -> int:
        return sum(sum(shape.layer_parameters) for shape in self._idle)
