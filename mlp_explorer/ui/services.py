"""What all sessions share: the store of runs and the training engine, one of each a process.

They are made in a thread of their own, as a database that does not answer keeps one waiting.
"""

import asyncio
import importlib
import logging
import os
import signal
import threading
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

from mlp_explorer.compute import DaskCluster, Engine, Sweeps
from mlp_explorer.compute.allocator import share_arenas
from mlp_explorer.data.fetching.fetch import Fetches
from mlp_explorer.errors import MLPExplorerError, StoreError
from mlp_explorer.runs import RunStore
from mlp_explorer.runs.store import DATABASE_VARIABLE
from mlp_explorer.ui.owner import show_host_link

__all__ = ["close_services", "get_services", "run_services", "Services"]

_RETRY_S = 2.0
_PATIENCE_S = 2.0  # of who needs the services, with a database elsewhere
_TIDY_S = 3600.0
_HEAD_START_S = 2.5  # of the first page, before the engine
_ENDINGS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last one is Ctrl-Break on Windows
_LOG = logging.getLogger(__name__)


class Services:
    """The store, the engine, and datasets on their way.

    Raises StoreError and EngineError for what the environment says.
    """

    def __init__(self) -> None:
        self.store = RunStore.from_environment()
        try:
            self.engine = Engine(self.store, DaskCluster.from_environment(_HEAD_START_S))
        except MLPExplorerError:
            self.store.close()
            raise
        self.sweeps = Sweeps(self.store, self.engine)
        self.fetches = Fetches()
        self.leaving = threading.Event()  # the server is about to end: streams end by themselves
        self._changing = threading.Lock()  # of whether they are at work
        self._closed = False
        self._tidying = threading.Thread(target=self._keep_tidy, daemon=True)

    def start(self) -> None:
        """Begin to start the engine, in the background; nothing if they have been closed."""
        with self._changing:
            if self._closed:
                return
            self.engine.start()
            self._tidying.start()
        # Streamlit imports pandas at the first widget: 0.2 s of the first page's time. Here it
        # happens while the browser still loads its scripts.
        threading.Thread(target=importlib.import_module, args=("pandas",), daemon=True).start()

    def _keep_tidy(self) -> None:
        """Empty the bin of what is older than a day, now and every hour."""
        while not self._closed:
            try:
                self.store.tidy()
            except MLPExplorerError as error:  # such as a full disk: what is old waits an hour more
                _LOG.error("the bin was not emptied: %s", error)
            if self.leaving.wait(_TIDY_S):
                return

    def close(self) -> None:
        """End the engine, then let go of the store."""
        self.leaving.set()
        with self._changing:
            self._closed = True
            if self._tidying.is_alive():  # it lets go of the store first
                self._tidying.join(_PATIENCE_S)
            self.fetches.close()
            self.sweeps.close()
            self.engine.close()
            self.store.close()


class _Maker:
    """Makes the services once: as often as it takes, one attempt at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # two first pages at once must not open two stores
        self._attempt: Future[Services] | None = None
        self._problem: MLPExplorerError | None = None  # of the last attempt that has ended

    @property
    def made(self) -> Services | None:
        """The services, None while there are none."""
        attempt = self._attempt
        if attempt is None or not attempt.done() or attempt.exception() is not None:
            return None
        return attempt.result()

    def make(self) -> Services:
        """Return the services. Raises StoreError or EngineError where the attempt fails, or a
        database elsewhere does not answer for some seconds."""
        with self._lock:
            if self._attempt is None or (self._attempt.done() and self.made is None):
                self._attempt = Future()
                threading.Thread(target=self._try, args=(self._attempt,), daemon=True).start()
            attempt = self._attempt
        try:
            return attempt.result(_find_patience())
        except TimeoutError:
            raise self._problem or StoreError("store.not_yet") from None

    def _try(self, attempt: "Future[Services]") -> None:
        try:
            attempt.set_result(Services())
        except BaseException as error:  # to whoever waits for it
            if isinstance(error, MLPExplorerError):
                self._problem = error
            attempt.set_exception(error)


def _find_patience() -> float | None:
    """Return how many seconds to wait; None: until it is done, as a file here is, however slow."""
    address = os.environ.get(DATABASE_VARIABLE, "").strip()
    return None if not address or address.startswith("sqlite") else _PATIENCE_S


# st.cache_resource could be cleared from the page's menu, and would orphan the engine
_MAKER = _Maker()


def get_services() -> Services:
    """Return this process's services, made on the first call that succeeds.

    Raises StoreError or EngineError, with a sentence for the page. May wait for some seconds, so it
    is nothing for the server's event loop.
    """
    return _MAKER.made or _MAKER.make()


@asynccontextmanager
async def run_services(app: object) -> AsyncIterator[None]:
    """Start the services with the server, and end them with it, as `lifespan` of `st.App`."""
    share_arenas()
    _leave_on_signals()
    show_host_link()
    starting = asyncio.create_task(_start_services())
    yield
    starting.cancel()
    close_services()


async def _start_services() -> None:
    """Start the services; while they cannot be made, try again every two seconds.

    Meanwhile each page says why: a full disk or a wrong setting must not need a restart.
    """
    problem = ""
    while True:
        try:
            return await asyncio.to_thread(lambda: get_services().start())
        except MLPExplorerError as error:
            if str(error) != problem:
                problem = str(error)
                _LOG.error("%s", problem)
        await asyncio.sleep(_RETRY_S)


def _leave_on_signals() -> None:
    """Have open streams end when the process is asked to end: the server waits for all of them."""
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None:
            _announce(number, signal.getsignal(number))


def _announce(number: signal.Signals, before: Any) -> None:
    def leave(*arguments: Any) -> None:
        if services := _MAKER.made:
            services.leaving.set()
        before(*arguments)

    if callable(before):
        signal.signal(number, leave)


def close_services() -> None:
    """End what has been made."""
    if services := _MAKER.made:
        services.close()
