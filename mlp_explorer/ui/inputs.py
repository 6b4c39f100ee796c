"""What a person sets by widgets, taken without callbacks.

Streamlit ends a callback wherever it touches the session's state while another message waits, and
what it was to do is lost; and a value that the server sets may be overwritten by a message that the
browser sent before it heard of it. So here

- widgets have no callbacks: at its start, a run of the script compares each widget's value with
  what was shown, and takes what differs (`Inputs.list_changes`);
- where the server itself changes what a widget shows, the widget gets a new identity: what is still
  on its way from the old one is told apart by that;
- each run says what a widget shows as its default, too. The session's state alone is told to the
  browser once, with the run that sets it, and a browser that gets the next run before it has drawn
  that one would show an empty widget. (`config.toml` has Streamlit not warn of the two.)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from mlp_explorer.ui.widgets import can_have, give_filter, give_first, name_chosen

__all__ = ["Inputs", "MOST_MB"]

MOST_MB = 20  # of a file, where nothing else is said: a photographed digit, say
Read = Callable[[Any], Any]
_MISSING = object()  # of a widget that the session knows no value of


def _same(value: Any) -> Any:
    return value


def _find_files(state: Any) -> tuple[UploadedFile, ...]:
    """Return the files of an uploader; one that was sent away again is none."""
    return tuple(each for each in _list(state) if isinstance(each, UploadedFile))


def _list(state: Any) -> list[Any]:
    return state if isinstance(state, list) else [state]


def _place(name: str, width: Any = "stretch") -> DeltaGenerator:
    """Return the place of a widget that may give way to another one; see `style.css`."""
    return st.container(key=f"field_{name}", width=width)


@dataclass
class _Input:
    """key: the widget's, as Streamlit knows it. drawn: what it was last told to show. heard: what
    the browser said last. read: from a widget's value to what `take` gets and `drawn` is. allows:
    whether a widget's value is one that it can have. called: how a list calls what is chosen."""

    key: str
    drawn: Any
    heard: Any
    take: Callable[[Any], object]
    read: Read
    round: int = 0
    allows: Callable[[Any], bool] = lambda value: True
    called: Any = None

    def hear(self, value: Any) -> None:
        """Take a value that the browser has sent."""
        self.heard = value
        self.take(value)


class Inputs:
    """The widgets of one browser session, by their names."""

    def __init__(self) -> None:
        self._inputs: dict[str, _Input] = {}
        self._shown: set[str] = set()  # in this run of the whole page

    def list_changes(self) -> list[Callable[[], None]]:
        """Return what takes each value that was changed in the browser since it was shown.

        Streamlit may end the run while the values are read; then nothing has been taken yet, and
        the next run finds all of it.
        """
        inputs = list(self._inputs.values())
        states = [(each, st.session_state.get(each.key, _MISSING)) for each in inputs]
        known = [(each, state) for each, state in states if state is not _MISSING]
        arrived = [(each, each.read(state)) for each, state in known if each.allows(state)]
        return [partial(each.hear, value) for each, value in arrived if value != each.heard]

    def begin(self) -> None:
        """Note that the whole page is drawn from here on."""
        self._shown = set()

    def end(self) -> None:
        """Forget the widgets that this page does not have."""
        self._inputs = {name: self._inputs[name] for name in self._inputs if name in self._shown}

    def show(
        self,
        widget: Callable[..., Any],
        label: str,
        name: str,
        value: Any,
        take: Callable[[Any], object],
        read: Read = _same,
        write: Read = _same,
        keeps_focus: bool = False,
        **options: Any,
    ) -> None:
        """Draw `widget` showing `value`; `take` gets what a person changes it to.

        name: the widget's own, the same at each run. read, write: between the widget's values and
        ours, where they differ. keeps_focus: a value that was refused goes back in its place; else
        in another widget. `take` must not touch Streamlit.
        """
        known = self._inputs.get(name)
        called = name_chosen(write(value), options)
        # the browser keeps the text of what is chosen, and would show what it was called before
        is_renamed = known is not None and known.drawn == value and known.called != called
        key = self._set(name, known, value, read, write, keeps_focus, is_renamed)
        kept = known.round if known else 0
        allows = partial(can_have, widget, options, write(value))
        self._inputs[name] = _Input(key, value, value, take, read, kept, allows, called)
        self._shown.add(name)
        begin = give_first(widget, write(value), options)
        widget(label, key=key, **begin, **give_filter(widget, options), **options)

    def _set(
        self,
        name: str,
        known: "_Input | None",
        value: Any,
        read: Read,
        write: Read,
        keeps_focus: bool,
        is_renamed: bool,
    ) -> str:
        """Have the widget of that name show `value`; return its key. is_renamed: so is what it
        shows already."""
        key = known.key if known else name
        if key not in st.session_state:
            st.session_state[key] = write(value)
        elif is_renamed or read(st.session_state[key]) != value:
            # else it is the browser's change that was not taken
            is_ours = is_renamed or (known is not None and value != known.drawn)
            if known and (is_ours or not keeps_focus):
                known.round += 1
                key = f"{name}~{known.round}"
            st.session_state[key] = write(value)
        elif keeps_focus and st.session_state[key] != write(value):
            st.session_state[key] = write(value)  # the same, as it is written here
        return key

    def show_alone(
        self, widget: Callable[..., Any], label: str, name: str, *rest: Any, **options: Any
    ) -> None:
        """Draw a widget as `show` does, in a place of its own: when it gives way to another one,
        both are never seen at once."""
        with _place(name, options.get("width", "stretch")):
            self.show(widget, label, name, *rest, **options)

    def listen(self, key: str, take: Callable[[Any], object]) -> None:
        """Have `take` called with what a component of ours says, once for each time.

        The component says it as the state `said`, a dictionary whose `id` is another one each time
        (`setStateValue("said", {id, value})`): a state is kept until it is read, a trigger is not.
        """

        def read(state: Any) -> tuple[Any, Any] | None:
            said = (state or {}).get("said")
            if isinstance(said, dict):
                return said.get("id"), said.get("value")
            known = self._inputs.get(key)  # a component that is new on the page has said nothing
            return known.heard if known else None

        self.watch(key, lambda said: take(said[1]), read)

    def knows(self, name: str) -> bool:
        """Tell whether the widget of that name has been on screen since the page was opened."""
        return name in self._inputs

    def watch(self, key: str, take: Callable[[Any], object], read: Read) -> None:
        """Have `take` called with what a widget says that Streamlit does not let us set.

        read: from its state to a value that is another one when it says something new.
        """
        known = self._inputs.get(key)
        heard = known.heard if known else read(st.session_state.get(key))
        self._inputs[key] = _Input(key, None, heard, take, read)
        self._shown.add(key)

    def upload(
        self, label: str, name: str, take: Callable[[bytes], object], **options: Any
    ) -> None:
        """Draw an uploader; `take` gets what a file contains, once. It is empty again then. A file
        of more than `MOST_MB` is none."""

        def take_first(files: Sequence[UploadedFile]) -> None:
            if files[0].size <= MOST_MB << 20:
                take(files[0].getvalue())

        self.upload_all(label, name, take_first, max_upload_size=MOST_MB, **options)

    def upload_all(
        self,
        label: str,
        name: str,
        take: Callable[[Sequence[UploadedFile]], object],
        **options: Any,
    ) -> None:
        """Draw an uploader; `take` gets its files, or the one file, once. It is empty again then.

        Until a busy browser has heard of that, it sends the file again with all that is clicked:
        so the next file is asked for by another widget.
        """
        known = self._inputs.get(name)
        count = known.round + bool(known.heard) if known else 0
        key = f"{name}~{count}"
        self._inputs[name] = _Input(
            key, (), (), lambda files: take(files) if files else None, _find_files, count
        )
        self._shown.add(name)
        with _place(name):
            st.file_uploader(label, key=key, **options)

    def upload_several(
        self, label: str, name: str, take: Callable[[dict[str, bytes]], object], **options: Any
    ) -> None:
        """Draw an uploader of several files at once; `take` gets what they contain, by their
        names, as `upload` gives one file."""

        def take_contents(files: Sequence[UploadedFile]) -> None:
            take({file.name: file.getvalue() for file in files})

        self.upload_all(label, name, take_contents, accept_multiple_files=True, **options)

    def last_said(self, key: str) -> Any:
        """Return the id of what that component has said last, as far as it was heard."""
        heard = self._inputs[key].heard
        return heard and heard[0]
