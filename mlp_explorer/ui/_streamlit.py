"""All that we must know of Streamlit's insides, each with its version and the reason."""

from typing import Any

import streamlit as st
from streamlit import config
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.web.server.server_util import get_url

__all__ = ["find_url", "keep_what_arrives", "keep_what_is_drawn", "was_history_navigation"]

_HISTORY = "history_navigation"
_clear, _handle = ForwardMsgQueue.clear, AppSession._handle_scriptrunner_event_on_event_loop


def keep_what_arrives() -> None:
    """Have Streamlit take what a message says before it looks for the next message.

    Streamlit 1.67 begins a run of the script by taking the widgets' values and the click that the
    browser has sent (`on_script_will_rerun`). Where another message has come by then, it goes on
    with that one instead, and the click is lost, or that it was Back that was clicked. It looks for
    another message right afterwards, too, so nothing needs the first look.
    """
    SafeSessionState.on_script_will_rerun = _take  # type: ignore[method-assign]


def _take(self: SafeSessionState, *message: Any, **kind: Any) -> None:
    with self._lock:
        self._state.on_script_will_rerun(*message, **kind)
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
