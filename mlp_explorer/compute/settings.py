"""What the environment says about the engine."""

import os

from mlp_explorer.errors import EngineError

__all__ = [
    "read_scheduler",
    "read_threads",
    "read_workers",
    "SCHEDULER_VARIABLE",
    "THREADS_VARIABLE",
    "WORKERS_VARIABLE",
]

SCHEDULER_VARIABLE = "MLP_EXPLORER_SCHEDULER"
THREADS_VARIABLE = "MLP_EXPLORER_THREADS"
WORKERS_VARIABLE = "MLP_EXPLORER_WORKERS"
_MOST = {WORKERS_VARIABLE: 64, THREADS_VARIABLE: 256}


def read_scheduler() -> str:
    """Return the address of a scheduler elsewhere, empty for one of our own."""
    return os.environ.get(SCHEDULER_VARIABLE, "").strip()


def read_workers() -> int:
    """Return how many local workers are wanted. Raises EngineError if that is not 1 to 64."""
    return _read(WORKERS_VARIABLE) or 1


def read_threads() -> int | None:
    """Return how many threads a worker may compute with, None for one a processor.

    Raises EngineError if that is not 1 to 256.
    """
    return _read(THREADS_VARIABLE)


def _read(variable: str) -> int | None:
    text, most = os.environ.get(variable, "").strip(), _MOST[variable]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise EngineError("variable", name=variable, got=text[:40], most=most)
    return int(text)
