"""A dataset that is fetched by a click, as a person sees it, from a server of the test's own."""

import re

import pytest
from playwright.sync_api import expect

from mlp_explorer.data.fetching.downloads import DOWNLOADS_VARIABLE
from tests.browser.pages import open_page, open_ready
from tests.browser.server import AppServer, button
from tests.browser.settle import settle
from tests.fetched import make_parts, open_mirror, write_files

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
FETCH = re.compile("Fetch Fashion-MNIST: clothes")


@pytest.fixture
def mirror(tmp_path):
    write_files(tmp_path, make_parts())
    with open_mirror(tmp_path) as mirror:
        yield mirror


@pytest.fixture
def own_app(mirror, tmp_path):
    """An app that knows of this server."""
    said = {DOWNLOADS_VARIABLE: mirror.describe(tmp_path / "downloads.json")}
    server = AppServer(tmp_path / "app.log", **said)
    yield server
    server.close()
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_it_is_fetched_by_a_click_shown_and_learned(page, own_app, mirror):
    mirror.holds.clear()
    open_ready(page, own_app, "train", dataset="fashion_mnist", epochs=2)
    page.get_by_role("button", name=FETCH).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("MB from 127.0.0.1")).to_be_visible()
    button(page, "Stop fetching").click()
    expect(page.get_by_role("button", name=FETCH)).to_be_visible()
    mirror.holds.set()
    page.get_by_role("button", name=FETCH).click()
    expect(page.get_by_text("is not here yet")).to_be_hidden()
    expect(button(page, "Stop fetching")).to_be_hidden()
    settle(page)
    button(page, "Train").click()
    finished = page.locator(".live-run-status").get_by_text("Finished: 2 of 2 epochs")
    expect(finished).to_be_visible(timeout=90_000)
    settle(page)
    button(page, "Now ask the network").click()
    expect(page.get_by_text("Test example 1 of 10,000")).to_be_visible()
    open_page(page, own_app, "data", dataset="fashion_mnist")
    expect(page.get_by_text("Ankle boot").first).to_be_visible()
