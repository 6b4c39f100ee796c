"""A tab without a browser: what speaks Streamlit's protocol over a websocket."""

import contextlib
import re
import urllib.request
from collections.abc import Sequence

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

__all__ = ["click", "Tab"]


class Tab:
    """A session of its own, of a person of its own, on the page that `query` names.

    buttons, widgets: ids of what is on the page, and one that is of nothing. answers: all bytes
    that came since they were taken out last.
    """

    def __init__(self, url: str, query: str) -> None:
        self._query, self.answers = query, b""
        self.session_id, self.widgets, self.buttons = "", [""], [""]
        self._end = contextlib.ExitStack()
        line = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": _fetch_cookie(url)},
            max_size=None,
        )
        self._line: ClientConnection = self._end.enter_context(line)
        self.rerun()

    def rerun(
        self, states: Sequence[WidgetState] = (), is_history_navigation: bool = False
    ) -> None:
        """Have the page drawn with these values, and read it to its end."""
        message = BackMsg()
        message.rerun_script.is_history_navigation = is_history_navigation
        message.rerun_script.query_string = self._query
        message.rerun_script.widget_states.widgets.extend(states)
        self._line.send(message.SerializeToString())
        while not self._read(self._line.recv(decode=False)):
            pass

    def go(self, query: str) -> None:
        """Go to another address, as a browser's Back does, and read that page to its end."""
        self._query = query
        self.rerun(is_history_navigation=True)

    def _read(self, data: bytes) -> bool:
        """Take a message of the server; tell whether it was the page's last."""
        self.answers += data
        message = ForwardMsg.FromString(data)
        if message.HasField("new_session"):
            self.session_id = message.new_session.initialize.session_id
            self.widgets, self.buttons = [""], [""]
        if message.HasField("delta"):
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            key = getattr(getattr(element, kind), "id", "") if kind else ""
            if key:
                (self.buttons if kind == "button" else self.widgets).append(key)
        return message.HasField("script_finished")

    def find_buttons(self, *names: str) -> list[str]:
        """Return the ids of the buttons whose keys begin with one of these names."""
        return [key for key in self.buttons if re.search(rf"-({'|'.join(names)})", key)]

    def close(self) -> None:
        """Close the tab."""
        self._end.close()


def click(button: str) -> WidgetState:
    """Return what a browser says of a button that was clicked."""
    return WidgetState(id=button, trigger_value=True)


def _fetch_cookie(url: str) -> str:
    with urllib.request.urlopen(f"{url}/") as answer:
        return "; ".join(each.split(";")[0] for each in answer.headers.get_all("Set-Cookie", []))
