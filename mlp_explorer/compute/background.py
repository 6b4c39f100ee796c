"""Calls that wait for the network or the disk, made in threads."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

__all__ = ["Background"]

_LOG = logging.getLogger(__name__)


class Background:
    """Some threads, and what they have to do."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(8, "call")
        self._closed = False

    def close(self) -> None:
        """Make no further call."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)

    def call(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Call a function soon; if it fails, that is only noted."""

        def call() -> None:
            try:
                function(*arguments)
            except Exception as error:  # the worker is gone, which others will notice
                _LOG.info("%s: %s", function.__name__, error)

        if not self._closed:
            self._threads.submit(call)
