"""`settle(page)` returns when everything that a page has sent is answered, and the answer drawn.

What a page will send later is not waited for: what it hears from elsewhere (server-sent events), a
timer, a text that is being typed. Nor is what a component draws in its own time. Such things have
facts of their own. How it is known that everything is answered stands in `conversation.py`.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from tests.browser.conversation import FENCE_DIGITS, FENCE_NAME, Conversation, make_fence

__all__ = ["settle", "wait_until", "watch"]

_LINE = "/_stcore/stream"
_POLL_MS = 30
_SETTLE = """(timeout) => {
  if (!window.settling) throw new Error("the page is not watched");
  return window.settling.settle(timeout);
}"""


def watch(page: Page) -> Page:
    """Listen to all that a page says and hears, so that `settle` knows; before its first address.

    Returns the page.
    """
    line = _Line()
    page.on("websocket", line.open)
    page.expose_function("settlePassed", lambda first: line.conversation.get_passed(first))
    page.expose_function("settleTell", lambda: str(line.conversation))
    page.add_init_script(_write_script())
    return page


def settle(page: Page, timeout_s: float = 60) -> None:
    """Return when everything that the page has sent is answered, and the answer is drawn."""
    page.evaluate(_SETTLE, 1000 * timeout_s)


def wait_until(page: Page, condition: Callable[[], bool], what: str, timeout_s: float = 60) -> None:
    """Wait until `condition()` holds, of what is heard from a page; fail with `what` was waited
    for."""
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, f"waited {timeout_s} s for {what}"
        page.evaluate("() => new Promise(requestAnimationFrame)")  # meanwhile it is listened to


def _write_script() -> str:
    values = {
        "fence": list(make_fence(0)),
        "name": FENCE_NAME,
        "digits": FENCE_DIGITS,
        "rerun": BackMsg(rerun_script=ClientState()).SerializeToString()[0],
        "pollMs": _POLL_MS,
    }
    script = Path(__file__).with_suffix(".js").read_text("utf-8")
    return f"({script})({json.dumps(values)})"


class _Line:
    """The newest line from a page to the server."""

    def __init__(self) -> None:
        self.conversation = Conversation()

    def open(self, socket: WebSocket) -> None:
        if socket.url.endswith(_LINE):
            self.conversation = Conversation()
            socket.on("framesent", self.conversation.send)
            socket.on("framereceived", self.conversation.receive)
