"""A slow line: what the page sends by itself arrives while another page is already asked for."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import button, draw, wait_until_ready
from tests.browser.test_app import SEVEN, open_page, start_long_run, stop

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


class SlowLine:
    """The websocket of a page, whose messages to the browser can be held back."""

    def __init__(self, page):
        self.held = None
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, browser_side):
        self.browser_side = browser_side
        browser_side.connect_to_server().on_message(self._pass_on)

    def _pass_on(self, message):
        if self.held is None:
            self.browser_side.send(message)
        else:
            self.held.append(message)

    def hold(self):
        self.held = []

    def release(self):
        held, self.held = self.held, None
        for message in held:
            self.browser_side.send(message)


@pytest.fixture
def line(page):
    return SlowLine(page)


def test_news_of_a_run_do_not_blank_the_page_that_opens_meanwhile(line, page, app):
    start_long_run(page, app)
    page.get_by_role("link", name="Draw").click()
    page.wait_for_selector(".answer-bars")
    page.wait_for_timeout(500)
    draw(page, SEVEN)
    expect(page.locator(".answer-sentence")).to_contain_text("It says")
    line.hold()
    page.get_by_role("link", name="Train").click()
    page.wait_for_timeout(1500)  # some epochs, each of which the Draw page hears of
    line.release()
    page.wait_for_timeout(500)
    stop(page)


def test_the_end_of_a_run_calls_nobody_back_to_the_page_that_is_left(line, page, app):
    open_page(page, app, "/?epochs=8")
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=running]")
    line.hold()
    page.get_by_role("link", name="Data").click()
    page.wait_for_selector(".live-run[data-state=finished]")  # the page that is left heard of it
    page.wait_for_timeout(500)
    line.release()
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    page.wait_for_timeout(1000)
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    assert page.url.split("?")[0].endswith("/data")
