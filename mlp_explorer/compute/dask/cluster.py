"""Trainings as Dask tasks: calls from the app to the functions of `worker.py`."""

import logging
from collections.abc import Callable
from typing import Any

from distributed import Future
from distributed.security import Security

from mlp_explorer.compute.cluster import Ending, Listener, News, Training
from mlp_explorer.compute.dask import worker as on_worker
from mlp_explorer.compute.dask.connection import Connection
from mlp_explorer.compute.dask.workers import ANSWER_S, call_workers
from mlp_explorer.compute.settings import read_scheduler, read_threads, read_workers
from mlp_explorer.compute.status import EngineStatus
from mlp_explorer.errors import EngineError

__all__ = ["DaskCluster"]

_RESULT_S = 60  # what a training is given or leaves may be large, and the line slow
_LOG = logging.getLogger(__name__)


class DaskCluster:
    """A `Cluster`.

    scheduler: the address of a remote one, such as `tcp://10.0.0.5:8786`; empty starts a local one
    with `workers` worker processes, `head_start_s` after `start`: loading TensorFlow takes both
    processors of a small machine, and there may be something to show first. security: keys of a
    remote one that is encrypted; None for those that Dask's own settings name.
    """

    def __init__(
        self,
        scheduler: str = "",
        workers: int = 1,
        head_start_s: float = 0,
        security: Security | None = None,
    ) -> None:
        self._connection = Connection(scheduler, workers, head_start_s, security)
        self._topic = ""

    @classmethod
    def from_environment(cls, head_start_s: float = 0) -> "DaskCluster":
        """Make the one that the environment asks for. Raises EngineError for a bad setting."""
        read_threads()  # for the workers; here so that it is said to who set it
        return cls(read_scheduler(), read_workers(), head_start_s)

    def start(self, topic: str, listener: Listener) -> None:
        """Begin to connect, in the background; see `Cluster`."""
        self._topic = topic
        self._connection.start(topic, listener)

    def close(self) -> None:
        """End the line, and what was started for it."""
        self._connection.close()

    @property
    def status(self) -> EngineStatus:
        """How it is, as of the last second."""
        return self._connection.status

    @property
    def address(self) -> str:
        """Address of the scheduler, empty while there is none."""
        return self._connection.address

    @property
    def security(self) -> Security | None:
        """What is needed to talk to the scheduler, None for Dask's own settings."""
        return self._connection.security

    @property
    def pid(self) -> int | None:
        """Process id of the local scheduler, None while there is none."""
        return self._connection.pid

    def submit(self, training: Training, done: Callable[[Ending], None]) -> Future:
        """Send a training to its worker, and to no other; see `Cluster`."""
        key, address = training.key, training.worker
        given = training.start, training.own, training.data, training.is_last
        self._call(_RESULT_S, address, on_worker.prepare_run, key, *given)
        future = self._connection.connected().submit(
            on_worker.train_run,
            key,
            training.config,
            self._topic,
            training.beside_others,
            key=key,
            pure=False,
            workers=[address],
            allow_other_workers=False,
        )
        future.add_done_callback(lambda future: done(_conclude(future)))
        return future  # Dask forgets a task that nobody holds

    def tell(
        self,
        worker: str,
        key: str,
        wish: str = "",
        rate: float | None = None,
        at_epoch_end: bool = False,
    ) -> None:
        """Make a training end, or change its learning rate; see `Cluster`."""
        self._call(ANSWER_S, worker, on_worker.tell, key, wish, rate, at_epoch_end)

    def fetch_news(self, worker: str, key: str, arrived: int) -> News | None:
        """Return what the training has reached after what has arrived; see `Cluster`."""
        news: News | None = self._call(_RESULT_S, worker, on_worker.fetch_news, key, arrived)
        return news

    def _call(
        self, timeout_s: float, address: str, function: Callable[..., Any], *arguments: Any
    ) -> Any:
        client = self._connection.connected()
        replies = call_workers(client, timeout_s, function, *arguments, workers=[address])
        if address not in replies:
            raise EngineError("no_answer", address=address)
        return replies[address]


def _conclude(future: Future) -> Ending:
    """Return how a task has ended. A lost line cancels its futures."""
    if future.status == "error":
        return Ending(error=future.exception())
    if future.status != "finished":
        return Ending()
    try:
        return Ending(future.result(timeout=_RESULT_S))
    except Exception as error:  # the worker is gone, and the result with it
        _LOG.info("no result of %s: %s", future.key, error)
        return Ending()
