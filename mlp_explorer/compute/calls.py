"""The calls from the app to the functions of `compute/worker.py`, over the connection's client.

They wait for the network, so they are made in threads. They raise EngineError if there is no
connection, or nobody at that address.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from distributed import Client, Future

from mlp_explorer.compute import worker as on_worker
from mlp_explorer.compute.worker import News
from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import EngineError
from mlp_explorer.messages import Checkpoint, OwnSet

__all__ = ["Calls"]

_LOG = logging.getLogger(__name__)


class Calls:
    """get_client: returns the connection's client, None while there is no connection.

    address: of the worker. key: of the task, see `Task`.
    """

    def __init__(self, get_client: Callable[[], Client | None]) -> None:
        self._get_client = get_client
        self._threads = ThreadPoolExecutor(8, "call")
        self._closed = False

    def close(self) -> None:
        """Make no further call."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def later(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call a function in a thread of its own; if it fails, that is only noted."""

        def call() -> None:
            try:
                function(*arguments)
            except Exception as error:  # the worker is gone, which others will notice
                _LOG.info("%s: %s", function.__name__, error)

        if not self._closed:
            self._threads.submit(call)

    def start_training(
        self,
        address: str,
        key: str,
        config: TrainConfig,
        start: Checkpoint | None,
        own: OwnSet | None,
        topic: str,
        beside_others: bool,
    ) -> Future:
        """Send a training to this worker, and to no other; see `worker.train_run`."""
        self._call(address, on_worker.prepare_run, key, start, own)
        return self._connected().submit(
            on_worker.train_run,
            key,
            config,
            topic,
            beside_others,
            key=key,
            pure=False,
            workers=[address],
            allow_other_workers=False,
        )

    def ask_to_end(self, address: str, key: str, wish: str) -> None:
        """Make a training end at its next batch, "stopped" or "paused"."""
        self._call(address, on_worker.ask_to_end, key, wish)

    def set_rate(self, address: str, key: str, rate: float) -> None:
        """Change a training's learning rate."""
        self._call(address, on_worker.set_rate, key, rate)

    def fetch_news(self, address: str, key: str) -> News | None:
        """Return what the training has reached since the last time, None if it has ended."""
        news: News | None = self._call(address, on_worker.fetch_news, key)
        return news

    def _call(self, address: str, function: Callable[..., Any], *arguments: Any) -> Any:
        replies = self._connected().run(function, *arguments, workers=[address])
        if address not in replies:
            raise EngineError("no_answer", address=address)
        return replies[address]

    def _connected(self) -> Client:
        client = self._get_client()
        if client is None:
            raise EngineError("not_connected")
        return client
