"""`settle(page)` returns when everything that a page has sent is answered, and the answer drawn.

A page asks the server for reruns of its script, or of one of its fragments, and the server sends
what each run draws. No message says which requests a run answers: those that wait for a busy script
are merged, one for a fragment that is gone is dropped without a word, and the end of an earlier run
may arrive while a newer request is still on its way. So

- behind each request a *fence* is sent, which the server answers with the fence's number and
  without running anything. As the server takes messages one after the other, a fence's answer says
  that all that was sent before it has reached the server;
- a run answers what had reached the server when it began. That is known but for what reached it
  between two fences: then the run is taken for the answer;
- where a run may follow by itself, as a request was too late to be merged, it begins in the moment
  in which the last one ends. So when nothing is owed any more, one more fence goes to the server
  and back before the page is believed to rest.

What a page will send later is not waited for: what it hears from elsewhere (server-sent events), a
timer, a text that is being typed. Nor is what a component draws in its own time. Such things have
facts of their own.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

__all__ = ["Conversation", "make_fence", "settle", "wait_until", "watch"]

_LINE = "/_stcore/stream"
_POLL_MS = 30
_NAME, _DIGITS = "settle-", 16  # of a fence
_SETTLE = """(timeout) => {
  if (!window.settling) throw new Error("the page is not watched");
  return window.settling.settle(timeout);
}"""
_CUT_SHORT = ForwardMsg.FINISHED_EARLY_FOR_RERUN


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


def make_fence(number: int) -> bytes:
    """Return a message that the server answers and does nothing else: it asks where to upload no
    files."""
    name = f"{_NAME}{number:0{_DIGITS}}"
    request = BackMsg(file_urls_request=FileURLsRequest(request_id=name))
    return bytes(request.SerializeToString())


def _write_script() -> str:
    fence = make_fence(0)
    rerun = BackMsg(rerun_script=ClientState()).SerializeToString()[0]
    values = {
        "POLL_MS": str(_POLL_MS),
        "FENCE_NAME": _NAME,
        "FENCE_DIGITS": str(_DIGITS),
        "FENCE": str(list(fence)),
        "RERUN": str(rerun),
    }
    script = Path(__file__).with_suffix(".js").read_text("utf-8")
    for name, value in values.items():
        script = script.replace(name, value)
    return script


class _Line:
    """The newest line from a page to the server."""

    def __init__(self) -> None:
        self.conversation = Conversation()

    def open(self, socket: WebSocket) -> None:
        if socket.url.endswith(_LINE):
            self.conversation = Conversation()
            socket.on("framesent", self.conversation.send)
            socket.on("framereceived", self.conversation.receive)


@dataclass
class _Request:
    """A wish for a rerun of the whole script, or of a fragment, from a page."""

    fragment: str
    page: str
    before: int  # the newest fence before it
    fence: int = 0  # the one right behind it
    may_be_run: bool = False  # a run has begun that may be the answer

    def __str__(self) -> str:
        return f"fragment {self.fragment[:8]}" if self.fragment else "the whole script"


@dataclass
class _Run:
    """A run that has begun."""

    id: str
    fragments: frozenset[str]  # none: of the whole script

    def covers(self, request: _Request) -> bool:
        return not self.fragments or request.fragment in self.fragments


@dataclass
class _Fragments:
    """Which fragments the server has, as far as the page has seen something of them."""

    known: set[str] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)  # in the newest run of the whole script
    cached: dict[str, str] = field(default_factory=dict)  # the message's hash → its fragment

    def note(self, message: ForwardMsg) -> None:
        fragment = message.delta.fragment_id or message.auto_rerun.fragment_id
        if message.ref_hash:  # in place of a large message that the browser has already
            fragment = self.cached.get(message.ref_hash, "")
        if message.hash:
            self.cached[message.hash] = fragment
        if fragment:
            self.known.add(fragment)
            self.drawn.add(fragment)


class Conversation:
    """What a page and the server have said to each other on one websocket, frame by frame."""

    def __init__(self) -> None:
        self._sent = self._passed = 0  # the newest fence that was sent, that was answered
        self._unheard: list[_Request] = []  # may not have reached the server
        self._owed: list[_Request] = []  # have reached it; a run must begin that answers them
        self._run: _Run | None = None  # is going on
        self._follows = False  # a run was cut short for another one, which has not begun
        self._fragments = _Fragments()
        self._pages: set[str] = set()  # what the page that is open is called
        self._ended_at = 0  # the newest fence that was sent when last something came to its end

    def __str__(self) -> str:
        unheard, owed = (", ".join(map(str, each)) for each in (self._unheard, self._owed))
        return (
            f"not heard: {unheard or 'nothing'}; not begun: {owed or 'nothing'}; "
            f"going on: {self._run or 'nothing'}; to follow: {self._follows}; "
            f"fences: {self._passed} of {self._sent}, {self._ended_at} at the last end"
        )

    def get_passed(self, first: int) -> int:
        """Return the newest fence that was answered, or 0 if not all is answered that was sent
        before the fence `first`."""
        waiting = self._unheard or self._owed or self._run or self._follows
        rests = self._passed >= first and self._passed > self._ended_at and not waiting
        return self._passed if rests else 0

    def send(self, frame: bytes | str) -> None:
        """Take in a frame from the page."""
        message = BackMsg.FromString(_to_bytes(frame))
        if message.HasField("rerun_script"):
            asked = message.rerun_script
            request = _Request(asked.fragment_id, asked.page_script_hash, self._sent)
            self._unheard.append(request)
        elif number := _read_fence(message.file_urls_request.request_id):
            self._sent = number
            for request in self._unheard:
                request.fence = request.fence or number

    def receive(self, frame: bytes | str) -> None:
        """Take in a frame from the server."""
        message = ForwardMsg.FromString(_to_bytes(frame))
        self._fragments.note(message)
        if message.HasField("new_session"):
            self._begin(message)
        elif message.HasField("script_finished"):
            self._end(message)
        elif message.HasField("navigation"):
            self._pages.add(message.navigation.page_script_hash)
        elif number := _read_fence(message.file_urls_response.response_id):
            self._pass(number)

    def _begin(self, message: ForwardMsg) -> None:
        run = message.metadata.run
        self._run = _Run(run.script_run_id, frozenset(run.fragment_ids))  # in place of any other
        self._follows = False
        self._owed = [request for request in self._owed if not self._run.covers(request)]
        for request in self._unheard:
            request.may_be_run |= self._run.covers(request)
        if not self._run.fragments:
            self._pages = {message.new_session.page_script_hash}
            self._fragments.drawn = set()

    def _end(self, message: ForwardMsg) -> None:
        run_id = message.metadata.run.script_run_id
        if self._run is None or run_id not in ("", self._run.id):
            return
        whole, self._run = not self._run.fragments, None
        self._follows = message.script_finished == _CUT_SHORT
        if whole and not self._follows:
            self._fragments.known = set(self._fragments.drawn)
            self._owed = [request for request in self._owed if self._is_owed(request)]
        self._ended_at = self._sent

    def _pass(self, number: int) -> None:
        """A fence was answered; that of an earlier one may have been left out as a run began."""
        self._passed = max(self._passed, number)
        heard = [request for request in self._unheard if 0 < request.fence <= number]
        self._unheard = [request for request in self._unheard if request not in heard]
        for request in self._unheard:
            request.may_be_run &= (
                request.before < number
            )  # else it came after this, so after the run
        for request in heard:
            if request.may_be_run or not self._is_owed(request):
                self._ended_at = self._sent
            else:
                self._owed.append(request)

    def _is_owed(self, request: _Request) -> bool:
        """Tell whether a run must begin that answers a request that has reached the server.

        A fragment's may have become part of a run of the whole script that has not begun, and is
        dropped where the fragment is gone, or its page.
        """
        if not request.fragment:
            return True
        is_there = request.fragment in self._fragments.known and request.page in self._pages
        return is_there and all(other.fragment for other in self._owed)


def _to_bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def _read_fence(name: Any) -> int:
    return int(name.removeprefix(_NAME)) if name.startswith(_NAME) else 0
