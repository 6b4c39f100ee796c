"""Keeps what is clicked right before another page is asked for, and that page from going blank.

Streamlit (1.67) merges messages that wait for a busy server into one. Merged with the wish for
another page, a click or a stroke on the page that is left is lost; so the wish waits until what
came before it has been heard.

Parts of a page also rerun by themselves: news of a run, timers. When such a part's rerun is on its
way while the browser asks for another page, Streamlit runs it after that page, and the browser
takes its answer for a change of page: everything is wiped, and nothing draws it again. So what
comes late is not passed on; it was about a page that nobody sees any more.
"""

import asyncio
from contextlib import suppress

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

__all__ = ["PageTurnMiddleware"]

_PATIENCE_S = 5.0  # a script that takes longer is left as Streamlit leaves it
_WHOLE_PAGE = ""  # in place of a part's id
_INTERRUPTED = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class PageTurnMiddleware:
    """Puts the messages of a browser that turns from page to page in order."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on; of a websocket, look at each message first."""
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        page, reruns = _OpenPage(), _Reruns()

        async def receive_in_order() -> Message:
            while True:
                message = await receive()
                rerun = _read_rerun(message)
                if rerun is None:
                    return message
                if page.is_late(rerun):
                    continue
                if page.is_opened_by(rerun):
                    await reruns.wait_until_heard()
                    page.ask(rerun)
                else:
                    reruns.expect(rerun)
                return message

        async def send_and_note(message: Message) -> None:
            sent = ForwardMsg()
            sent.ParseFromString(message.get("bytes") or b"")
            page.note(sent)
            reruns.note(sent)
            await send(message)

        return await self._app(scope, receive_in_order, send_and_note)


def _read_rerun(message: Message) -> ClientState | None:
    """Return what a message asks to be run; None where it asks for something else."""
    arrived = BackMsg()
    try:
        arrived.ParseFromString(message.get("bytes") or b"")
    except DecodeError:  # Streamlit has its own answer to that
        return None
    return arrived.rerun_script if arrived.HasField("rerun_script") else None


class _OpenPage:
    """The page that a browser has, or has asked for last, by its hash."""

    def __init__(self) -> None:
        self._hash = ""  # not known yet
        self._asked = False  # it has not come yet

    def is_late(self, rerun: ClientState) -> bool:
        """Tell whether this is from a part of another page."""
        return bool(rerun.fragment_id and self._hash) and rerun.page_script_hash != self._hash

    def is_opened_by(self, rerun: ClientState) -> bool:
        """Tell whether this asks for a page that is not open; one without a hash is the first."""
        page = rerun.page_script_hash
        return not rerun.fragment_id and (not page or page != self._hash)

    def ask(self, rerun: ClientState) -> None:
        """Note the page that is asked for."""
        if rerun.page_script_hash:
            self._hash, self._asked = rerun.page_script_hash, True

    def note(self, sent: ForwardMsg) -> None:
        """Take in a message to the browser: a page may open also without being asked for."""
        if sent.HasField("navigation"):
            came = sent.navigation.page_script_hash
            if not self._asked or came == self._hash:
                self._hash, self._asked = came, False


class _Reruns:
    """The reruns of an open page, or of its parts, that have not come to their end."""

    def __init__(self) -> None:
        self._open: dict[str, str] = {}  # part → the run that it is in, "" until one has begun
        self._heard = asyncio.Event()

    def expect(self, rerun: ClientState) -> None:
        """Note what is asked for."""
        self._open[rerun.fragment_id or _WHOLE_PAGE] = ""
        self._heard.clear()

    async def wait_until_heard(self) -> None:
        """Return when all have come to their end, or `_PATIENCE_S` has."""
        if self._open:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._heard.wait(), _PATIENCE_S)
            self._open = {}

    def note(self, sent: ForwardMsg) -> None:
        """Take in a message to the browser, which may say that a run begins or ends."""
        run = sent.metadata.run
        if sent.HasField("new_session"):  # a run of the whole page, or of the parts that it names
            parts = run.fragment_ids or list(self._open)
            self._open |= {part: run.script_run_id for part in parts if part in self._open}
        elif sent.HasField("script_finished") and sent.script_finished != _INTERRUPTED:
            self._open = {p: of for p, of in self._open.items() if of != run.script_run_id}
            if not self._open:
                self._heard.set()
