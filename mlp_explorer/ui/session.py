"""One browser session: a plain object that knows nothing of Streamlit while it works.

What a person does reaches it in two ways. Widgets with a value are read by `Inputs`; buttons leave
a wish (`on_click=session.ask, args=(action, …)`). `hear` takes the values first, then grants the
wishes: a button that is clicked right after a field was changed acts on the field's new value.
"""

from collections import deque
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

import streamlit as st

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import (
    ConfigError,
    MLPExplorerError,
    RunNotFoundError,
    Sentence,
    StoreError,
)
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.inputs import Inputs
from mlp_explorer.ui.language import speak
from mlp_explorer.ui.owner import find_visitor, make_owner
from mlp_explorer.ui.services import get_services

__all__ = ["Action", "FIRST_PAGE", "get_session", "live", "Session"]

Part = TypeVar("Part")
Arguments = ParamSpec("Arguments")
Action = Callable[..., object]  # is called with the session, and what else was asked for

_KEY = "session"
FIRST_PAGE = "train"


class Owned(Protocol):
    """A run or a group of runs, whole or in short."""

    @property
    def owner(self) -> str:
        """Who has started it, see `owner.py`."""


class Session:
    """The state of one browser session.

    owner: whose it is; of a browser that is not known, this session's own. page: name of the page
    on screen. config: the setup in the builder. run_id: the run on screen. choices: what a person
    chose or typed on the pages, by the name of the widget. problems: what was wrong with the last
    wish, change or link, a sentence each; once the page has said them, the next good one forgets
    them. address: the one that the browser was told last; None: it is to be read.
    """

    def __init__(self, owner: str = "", is_host: bool = False) -> None:
        self.owner = owner or make_owner()
        self.page = FIRST_PAGE
        self.config = TrainConfig()
        self.run_id: str | None = None
        self.choices: dict[str, Any] = {}
        self.problems: tuple[str, ...] = ()
        self.inputs = Inputs()
        self.address: dict[str, str] | None = None
        self._is_host = is_host
        self._has_said = True  # the page has been drawn with these problems
        self._addressed: tuple[str, ...] = ()
        self._parts: dict[type, Any] = {}
        self._wishes: deque[tuple[Action, tuple[Any, ...]]] = deque()

    def ask(self, action: Action, *arguments: Any) -> None:
        """Note a wish, for a button's `on_click`: touches nothing that could cut it short."""
        self._wishes.append((action, arguments))

    def hear(self) -> None:
        """Take what was changed in the browser, then do what was asked for."""
        changes = self.inputs.list_changes()
        if not changes and not self._wishes:
            return  # news of a run, a timer: nobody has done anything
        if self._has_said:
            self.problems = ()
        self._do(changes)

    def _do(self, changes: list[Callable[[], None]]) -> None:
        """Take changes and grant wishes; nothing of it touches Streamlit."""
        for change in changes:
            change()
        while self._wishes:
            action, arguments = self._wishes.popleft()
            try:
                action(self, *arguments)
            except MLPExplorerError as error:
                self.report(error)

    def begin(self, addressed: Iterable[str]) -> None:
        """Note that the whole page is drawn from here on; addressed: choices in its address."""
        self._addressed = tuple(addressed)
        self.inputs.begin()

    def end(self) -> None:
        """Note that the whole page has been drawn."""
        self.inputs.end()
        self._has_said = True

    def outline(self) -> list[object]:
        """Return what the whole page hangs on: if it changes, a part of it is not enough."""
        chosen = [self.choices.get(key) for key in self._addressed]
        return [self.page, self.config, self.run_id, self.problems, *chosen]

    def part(self, kind: type[Part]) -> Part:
        """Return this session's one object of a class, in which a page keeps what is its own."""
        if kind not in self._parts:
            self._parts[kind] = kind()
        part: Part = self._parts[kind]
        return part

    def open_page(self, name: str) -> None:
        """Show another page."""
        self.page = name

    def change_config(self, config: TrainConfig | None = None, **changes: Any) -> None:
        """Replace the setup, or some of its fields; what is wrong is kept for the page to say."""
        try:
            self.config = (config or self.config).changed(**changes)
        except ConfigError as error:
            self.report(error)

    def open_run(self, run: RunRecord | None) -> None:
        """Put a run on screen, or none."""
        self.run_id = run.id if run else None

    def get_run(self) -> RunRecord | None:
        """Return the run on screen, None where there is none (any more), which is said."""
        try:
            return get_services().store.get(self.run_id) if self.run_id else None
        except (RunNotFoundError, StoreError) as error:
            if isinstance(error, RunNotFoundError):
                self.run_id = None
            self.problems = tuple(dict.fromkeys((*self.problems, str(error))))
            return None

    @property
    def is_host(self) -> bool:
        """Whether this is the browser of whoever runs the server, who may change all runs."""
        return self._is_host

    def may_change(self, record: Owned) -> bool:
        """Tell whether this session may change a run, or a group of runs."""
        return record.owner == self.owner or self.is_host

    def report(self, error: MLPExplorerError) -> None:
        """Have the page say what could not be done, until the next thing is done."""
        self.say(*error.problems)

    def say(self, *problems: Sentence | str) -> None:
        """Have the page say what is wrong, beside what it has not said yet."""
        before = () if self._has_said else self.problems
        self.problems = tuple(dict.fromkeys((*before, *map(str, problems))))
        self._has_said = False

    def choose(
        self, widget: Callable[..., Any], label: str, name: str, first: Any, **options: Any
    ) -> Any:
        """Draw a widget whose value is kept under `name` for as long as the session; return it.

        first: the value at the beginning, and wherever the one that is kept is not among
        `options` (any more).
        """
        value = self.choices.get(name, first)
        if "options" in options:
            value = _restrict(value, list(options["options"]), first)
        self.choices[name] = value
        self.inputs.show(
            widget, label, name, value, lambda new: self.choices.update({name: new}), **options
        )
        return value


def live(draw: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make a part of a page that is drawn again by itself (`st.fragment`).

    It hears first, as the whole page does. What a click in it changes outside of it, or in the
    address, has the whole page drawn.
    """

    @wraps(draw)
    def hear_and_draw(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        session = get_session()
        speak()
        before = session.outline()
        session.hear()
        if session.outline() != before:
            st.rerun()
        draw(*arguments, **named)

    return hear_and_draw


def get_session() -> Session:
    """Return the session of the browser that this run of the script is for."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session(*find_visitor())
    session: Session = st.session_state[_KEY]
    return session


def _restrict(value: Any, options: list[Any], first: Any) -> Any:
    """Return what of a value, or of a list of values, can still be chosen, else `first`."""
    if isinstance(value, list):
        return [each for each in value if each in options]
    return value if value is None or value in options else first
