import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.pages import open_tab
from tests.browser.server import AppServer, launch, leave, open_profile

expect.set_options(timeout=30_000)  # a small machine may have other things to do
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.session.stash[FAILED] = report.failed or item.session.stash.get(FAILED, False)
    return report


class SharedApp:
    """One app after another: a test that failed may have left its run to the next ones."""

    def __init__(self, folder):
        self.folder, self.count, self.server = folder, 0, None

    def get(self):
        if self.server is None:
            self.count += 1
            self.server = AppServer(self.folder / f"app-{self.count}.log")
        return self.server

    def close(self):
        server, self.server = self.server, None
        if server is not None:
            server.close()


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory):
    shared = SharedApp(tmp_path_factory.mktemp("app"))
    yield shared
    shared.close()
    assert [log for log in shared.folder.glob("*.log") if b"Traceback" in log.read_bytes()] == []


@pytest.fixture
def app(shared_app, request):
    """The app of all browser tests that leave it as it was."""
    if request.session.stash.get(FAILED, False):
        request.session.stash[FAILED] = False
        shared_app.close()
    return shared_app.get()


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    """For people who have never been here: a context each."""
    with launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="session")
def profile(playwright):
    """The browser of one person, who has been here before."""
    with open_profile(playwright) as context:
        yield context


@pytest.fixture
def page(profile):
    """A page of its own for each test. No script may fail on it, no request may leave it."""
    page = open_tab(profile)
    errors, abroad = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: request.url.startswith(LOCAL) or abroad.append(request.url))
    yield page
    leave(page.context)
    assert errors == []
    assert abroad == []
