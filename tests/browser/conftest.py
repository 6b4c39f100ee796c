import pytest
from playwright.sync_api import expect

from tests.browser.server import AppServer, open_browser

expect.set_options(timeout=30_000)  # a small machine may have other things to do
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """One app for all browser tests that leave it as it was."""
    server = AppServer(tmp_path_factory.mktemp("app") / "app.log")
    yield server
    server.close()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="session")
def browser():
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser):
    """A page of its own for each test. No script may fail on it, no request may leave it."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    errors, abroad = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: request.url.startswith(LOCAL) or abroad.append(request.url))
    page.set_default_timeout(60_000)
    yield page
    page.close()
    assert errors == []
    assert abroad == []
