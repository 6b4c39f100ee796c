"""The pages' tests share one store."""

import functools
import traceback

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.scriptrunner import ScriptRunner, script_runner

from mlp_explorer.messages import RunState
from mlp_explorer.runs import find_home
from mlp_explorer.ui import owner
from mlp_explorer.ui.keys import load_key
from mlp_explorer.ui.owner import Passes
from mlp_explorer.ui.services import close_services, get_services
from mlp_explorer.ui.session import Session
from tests.ui.pages import OWNER


@pytest.fixture(scope="session", autouse=True)
def _services(_home):
    for load in (owner._load_passes, owner._load_host_key):  # of the home of tests before
        load.cache_clear()
    owner._load_passes()
    yield
    close_services()


@pytest.fixture(scope="session", autouse=True)
def _streamlit_does_once_what_an_app_does_once():
    """Streamlit looks for components in all packages whenever an `AppTest` runs; an app does so
    when it starts. And after each run it tidies Keras up, for up to a second where other tests of
    this process have used it; the process of an app has no Keras in it."""
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        patch.setattr(script_runner, "_clean_problem_modules", lambda: None)
        yield


@pytest.fixture(autouse=True)
def _the_browser_has_been_here(monkeypatch):
    """`AppTest` has no cookies: the pages' tests have those that the server gave to `OWNER`."""
    passes = Passes(*(load_key(find_home(), name) for name in ("owner", "host")))
    cookies = {passes.owner_cookie: passes.write_owner(OWNER)}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda context: cookies))


@pytest.fixture
def store():
    """The pages' store, with no run in it."""
    store = get_services().store
    for run in store.list_runs():
        if run.state.is_active():
            store.end(run.id, RunState.STOPPED)
        store.change(run.id, deleted_s=1e9)
    return store


@pytest.fixture(autouse=True)
def _what_a_person_does_is_cut_short_nowhere(monkeypatch):
    """No change and no wish touches Streamlit: there, another message might end it, half done."""
    at_work, touched = [], []
    work, check = Session._do, ScriptRunner._maybe_handle_execution_control_request

    def note_work(session, changes):
        at_work.append(session)
        try:
            work(session, changes)
        finally:
            at_work.pop()

    def note_touch(runner):
        if at_work:
            touched.append("".join(traceback.format_stack(limit=8)))
        check(runner)

    monkeypatch.setattr(Session, "_do", note_work)
    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", note_touch)
    yield
    assert not touched, touched[0]
