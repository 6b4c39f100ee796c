"""A slow line: what a page sends arrives together with the wish for another page, or after it."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.server import button, draw, wait_until_ready
from tests.browser.test_app import SEVEN, open_page, start_long_run, stop, wait_for_points
from tests.browser.test_draw import BAR, open_draw, wait_for_ink

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LIT = ".st-key-builder_preset [aria-checked=true]"


class Gate:
    """One direction of a line: what passes can be held back."""

    def __init__(self):
        self.held, self.last = None, None

    def pass_on(self, send, message):
        if self.held is not None:
            self.held.append((send, message))
            return
        send(message)
        if self.last and self.last.encode() in message:
            self.hold()

    def hold(self):
        self.held, self.last = [], None

    def hold_after(self, text):
        """Hold back what comes after the message that has this text."""
        self.last = text

    def release(self, pause=lambda: None):
        held, self.held = self.held, None
        for send, message in held:
            send(message)
            pause()


class SlowLine:
    """The websocket of a page, with a gate for each direction."""

    def __init__(self, page):
        self.to_server, self.to_browser = Gate(), Gate()
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, browser):
        server = browser.connect_to_server()
        browser.on_message(lambda message: self.to_server.pass_on(server.send, message))
        server.on_message(lambda message: self.to_browser.pass_on(browser.send, message))


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
    line.to_browser.hold()
    page.get_by_role("link", name="Train").click()
    page.wait_for_timeout(1500)  # some epochs, each of which the Draw page hears of
    line.to_browser.release()
    page.wait_for_timeout(500)
    stop(page)


def test_the_end_of_a_run_calls_nobody_back_to_the_page_that_is_left(line, page, app):
    open_page(page, app, "/?epochs=8")
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=running]")
    line.to_browser.hold()
    page.get_by_role("link", name="Data").click()
    page.wait_for_selector(".live-run[data-state=finished]")  # the page that is left heard of it
    page.wait_for_timeout(500)
    line.to_browser.release()
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    page.wait_for_timeout(1000)
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    assert page.url.split("?")[0].endswith("/data")


def set_number(page, name, value):
    page.get_by_label(name, exact=True).fill(value)
    page.get_by_label(name, exact=True).press("Enter")


def test_a_click_and_a_change_of_page_at_once_are_both_heard(line, page, app):
    open_page(page, app, "/")
    wait_until_ready(page)
    line.to_browser.hold()
    set_number(page, "Epochs", "250")
    page.wait_for_timeout(500)
    line.to_server.hold()
    set_number(page, "Batch size", "50")
    page.get_by_text("Overfit", exact=True).click()
    expect(page.locator(LIT)).to_have_text("Overfit")
    line.to_browser.release()  # no preset has 250 epochs, and the page says so
    expect(page.locator(LIT)).to_have_count(0)
    page.get_by_role("link", name="Data").click()
    line.to_server.release()
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    page.get_by_role("link", name="Train").click()
    expect(page.get_by_label("Epochs", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("training_images=500"))


def count_runs(app):
    with closing(sqlite3.connect(app.log.with_suffix(".home") / "runs.db")) as database:
        return database.execute("SELECT count(*) FROM runs").fetchone()[0]


def test_clicks_on_train_that_arrive_at_once_are_one_run(line, page, app):
    open_page(page, app, "/?epochs=500")
    wait_until_ready(page)
    before = count_runs(app)
    box = button(page, "Train").bounding_box()
    line.to_server.hold()
    for _ in range(4):
        page.mouse.click(box["x"] + 60, box["y"] + 20)
    page.wait_for_timeout(200)
    line.to_server.release(lambda: page.wait_for_timeout(1))  # one while the other is at work
    wait_for_points(page)
    assert count_runs(app) - before == 1
    stop(page)


def test_strokes_and_a_change_of_page_at_once_are_all_heard(line, page, app):
    open_draw(page, app)
    line.to_server.hold()
    draw(page, SEVEN)
    draw(page, BAR)
    page.get_by_role("link", name="Data").click()
    line.to_server.release()
    expect(page.get_by_text("Sample Images").first).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    wait_for_ink(page, [(120, 60), (140, 148)])
