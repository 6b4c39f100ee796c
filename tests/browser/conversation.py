"""What a page and the server have said to each other, and whether that leaves something to answer.

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

Read in Streamlit 1.67: `app_session.py` (`request_rerun`: which requests are dropped, and when a
run takes another one's place), `script_requests.py` (what is merged), `forward_msg_queue.py`
(`clear`: a fence's answer that has not left is left out when a run of the whole script begins).
"""

from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

__all__ = ["Conversation", "FENCE_DIGITS", "FENCE_NAME", "make_fence"]

FENCE_NAME, FENCE_DIGITS = "settle-", 16
_CUT_SHORT = ForwardMsg.FINISHED_EARLY_FOR_RERUN


def make_fence(number: int) -> bytes:
    """Return a message that the server answers and does nothing else: it asks where to upload no
    files."""
    name = f"{FENCE_NAME}{number:0{FENCE_DIGITS}}"
    request = BackMsg(file_urls_request=FileURLsRequest(request_id=name))
    return bytes(request.SerializeToString())


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
            if request.before >= number:  # it comes after the fence, so after any run till now
                request.may_be_run = False
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
    return int(name.removeprefix(FENCE_NAME)) if name.startswith(FENCE_NAME) else 0
