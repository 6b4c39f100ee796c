"""How much memory a worker may use: all that its machine has.

Dask's own choice is the machine's memory × threads of the worker ÷ processors, though a training
in one of Dask's threads computes on all processors. At 80 % of it a worker gets no further task,
at 95 % its nanny, the process that looks after it, ends it and starts another one.
"""

import logging

import dask
import psutil
from distributed import Nanny, Status, Worker
from distributed.protocol.pickle import dumps
from distributed.system import MEMORY_LIMIT
from distributed.worker_memory import NannyMemoryManager, WorkerMemoryManager, parse_memory_limit

from mlp_explorer.compute.free_memory import read_free_memory

__all__ = ["ENDED_TOPIC", "measure_memory", "use_machine_memory"]

ENDED_TOPIC = "worker-restart-memory"  # Dask's: a nanny has ended its worker at 95 %
_ENDED_AT = "distributed.worker.memory.terminate"  # a share of the limit, or False
_LOG = logging.getLogger(__name__)


def use_machine_memory(worker: Worker) -> None:
    """Let a worker use its machine's memory, or what somebody has set with `--memory-limit`.

    It is never paused: training's memory does not become free by waiting, so a worker that is
    paused once stays so. One that is ended comes back with all of it, and its run goes on.
    """
    manager = worker.memory_manager
    _raise_limit(manager, worker.state.nthreads)
    manager.memory_pause_fraction = False
    if worker.status is Status.paused:
        worker.status = Status.running
    if worker.nanny:  # it answers when its start is complete, which waits for its worker's
        worker.loop.add_callback(_call_nanny, worker)


def measure_memory(worker: Worker) -> tuple[int, int, int]:
    """Return the bytes that the worker's process has, those that are free on its machine, and
    those at which its nanny would end it, 0 if it would not.

    What another training on the same machine has not taken yet is free.
    """
    used = psutil.Process().memory_info().rss
    limit, share = worker.memory_manager.memory_limit, dask.config.get(_ENDED_AT)
    ended_at = int(limit * share) if limit and share and worker.nanny else 0
    return used, read_free_memory(), ended_at


async def _call_nanny(worker: Worker) -> None:
    await worker.rpc(worker.nanny).run(function=dumps(_raise_limit_of_nanny))


def _raise_limit_of_nanny(dask_worker: Nanny) -> None:
    _raise_limit(dask_worker.memory_manager, dask_worker.nthreads)


def _raise_limit(manager: NannyMemoryManager | WorkerMemoryManager, threads: int) -> None:
    if manager.memory_limit == parse_memory_limit("auto", threads, logger=_LOG):
        manager.memory_limit = MEMORY_LIMIT
