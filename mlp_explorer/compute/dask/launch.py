"""Starts the engine's process from the app."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

from dask.system import CPU_COUNT
from distributed.security import Security

import mlp_explorer
from mlp_explorer.compute.dask.security import make_security, write_security
from mlp_explorer.compute.settings import THREADS_VARIABLE
from mlp_explorer.errors import EngineError

__all__ = ["LocalEngine", "make_environment"]

_ENVIRONMENT = {
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "DASK_LOGGING__DISTRIBUTED": "warning",
    # Dask would sample the training thread's stack every 10 ms, for a dashboard nobody opens
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    # the scheduler keeps the last events of a topic; the app has already read them
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "100",
}

# On Windows: pages and live points come before training, and Ctrl-C in the terminal is for the app
_FLAGS = ("BELOW_NORMAL_PRIORITY_CLASS", "CREATE_NEW_PROCESS_GROUP")


class LocalEngine:
    """A scheduler and workers of our own, tied to this process by a pipe."""

    def __init__(self, process: "subprocess.Popen[str]", address: str, security: Security) -> None:
        self._process, self.address, self.security = process, address, security

    @classmethod
    def start(cls, n_workers: int) -> Self:
        """Start the process and wait for its scheduler (about a second). Raises EngineError."""
        process = subprocess.Popen(
            [sys.executable, "-m", "mlp_explorer.compute.dask.process", str(n_workers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=make_environment(n_workers),
            start_new_session=True,  # Ctrl-C in the terminal is for the app; the pipe ends this one
            creationflags=sum(getattr(subprocess, flag, 0) for flag in _FLAGS),
        )
        assert process.stdin is not None and process.stdout is not None
        security = make_security()
        with contextlib.suppress(OSError):  # it has ended
            process.stdin.write(f"{write_security(security)}\n")
            process.stdin.flush()
        address = process.stdout.readline().strip()
        if not address:
            raise EngineError("not_started")
        return cls(process, address, security)

    @property
    def pid(self) -> int:
        """Process id of the scheduler."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it: close its standard input, then wait; kill it if that takes over 5 s."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def make_environment(n_workers: int) -> dict[str, str]:
    """Return the environment of the engine's process with so many workers."""
    # workers side by side would take each other's processors
    threads = max(1, CPU_COUNT // n_workers)
    package_parent = str(Path(mlp_explorer.__file__).parents[1])
    paths = [package_parent, *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {THREADS_VARIABLE: str(threads)} | os.environ | _ENVIRONMENT
    return settings | {"PYTHONPATH": os.pathsep.join(paths)}
