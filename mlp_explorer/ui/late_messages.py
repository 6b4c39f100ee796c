"""Keeps a message from a page that is being left from blanking the page that is opening.

Parts of a page rerun by themselves: news of a run, timers. When such a part's rerun is on its way
while the browser asks for another page, Streamlit (1.67) runs it after that page, and the browser
takes its answer for a change of page: everything is wiped, and nothing draws it again. So what
comes late is not passed on; it was about a page that nobody sees any more.
"""

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

__all__ = ["LateMessageMiddleware"]


class LateMessageMiddleware:
    """Leaves out the reruns of parts of a page that the browser has left."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on; of a websocket, look at each message first."""
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        page = _OpenPage()

        async def receive_in_time() -> Message:
            while page.is_late(message := await receive()):
                pass
            return message

        async def send_and_note(message: Message) -> None:
            page.note(message)
            await send(message)

        return await self._app(scope, receive_in_time, send_and_note)


class _OpenPage:
    """The page that a browser has, or has asked for last, by its hash."""

    def __init__(self) -> None:
        self._hash = ""  # not known yet
        self._asked = False  # it has not come yet

    def is_late(self, message: Message) -> bool:
        """Tell whether this message to the server is from another page's part."""
        arrived = BackMsg()
        try:
            arrived.ParseFromString(message.get("bytes") or b"")
        except DecodeError:  # Streamlit has its own answer to that
            return False
        rerun = arrived.rerun_script
        if rerun.fragment_id:
            return self._hash not in ("", rerun.page_script_hash)
        if rerun.page_script_hash:
            self._hash, self._asked = rerun.page_script_hash, True
        return False

    def note(self, message: Message) -> None:
        """Take in a message to the browser: a page may open also without being asked for."""
        sent = ForwardMsg()
        sent.ParseFromString(message.get("bytes") or b"")
        if sent.HasField("navigation"):
            came = sent.navigation.page_script_hash
            if not self._asked or came == self._hash:
                self._hash, self._asked = came, False
