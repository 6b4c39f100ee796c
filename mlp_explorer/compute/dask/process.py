"""The engine's own process: `python -m mlp_explorer.compute.dask.process WORKERS`.

A Dask scheduler with worker processes on 127.0.0.1. Its standard input begins with a line of keys,
see `security.py`. It prints the scheduler's address as its first line and lives until its standard
input closes, which happens whichever way its parent ends, SIGKILL included; the workers in turn end
with this process. So there are no orphans.
"""

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from distributed import Nanny, Scheduler
from distributed.config import get_loop_factory
from distributed.security import Security
from distributed.system import MEMORY_LIMIT

from mlp_explorer.compute.dask.security import read_security
from mlp_explorer.compute.settings import NUMBER_VARIABLE

__all__ = ["serve"]

_HOST = "127.0.0.1"
_NICE = 5  # pages and live points come before training where cores are few
_CLOSE_S = 2.0  # a worker in the midst of a step does not close; then it is ended


async def serve(n_workers: int) -> None:
    """Serve until the end of standard input, then end the process and its workers."""
    stdin = _take_stdin()
    security = read_security(stdin.readline())
    scheduler = await Scheduler(
        host=_HOST,
        port=0,
        protocol="tls",
        security=security,
        dashboard=False,
        dashboard_address=f"{_HOST}:0",
    )
    print(scheduler.address, flush=True)  # noqa: T201 - this line is the protocol
    nannies = [_make_nanny(scheduler.address, number, security) for number in range(n_workers)]
    await asyncio.gather(*nannies)
    await asyncio.to_thread(stdin.read)
    with contextlib.suppress(Exception):  # whatever fails here, the exit below ends it all
        await asyncio.wait_for(asyncio.gather(*(nanny.kill() for nanny in nannies)), _CLOSE_S)
    os._exit(0)


def _make_nanny(address: str, number: int, security: Security) -> Nanny:
    return Nanny(
        address,
        security=security,
        protocol="tls",
        nthreads=1,
        env={NUMBER_VARIABLE: str(number)},
        # Dask's own choice may be too little for a worker to come up, see memory.py
        memory_limit=MEMORY_LIMIT,
        host=_HOST,
        dashboard=False,
        dashboard_address=f"{_HOST}:0",
    )


def _take_stdin() -> BinaryIO:
    """Return standard input, and put an empty one in its place for the workers.

    On Windows a process whose standard input is a pipe does not start while another one waits for
    that pipe, as this one does.
    """
    stdin = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    with Path(os.devnull).open("rb") as empty:
        os.dup2(empty.fileno(), sys.stdin.fileno())
    return stdin


if __name__ == "__main__":
    if hasattr(os, "nice"):  # on Windows, `launch.py` has said so
        os.nice(_NICE)
    with asyncio.Runner(loop_factory=get_loop_factory()) as runner:
        runner.run(serve(int(sys.argv[1])))
