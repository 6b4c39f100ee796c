"""One browser session's state, and its copy in the URL. Widgets keep their own keys;
everything that outlives a page is here.

The URL carries the whole setup, the run on screen and the chapter of the Learn page, so that a link
or a reload finds all of them.
Navigation drops query parameters, so every page writes them again. A URL that differs from what
was last written was typed, followed or gone back to: then the URL wins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from mlp_explorer.config import TrainConfig
from mlp_explorer.errors import ConfigError, MLPExplorerError, RunNotFoundError
from mlp_explorer.lessons import LESSONS
from mlp_explorer.runs import RunRecord
from mlp_explorer.ui.services import get_services
from mlp_explorer.words import APP

__all__ = [
    "are_problems_said",
    "change_config",
    "CHAPTER",
    "end_page",
    "enter_page",
    "get_config",
    "get_problems",
    "get_run",
    "go_to",
    "is_message_late",
    "know_pages",
    "open_new",
    "open_run",
    "report",
    "sync_with_url",
]

CHAPTER = "learn_chapter"  # key of the chapter on the Learn page, which is in its address, too
_CONFIG, _SCREEN, _PROBLEMS, _SAID, _WRITTEN, _SUPERSEDED, _LATE, _PAGE, _PAGES = (
    "session_config",
    "session_screen",
    "session_problems",
    "session_said",
    "session_written",
    "session_superseded",
    "session_late",
    "session_page",
    "session_pages",
)
_RUN_PARAMETER, _CHAPTER_PARAMETER = "run", "chapter"
_LEARN = "learn"  # the page with chapters, by its address


def get_config() -> TrainConfig:
    """Return the setup in the builder."""
    config: TrainConfig = st.session_state.setdefault(_CONFIG, TrainConfig())
    return config


def change_config(config: TrainConfig | None = None, **changes: Any) -> None:
    """Replace the setup, or some of its fields; what is wrong is kept for the page to say."""
    try:
        st.session_state[_CONFIG] = (config or get_config()).changed(**changes)
        report()
    except ConfigError as error:
        st.session_state[_PROBLEMS] = error.problems


def get_run() -> RunRecord | None:
    """Return the run on screen, None where there is none yet."""
    run_id = _get_screen().run_id
    try:
        return get_services().store.get(run_id) if run_id else None
    except RunNotFoundError as error:
        open_run(None)
        st.session_state[_PROBLEMS] = (*get_problems(), str(error))
        return None


def open_run(run_id: str | None) -> None:
    """Put a run on screen, or none."""
    _get_screen().run_id = run_id


def open_new(make: Callable[[], RunRecord]) -> None:
    """Make a run and put it on screen, both or neither.

    When more clicks arrive, Streamlit ends a callback wherever it touches the session's state. Here
    that is before the run is made; so `make` must not touch it.
    """
    screen = _get_screen()
    screen.run_id = make().id


def get_problems() -> tuple[str, ...]:
    """Return what was wrong with the last change or link; the next good one forgets it."""
    problems: tuple[str, ...] = st.session_state.get(_PROBLEMS, ())
    return problems


def know_pages(pages: Mapping[str, Any]) -> None:
    """Note the pages by their names, so that `go_to` finds them."""
    st.session_state[_PAGES] = pages


def go_to(name: str) -> None:
    """Open another page; what stands after this is not run."""
    st.switch_page(st.session_state[_PAGES][name])


def report(*errors: MLPExplorerError) -> None:
    """Have the page say what could not be done; nothing, where all went well.

    What went wrong just before, and has not been said yet, is said all the same.
    """
    if errors or are_problems_said():
        st.session_state[_PROBLEMS] = tuple(map(str, errors))


def are_problems_said() -> bool:
    """Tell whether the page in the browser says what is wrong now, and nothing else."""
    return bool(st.session_state.get(_SAID, ()) == get_problems())


def sync_with_url(entered: bool) -> None:
    """Read the URL if it is new, then write the state into it.

    entered: the page was another one before, so an empty URL only means that navigation dropped it.
    """
    arrived, written = st.query_params.to_dict(), st.session_state.get(_WRITTEN)
    st.session_state[_LATE] = arrived != written and _is_late(arrived)
    if arrived == written:
        st.session_state[_SUPERSEDED] = []  # the browser has heard of it
    elif _is_late(arrived):
        if not entered:
            arrived = written or {}  # what the browser has by now, or is about to get
    elif arrived or not entered:
        _read(arrived)
    _write_url(arrived)


def is_message_late() -> bool:
    """Tell whether the browser had not heard of the newest address, and of what changed with it,
    when it sent what is answered now."""
    arrived = st.query_params.to_dict()
    if arrived == st.session_state.get(_WRITTEN):  # or the page has put it there meanwhile
        return bool(st.session_state.get(_LATE))
    return _is_late(arrived)


def enter_page(path: str) -> bool:
    """Note which page is shown, by its address; tell whether it was another one before."""
    before = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = path
    return bool(before != path)


@dataclass
class _Screen:
    """What can be changed without touching the session's state again."""

    run_id: str | None = None


def _get_screen() -> _Screen:
    screen: _Screen = st.session_state.setdefault(_SCREEN, _Screen())
    return screen


def end_page(place: Any) -> None:
    """Say what is wrong, when all of the page has been drawn: by then, fields show again what
    counts, and what is typed after the sentence has appeared is not lost.

    place: where sentences stand.
    """
    if problems := get_problems():
        place.warning("  \n".join(problems))
    st.session_state[_SAID] = problems
    st.session_state[_LATE] = False
    written = st.session_state.get(_WRITTEN)
    if written is not None and written != _describe():  # it has changed while it was drawn
        _write_url(written)


def _write_url(arrived: dict[str, str]) -> None:
    written, wanted = st.session_state.get(_WRITTEN), _describe()
    if wanted != arrived:
        st.query_params.from_dict(wanted)
        st.session_state.setdefault(_SUPERSEDED, []).extend([arrived, written])
    st.session_state[_WRITTEN] = wanted


def _is_late(arrived: dict[str, str]) -> bool:
    """Tell whether a busy browser sent this URL before it heard of the one that replaced it.

    Who goes back to it in the browser's history sends the same URL, and says so.
    """
    context = get_script_run_ctx()
    goes_back = context is not None and context.is_history_navigation
    return not goes_back and arrived in st.session_state.get(_SUPERSEDED, [])


def _read(parameters: dict[str, str]) -> None:
    parameters = dict(parameters)
    run_id = parameters.pop(_RUN_PARAMETER, None)
    chapter = parameters.pop(_CHAPTER_PARAMETER, LESSONS[0])
    config, problems = TrainConfig.from_query_forgiving(parameters)
    st.session_state[_CONFIG], st.session_state[_PROBLEMS] = config, problems
    record = get_run()
    if run_id or record is None or not record.state.is_active():
        open_run(run_id)  # but going back never loses sight of a run that goes on
    get_run()  # says so if there is none of that id
    if st.session_state.get(_PAGE) == _LEARN:
        _open_chapter(chapter)


def _open_chapter(name: str) -> None:
    if name in LESSONS:
        st.session_state[CHAPTER] = name
        return
    sentence = APP["no_chapter"].format(name=name[:40], names=", ".join(LESSONS))
    st.session_state[_PROBLEMS] = (*get_problems(), sentence)


def _describe() -> dict[str, str]:
    run_id = _get_screen().run_id
    run = {_RUN_PARAMETER: run_id} if run_id else {}
    wanted = get_config().to_query() | run
    if st.session_state.get(_PAGE) == _LEARN:
        wanted[_CHAPTER_PARAMETER] = st.session_state.get(CHAPTER, LESSONS[0])
    return wanted
