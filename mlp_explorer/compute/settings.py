"""What the environment says about the engine."""

import os

from mlp_explorer.errors import EngineError

__all__ = [
    "NUMBER_VARIABLE",
    "read_number",
    "read_scheduler",
    "read_threads",
    "read_workers",
    "SCHEDULER_VARIABLE",
    "THREADS_VARIABLE",
    "WORKERS_VARIABLE",
]

SCHEDULER_VARIABLE = "MLP_EXPLORER_SCHEDULER"
THREADS_VARIABLE = "MLP_EXPLORER_THREADS"
NUMBER_VARIABLE = "MLP_EXPLORER_WORKER_NUMBER"  # set by our own engine alone
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


def read_number() -> int:
    """Return the number of this worker among those of its machine, from 0."""
    return int(os.environ.get(NUMBER_VARIABLE, "0"))


def _read(variable: str) -> int | None:
    text, most = os.environ.get(variable, "").strip(), _MOST[variable]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise EngineError("variable", name=variable, got=text[:40], most=most)
    return int(text)
