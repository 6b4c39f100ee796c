"""A machine whose locale knows ASCII only: each text of the app has a letter beyond it."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to
from tests.browser.server import AppServer, button, wait_until_ready

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
# what stands on each page; letters beyond ASCII where it comes from a file
PAGES = {
    "Train": "784 → 32 relu",
    "Draw": "784 → 32 relu",
    "Learn": "∑",
    "Compare": "Compare runs",
    "Sweep": "What varies",
    "Data": "28 × 28",
}


@pytest.fixture
def ascii_app(tmp_path):
    server = AppServer(tmp_path / "app.log", **ASCII)
    yield server
    server.close()


def test_every_page_opens_and_a_run_is_trained_where_the_locale_is_ascii(page, ascii_app):
    page.goto(f"{ascii_app.url}/?layers=32-relu&training_images=2000&epochs=2")
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    for name, text in PAGES.items():
        go_to(page, name)
        expect(page.get_by_text(text).first).to_be_visible()
        expect(page.get_by_text("it is our fault")).to_be_hidden()
    assert b"Traceback" not in ascii_app.log.read_bytes()
