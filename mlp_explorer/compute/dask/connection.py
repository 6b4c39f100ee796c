"""The line to a Dask scheduler: our own local one, or a remote one through the same code.

One thread connects, looks after the line at least once a second, and connects anew when it is lost.
"""

import logging
import socket
import threading
from collections.abc import Collection
from typing import Any

from distributed import Client
from distributed.comm import get_address_host_port
from distributed.security import Security

from mlp_explorer.compute.cluster import Listener, Said, WorkerState
from mlp_explorer.compute.dask import worker as on_worker
from mlp_explorer.compute.dask.launch import LocalEngine
from mlp_explorer.compute.dask.memory import ENDED_TOPIC
from mlp_explorer.compute.dask.workers import read_states
from mlp_explorer.compute.status import EngineState, EngineStatus
from mlp_explorer.errors import EngineError, Sentence

__all__ = ["Connection"]

_CONNECT_S = 5
_WATCH_S = 1.0
_WATCH_START_S = 0.25  # until a worker is warm: somebody waits for it
_RETRY_S = 3.0
_LOG = logging.getLogger(__name__)


class Connection:
    """Keeps a Dask client connected.

    scheduler: an address such as `tcp://10.0.0.5:8786`; empty starts a local one with `n_workers`
    processes, `head_start_s` later. security: of a remote one; None: as Dask's settings say.
    """

    _listener: Listener
    _topic: str  # of the events of our trainings

    def __init__(
        self, scheduler: str, n_workers: int, head_start_s: float, security: Security | None = None
    ) -> None:
        self._scheduler, self._n_workers, self._security = scheduler, n_workers, security
        self._head_start_s = 0.0 if scheduler else head_start_s
        self._ended: dict[str, int] = {}  # as `Listener.see_workers` gets it
        self._ended_bytes = 0  # of the last one, until another worker is warm
        self._workers: dict[str, WorkerState] = {}  # as of the last look
        self._local: LocalEngine | None = None
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="engine-watch", daemon=True)
        self._client: Client | None = None
        self.status = EngineStatus(EngineState.STARTING, Sentence("engine.starting"))

    def start(self, topic: str, listener: Listener) -> None:
        """Begin to connect, in the background; the listener hears of the workers at least once a
        second."""
        self._topic, self._listener = topic, listener
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
    def security(self) -> Security | None:
        """What the line is encrypted with, None for Dask's own settings."""
        local = self._local
        return local.security if local else self._security

    @property
    def pid(self) -> int | None:
        """Process id of the local scheduler, None while there is none."""
        return self._local.pid if self._local else None

    def connected(self) -> Client:
        """Return the client. Raises EngineError if there is no connection."""
        client = self._client
        if client is None:
            raise EngineError("not_connected")
        return client

    def _watch(self) -> None:
        self._closing.wait(self._head_start_s)
        while not self._closing.is_set():
            try:
                client = self._client or self._connect()
                self._look_after(client)
                is_ready = self.status.state is EngineState.READY
                pause_s = _WATCH_S if is_ready else _WATCH_START_S
            except Exception as error:  # whatever it is, the line is not to be trusted any more
                _LOG.warning("training engine: %s", error)
                self._lose()
                pause_s = _RETRY_S
            self._closing.wait(pause_s)

    def _connect(self) -> Client:
        if not self._scheduler:
            self._local = LocalEngine.start(self._n_workers)
        else:
            _probe(self.address)
        client = Client(
            self.address,
            timeout=_CONNECT_S,
            set_as_default=False,
            security=self.security,
        )
        client.register_plugin(on_worker.TrainingPlugin())
        client.subscribe_topic(self._topic, self._receive)
        client.subscribe_topic(ENDED_TOPIC, self._note_end)
        self._client = client
        return client

    def _look_after(self, client: Client) -> None:
        if client.status != "running" or (self._local and not self._local.is_alive()):
            raise EngineError("no_scheduler")
        self._workers = workers = read_states(client, self._workers)
        self.status = _describe(workers.values(), self._ended_bytes)
        if self.status.state is EngineState.READY and not self._ended:
            self._ended_bytes = 0
        ended = self._ended.copy()
        self._listener.see_workers(workers, ended)
        for address in ended.keys() - workers.keys():  # that they are gone has been seen now
            del self._ended[address]

    def _receive(self, message: tuple[float, dict[str, Any]]) -> None:
        """Take an event of ours, in the client's own thread."""
        self._listener.hear(Said.from_dict(message[1]))

    def _note_end(self, message: tuple[float, dict[str, Any]]) -> None:
        """Take Dask's event, in the client's own thread."""
        self._ended_bytes = message[1]["rss"]
        self._ended[message[1]["worker"]] = self._ended_bytes

    def _lose(self) -> None:
        code = "engine.unreachable_at" if self._scheduler else "engine.unreachable"
        news = Sentence(code, {"address": self._scheduler})
        self.status = EngineStatus(EngineState.UNREACHABLE, news)
        self._disconnect()
        self._listener.see_workers(None, {})

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        local, self._local = self._local, None
        if client is not None:
            client.close(timeout=1)
        if local is not None:
            local.close()


def _probe(address: str) -> None:
    """Raise OSError at once where nobody listens: Dask's client would try for its whole timeout,
    in which the app cannot end, and leave a thread behind each time."""
    socket.create_connection(get_address_host_port(address), _CONNECT_S).close()


def _say_ready(workers: Collection[WorkerState]) -> Sentence:
    cards = sorted({worker.card for worker in workers if worker.card})
    if cards:
        return Sentence("engine.ready_on", {"card": ", ".join(cards)})
    unused = next((worker.card_unused for worker in workers if worker.card_unused), "ready")
    return Sentence(f"engine.{unused}")


def _describe(workers: Collection[WorkerState], ended_bytes: int) -> EngineStatus:
    able = [worker for worker in workers if worker.can_train]
    n_silent = sum(worker.silent for worker in workers)
    if any(worker.warm for worker in able):
        room = max(worker.room_bytes for worker in able)
        some_silent = Sentence("engine.some_silent", {"count": n_silent})
        news = some_silent if n_silent else _say_ready(able)
        return EngineStatus(EngineState.READY, news, len(able), room)
    if n_silent and not able:
        return EngineStatus(EngineState.SILENT, Sentence("engine.silent"))
    if able or not workers:
        state = EngineState.WARMING if able else EngineState.NO_WORKER
        news = Sentence("engine.warming" if able else "engine.no_worker")
        if ended_bytes:
            news = Sentence("engine.out_of_memory", {"used": ended_bytes / 1e9})
        return EngineStatus(state, news, len(able))
    problem = next((worker.problem for worker in workers if worker.problem), "")
    if problem:
        return EngineStatus(EngineState.BROKEN, Sentence("engine.broken", {"problem": problem}))
    return EngineStatus(EngineState.PAUSED, Sentence("engine.paused"))
