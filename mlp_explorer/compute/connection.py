"""The line to a Dask scheduler: our own local one, or a remote one through the same code.

One thread connects, looks after the line once a second, and connects anew when it is lost.
"""

import logging
import socket
import threading
from collections.abc import Callable
from typing import Any

from distributed import Client
from distributed.comm import get_address_host_port

from mlp_explorer.compute import worker as on_worker
from mlp_explorer.compute.launch import LocalEngine
from mlp_explorer.compute.status import EngineState, EngineStatus
from mlp_explorer.compute.worker import WorkerState
from mlp_explorer.errors import EngineError
from mlp_explorer.words import ENGINE

__all__ = ["Connection"]

_CONNECT_S = 5
_WATCH_S = 1.0
_RETRY_S = 3.0
_HEAD_START_S = 2.5  # for the first page: loading TensorFlow takes both of a small machine's cores
_LOG = logging.getLogger(__name__)


class Connection:
    """Keeps a Dask client connected.

    scheduler: an address such as `tcp://10.0.0.5:8786`; empty starts a local one with `n_workers`
    processes. topic: of the events that `receive` is called with, in the client's own thread.
    see_workers: called once a second with all workers that are there, by address; with
    None when the line is lost.
    """

    def __init__(
        self,
        scheduler: str,
        n_workers: int,
        topic: str,
        receive: Callable[[tuple[float, dict[str, Any]]], None],
        see_workers: Callable[[dict[str, WorkerState] | None], None],
    ) -> None:
        self._scheduler, self._n_workers = scheduler, n_workers
        self._topic, self._receive, self._see_workers = topic, receive, see_workers
        self._local: LocalEngine | None = None
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)
        self.client: Client | None = None
        self.status = EngineStatus(EngineState.STARTING, ENGINE["starting"])

    def start(self) -> None:
        """Begin to connect, in the background."""
        self._watcher.start()

    def close(self) -> None:
        """End the line, and what was started for it."""
        self._closing.set()
        if self._watcher.is_alive():
            self._watcher.join(2 * _CONNECT_S)
        self._disconnect()

    @property
    def address(self) -> str:
        """Address of the scheduler, empty while there is none."""
        return self._scheduler or (self._local.address if self._local else "")

    @property
    def pid(self) -> int | None:
        """Process id of the local scheduler, None while there is none."""
        return self._local.pid if self._local else None

    def _watch(self) -> None:
        self._closing.wait(0 if self._scheduler else _HEAD_START_S)
        while not self._closing.is_set():
            try:
                client = self.client or self._connect()
                self._look_after(client)
                pause_s = _WATCH_S
            except Exception as error:  # whatever it is, the line is not to be trusted any more
                _LOG.warning("training engine: %s", error)
                self._lose()
                pause_s = _RETRY_S
            self._closing.wait(pause_s)

    def _connect(self) -> Client:
        if not self._scheduler:
            self._local = LocalEngine.start(self._n_workers)
        _knock(self.address)
        client = Client(self.address, timeout=_CONNECT_S, set_as_default=False)
        client.register_plugin(on_worker.TrainingPlugin())
        client.subscribe_topic(self._topic, self._receive)
        self.client = client
        return client

    def _look_after(self, client: Client) -> None:
        if client.status != "running" or (self._local and not self._local.is_alive()):
            raise EngineError("the scheduler is gone")
        workers = client.run(on_worker.read_state, on_error="ignore")
        self.status = _describe(len(workers), sum(state.warm for state in workers.values()))
        self._see_workers(workers)

    def _lose(self) -> None:
        text = ENGINE["unreachable_at" if self._scheduler else "unreachable"]
        sentence = text.format(address=self._scheduler)
        self.status = EngineStatus(EngineState.UNREACHABLE, sentence)
        self._disconnect()
        self._see_workers(None)

    def _disconnect(self) -> None:
        client, self.client = self.client, None
        local, self._local = self._local, None
        if client is not None:
            client.close(timeout=1)
        if local is not None:
            local.close()


def _knock(address: str) -> None:
    """Raise OSError at once where nobody listens: Dask's client would try for its whole timeout,
    in which the app cannot end, and leave a thread behind each time."""
    socket.create_connection(get_address_host_port(address), _CONNECT_S).close()


def _describe(workers: int, warm: int) -> EngineStatus:
    if not workers:
        return EngineStatus(EngineState.NO_WORKER, ENGINE["no_worker"])
    if not warm:
        return EngineStatus(EngineState.WARMING, ENGINE["warming"], workers)
    return EngineStatus(EngineState.READY, ENGINE["ready"], workers)
