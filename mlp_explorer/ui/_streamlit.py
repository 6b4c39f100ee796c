"""All that we must know of Streamlit's insides, each with its version and the reason."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import streamlit as st
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent, get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import Serialized, WStates
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadFileUrlInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web.server.server_util import get_url

__all__ = [
    "drop_uploads",
    "find_url",
    "forget_uploads",
    "ignore_what_cannot_be_read",
    "is_asked_for",
    "keep_paths_private",
    "keep_what_arrives",
    "keep_what_is_drawn",
    "look_up_single_states",
    "THEME_KEY",
    "was_history_navigation",
]

# Where Streamlit 1.67 keeps in the browser whether its page is "Light" or "Dark", as JSON; {path}
# is the page's own. Its menu sets it, which we do not show.
THEME_KEY = "stActiveTheme-{path}-v2"
_HISTORY = "history_navigation"
_clear, _handle = ForwardMsgQueue.clear, AppSession._handle_scriptrunner_event_on_event_loop
_begin = AppSession._create_new_session_message
_read, _offer = WStates.__getitem__, MemoryUploadedFileManager.get_upload_urls
_disconnect = WebsocketSessionManager.disconnect_session
_UNREADABLE = Serialized(WidgetState())
_UPLOAD = "/_stcore/upload_file"
# files of a session at once, and their bytes; each of our fields takes them as soon as they come
_MOST_UPLOADS, _MOST_UPLOADED = 24, 600_000_000


def keep_what_arrives() -> None:
    """Have Streamlit take what a message says before it looks for the next message.

    Streamlit 1.67 begins a run of the script by taking the widgets' values and the click that the
    browser has sent (`on_script_will_rerun`). Where another message has come by then, it goes on
    with that one instead, and the click is lost, or that it was Back that was clicked. It looks for
    another message right afterwards, too, so nothing needs the first look.
    """
    SafeSessionState.on_script_will_rerun = _take  # type: ignore[assignment, method-assign]


def _take(self: SafeSessionState, said: WidgetStates | None, **kind: Any) -> None:
    if said is not None:  # a value of no widget would be taken for that of a widget without a key
        for nameless in [state for state in said.widgets if not state.id]:
            said.widgets.remove(nameless)
    with self._lock:
        self._state.on_script_will_rerun(said, **kind)
        if kind.get("is_history_navigation"):
            self._state[_HISTORY] = True


def was_history_navigation() -> bool:
    """Tell, once, whether the browser's Back or Forward was clicked.

    Streamlit 1.67 has no public name for it. It is the only time besides a session's start at which
    the address says something that the session does not know: any other message may carry an
    address that has been replaced meanwhile.
    """
    return bool(st.session_state.pop(_HISTORY, False))


def find_url() -> str:
    """Return the page's address as it is on this machine, as Streamlit prints it at its start.

    Streamlit 1.67 knows it once its port is found, before the app's `lifespan` begins.
    """
    is_named = config.is_manually_set("browser.serverAddress")
    address = st.get_option("browser.serverAddress" if is_named else "server.address")
    return get_url("localhost" if address in (None, "", "0.0.0.0", "::") else address)


def keep_what_is_drawn() -> None:
    """Have Streamlit send to the browser all that runs of the script have drawn, in its order.

    Streamlit 1.67 loses elements in two ways where runs follow each other before what the first
    one drew has been sent.

    - When a part of a page (a fragment) begins to be drawn again, it forgets what of that part
      waits to be sent, but sends the rest of the page's run: elements that stand behind the part
      come without it. The browser clears the part away, and all behind it moves to other places;
      where there is no such place, the page goes blank, with "Bad delta path index".
    - A session's script runs in a thread that ends with its last run. Where a message comes right
      then, another thread begins, and what the first one still has to say is ignored: its last
      elements, and that its run has ended, so nothing of the page before is cleared away.
    """
    ForwardMsgQueue.clear = _forget_unless_a_part  # type: ignore[method-assign]
    AppSession._handle_scriptrunner_event_on_event_loop = _hear_out  # type: ignore[method-assign]


def _forget_unless_a_part(
    self: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    if fragment_ids_this_run is None:
        _clear(self, retain_lifecycle_msgs)
    else:
        self._delta_index_map = {}  # what the part says next comes after all that waits


def _hear_out(
    self: AppSession,
    sender: ScriptRunner | None,
    event: ScriptRunnerEvent,
    *details: Any,
    **named: Any,
) -> None:
    """Hear the thread that began last until the next one begins.

    It is heard that it begins, too, where it has ended by then and the next one is there.
    """
    if event is ScriptRunnerEvent.SCRIPT_STARTED:
        vars(self)["_begun"] = sender
    if event is not ScriptRunnerEvent.SHUTDOWN and sender is vars(self).get("_begun"):
        sender = self._scriptrunner
    _handle(self, sender, event, *details, **named)


def look_up_single_states() -> None:
    """Have Streamlit read no widget's state but the one that it asks for.

    Streamlit 1.67 asks of each text field and each selectbox that it draws whether it was set to
    None, and lists the states of all widgets for that: on a page with many fields, a seventh of the
    page's time (`python -m benchmarks.classroom`).
    """
    SafeSessionState.filtered_state = property(_States)  # type: ignore[assignment, method-assign]


class _States(Mapping[str, Any]):
    """The values in a session's state by their names, each read when it is asked for."""

    def __init__(self, session_state: SafeSessionState) -> None:
        self._safe = session_state

    def __getitem__(self, name: str) -> Any:
        with self._safe._lock:
            return self._safe._state[name]

    def __iter__(self) -> Iterator[str]:
        with self._safe._lock:
            return iter(self._safe._state.filtered_state)

    def __len__(self) -> int:
        return len(list(iter(self)))


def keep_paths_private() -> None:
    """Have Streamlit not tell browsers in which folder of the server the app is.

    Streamlit 1.67 says the script's whole path with each run; the browser needs it for telemetry.
    """
    AppSession._create_new_session_message = _begin_without_path  # type: ignore[assignment, method-assign]


def _begin_without_path(self: AppSession, *details: Any) -> ForwardMsg:
    message = _begin(self, *details)
    message.new_session.main_script_path = message.new_session.name
    return message


def ignore_what_cannot_be_read() -> None:
    """Have Streamlit take what it cannot read of a browser's message as if it had not been said.

    Streamlit 1.67 reads a widget's value where it is asked for, and trusts its kind: a text for a
    slider, a number that is none or a broken JSON is an error in the midst of the page. Pages say
    nothing of the kind, so nobody waits for an answer.
    """
    WStates.__getitem__ = _read_or_ignore  # type: ignore[method-assign]


def _read_or_ignore(self: WStates, key: str) -> Any:
    state, metadata = self.states.get(key), self.widget_metadata.get(key)
    if state is _UNREADABLE:
        raise KeyError(key)
    if not isinstance(state, Serialized) or metadata is None:
        return _read(self, key)
    try:
        _check(state.value, metadata.value_type)
        value = _read(self, key)
        if metadata.value_type is not None:  # Streamlit forgets it where a message names none
            self.widget_metadata[key] = metadata
        return value
    except Exception as error:
        self.states[key] = _UNREADABLE
        raise KeyError(key) from error


def _check(state: WidgetState, kind: str | None) -> None:
    """Raise ValueError if a value is not of that kind, or a number in it is none."""
    name = state.WhichOneof("value")
    if name is None:
        return
    if kind is not None and name != kind:
        raise ValueError(name)
    value = getattr(state, name)
    if name == "json_value":
        content = json.loads(value, parse_float=_read_float, parse_constant=_read_float)
        if not isinstance(content, dict):
            raise ValueError(name)
        if "\\u" in value:
            json.dumps(content, ensure_ascii=False).encode()  # half a character is no text
    elif name == "double_value":
        _read_float(value)
    elif name == "double_array_value":
        for each in value.data:
            _read_float(each)


def _read_float(text: str | float) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def forget_uploads() -> None:
    """Have Streamlit keep no more files than a page may ask for, and none of who has left.

    Streamlit 1.67 keeps any file that is sent to a session for as long as that lives, and for some
    time after its tab was closed. Here a session's last few are kept; `is_asked_for` tells which.
    """
    MemoryUploadedFileManager.get_upload_urls = _offer_few  # type: ignore[method-assign]
    WebsocketSessionManager.disconnect_session = _disconnect_wholly  # type: ignore[method-assign]


def is_asked_for(path: str) -> bool:
    """Tell whether a file may be sent to this path: where files go to, for one that a field asked
    for just now, unless its session has sent too much. Any other path may be sent what it wants."""
    _, _, rest = path.partition(f"{_UPLOAD}/")
    if not rest:
        return True
    session_id, _, file_id = rest.partition("/")
    files = get_instance().uploaded_file_mgr
    is_offered = file_id in _list_offered(files).get(session_id, [])
    sent = getattr(files, "file_storage", {}).get(session_id, {}).values()
    return is_offered and sum(len(each.data) for each in sent) < _MOST_UPLOADED


def drop_uploads(uploads: Iterable[UploadedFile]) -> None:
    """Have Streamlit keep these files of this session no longer: they have been taken."""
    context, files = get_script_run_ctx(), cast(Any, get_instance().uploaded_file_mgr)
    if context is not None:
        for each in uploads:
            files.remove_file(context.session_id, each.file_id)


def _list_offered(files: Any) -> dict[str, list[str]]:
    """Return the names of the files that sessions may send, by session."""
    offered: dict[str, list[str]] = vars(files).setdefault("_offered", {})
    return offered


def _offer_few(
    self: MemoryUploadedFileManager, session_id: str, file_names: Sequence[str]
) -> list[UploadFileUrlInfo]:
    places = _offer(self, session_id, file_names[:_MOST_UPLOADS])
    offered = _list_offered(self).setdefault(session_id, [])
    offered += [place.file_id for place in places]
    for file_id in offered[:-_MOST_UPLOADS]:
        self.remove_file(session_id, file_id)
    del offered[:-_MOST_UPLOADS]
    return places


def _disconnect_wholly(self: WebsocketSessionManager, session_id: str) -> None:
    _disconnect(self, session_id)
    _list_offered(self._uploaded_file_mgr).pop(session_id, None)
    self._uploaded_file_mgr.remove_session_files(session_id)
