"""What all sessions share: the store of runs and the training engine, one of each a process."""

import asyncio
import importlib
import logging
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from mlp_explorer.compute import DaskCluster, Engine, Sweeps
from mlp_explorer.errors import MLPExplorerError
from mlp_explorer.runs import RunStore
from mlp_explorer.ui.owner import show_host_link

__all__ = ["close_services", "get_services", "run_services", "Services"]

_RETRY_S = 2.0
_HEAD_START_S = 2.5  # of the first page, before the engine
_MAKING = threading.Lock()  # two first pages at once must not open two stores
_ENDINGS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last one is Ctrl-Break on Windows
_LOG = logging.getLogger(__name__)


class Services:
    """The store and the engine. Raises StoreError and EngineError for what the environment says."""

    def __init__(self) -> None:
        self.store = RunStore.from_environment()
        try:
            self.engine = Engine(self.store, DaskCluster.from_environment(_HEAD_START_S))
        except MLPExplorerError:
            self.store.close()
            raise
        self.sweeps = Sweeps(self.store, self.engine)
        self.leaving = threading.Event()  # the server is about to end: streams end by themselves

    def start(self) -> None:
        """Begin to start the engine, in the background."""
        self.engine.start()
        # Streamlit imports pandas at the first widget: 0.2 s of the first page's time. Here it
        # happens while the browser still loads its scripts.
        threading.Thread(target=importlib.import_module, args=("pandas",), daemon=True).start()

    def close(self) -> None:
        """End the engine, then let go of the store."""
        self.sweeps.close()
        self.engine.close()
        self.store.close()


def get_services() -> Services:
    """Return this process's services, made on the first call that succeeds.

    Raises StoreError or EngineError, with a sentence for the page.
    """
    with _MAKING:
        return _make()


@cache  # st.cache_resource could be cleared from the page's menu, and would orphan the engine
def _make() -> Services:
    return Services()


@asynccontextmanager
async def run_services(app: object) -> AsyncIterator[None]:
    """Start the services with the server, and end them with it, as `lifespan` of `st.App`."""
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
            return get_services().start()
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
        if _make.cache_info().currsize:
            _make().leaving.set()
        before(*arguments)

    if callable(before):
        signal.signal(number, leave)


def close_services() -> None:
    """End what has been made."""
    if _make.cache_info().currsize:
        get_services().close()
