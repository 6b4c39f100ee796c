"""A proxy between a browser and the app that does what proxies do to streams."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.browser.server import AppServer, find_free_port

__all__ = ["Proxy", "serve_proxy"]

_BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Proxy:
    """collects: nothing of an answer comes before its end. refuses: each request gets a 502.

    A websocket that is open passes in any case. refused: the paths of requests that got a 502;
    held: those of requests whose answers have not ended.
    """

    def __init__(self, app: AppServer) -> None:
        self.port, self._app_port = find_free_port(), app.port
        self.url = f"http://127.0.0.1:{self.port}"
        self.collects = self.refuses = False
        self.refused: list[str] = []
        self.held: list[str] = []
        self._loop, self._closing = asyncio.new_event_loop(), asyncio.Event()
        self._answers: set[asyncio.Task[None]] = set()  # but for websockets

    def refuse(self) -> None:
        """Cut the answers that have not ended, and refuse what is asked from now on."""
        self.refuses = True
        self._loop.call_soon_threadsafe(self._cut)

    def serve(self) -> None:
        """Serve until `close` is called, from another thread."""
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    def close(self) -> None:
        """End what is served."""
        self._loop.call_soon_threadsafe(self._closing.set)

    def _cut(self) -> None:
        for answer in self._answers:
            answer.cancel()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._hear, "127.0.0.1", self.port)
        await self._closing.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.wait(others)

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            if self.refuses:
                self.refused.append(path)
                writer.write(_BAD_GATEWAY)
                await writer.drain()
            else:
                self.held.append(path)
                await self._pass(head, reader, writer)
                self.held.remove(path)
        writer.close()

    async def _pass(
        self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Pass a request and its answer on, until one of both sides ends."""
        from_app, to_app = await asyncio.open_connection("127.0.0.1", self._app_port)
        is_socket = b"upgrade: websocket" in head.lower()
        to_app.write(head if is_socket else _ask_once(head))
        collects = self.collects and not is_socket
        asking = asyncio.create_task(_copy(reader, to_app))
        answer = asyncio.create_task(_copy(from_app, writer, collects))
        if not is_socket:
            self._answers.add(answer)
        try:
            await asyncio.wait([asking, answer], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._answers.discard(answer)
            asking.cancel()
            answer.cancel()
            to_app.close()


def _ask_once(head: bytes) -> bytes:
    """Return a request's head that asks for one answer, whose end is the connection's."""
    first, *fields = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    kept = [field for field in fields if not field.lower().startswith(b"connection:")]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


async def _copy(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, collects: bool = False
) -> None:
    collected = b""
    while piece := await reader.read(65_536):
        collected += piece
        if not collects:
            writer.write(collected)
            await writer.drain()
            collected = b""
    writer.write(collected)
    await writer.drain()


@contextmanager
def serve_proxy(app: AppServer) -> Iterator[Proxy]:
    """Serve a proxy to the app, in a thread of its own."""
    proxy = Proxy(app)
    thread = threading.Thread(target=proxy.serve)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()
