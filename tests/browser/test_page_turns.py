"""A slow line: what a page sends arrives together with the wish for another page, or after it."""

import logging
import re

import pytest
from google.protobuf.message import Message
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.canvas import wait_for_ink
from tests.browser.pages import ask_for, go_to, open_page, open_tab, wait_for_page
from tests.browser.server import button, count_runs, draw, wait_until_ready
from tests.browser.settle import settle, wait_until
from tests.browser.test_app import LONG, SEVEN, change_number, start_long_run, stop, wait_for_points
from tests.browser.test_draw import BAR, open_draw

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

_LOG = logging.getLogger(__name__)
LIT = "[class*=st-key-preset_] [data-testid=stBaseButton-primary]"  # the preset that is set
RERUN, BEGIN, END = "rerun_script", "new_session", "script_finished"  # what a message may be


def _describe(said):
    """Return what of a message tells whether it came in its turn."""
    if isinstance(said, BackMsg):
        return f"-> {said.WhichOneof('type')} {said.rerun_script.fragment_id}"
    run, path = said.metadata.run, list(said.metadata.delta_path)
    kind = said.delta.WhichOneof("type") or said.WhichOneof("type")
    return f"<- {kind} {path or ''} {run.script_run_id} {list(run.fragment_ids) or ''}".rstrip()


class Gate:
    """One direction of a line: what passes can be held back, and is counted by what it is."""

    def __init__(self, page, kind: type[Message]):
        self.page, self.kind = page, kind
        self.came = []  # what each message is, held back or not
        self.held, self.last = None, None

    def pass_on(self, send, message):
        said = self.kind.FromString(message)
        self.came.append(said.WhichOneof("type"))
        # pytest shows it of a test that fails
        _LOG.warning("%s %s", "held" if self.held is not None else "    ", _describe(said))
        if self.held is not None:
            self.held.append((send, message))
            return
        send(message)
        if self.last and self.last.encode() in message:
            self.hold()

    def hold(self):
        """Hold back what comes from now on."""
        self.held, self.last = [], None
        self.count_anew()

    def hold_after(self, text):
        """Hold back what comes after the message that has this text."""
        self.last = text

    def count_anew(self):
        self.came = []

    def wait_for(self, what, count=1):
        """Wait until so many messages that are `what` have come since it was counted anew."""
        wait_until(self.page, lambda: self.came.count(what) >= count, f"{count} times {what}")

    def release(self, between=lambda: None):
        """Let all pass, what is wished first and back to back, or with `between()` in between."""
        if self.kind is BackMsg:
            self.held.sort(key=lambda each: not self._is_wish(each[1]))
        while self.held:  # what comes meanwhile comes after it
            send, message = self.held.pop(0)
            send(message)
            if self._is_wish(message):
                between()
        self.held = None

    def _is_wish(self, message):
        return self.kind is BackMsg and BackMsg.FromString(message).HasField(RERUN)


class SlowLine:
    """The websocket of a page, with a gate for each direction."""

    def __init__(self, page):
        self.to_server, self.to_browser = Gate(page, BackMsg), Gate(page, ForwardMsg)
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
    go_to(page, "Draw")
    draw(page, SEVEN)
    expect(page.locator(".answer-sentence")).to_contain_text("It says")
    line.to_browser.hold()
    line.to_server.count_anew()
    ask_for(page, "Train")
    line.to_server.wait_for(RERUN, 4)  # the wish, and news that the Draw page still hears
    line.to_browser.release()
    wait_for_page(page, "train")
    stop(page)


def test_the_end_of_a_run_calls_nobody_back_to_the_page_that_is_left(line, page, app):
    start_long_run(page, app)
    other = open_tab(page.context)
    other.goto(page.url)
    settle(page)
    line.to_server.hold()
    ask_for(page, "Data")
    stop(other)
    page.wait_for_selector(".live-run[data-state=stopped]")  # the page that is left heard of it
    line.to_server.wait_for(RERUN, 2)  # and says so
    line.to_server.release()
    wait_for_page(page, "data")
    expect(page.get_by_text("Sample Images").first).to_be_visible()


@pytest.mark.parametrize("name", ["train", "compare"])
def test_a_browser_that_is_behind_shows_the_page_that_was_asked_for_last(line, page, app, name):
    open_page(page, app, name)
    settle(page)
    line.to_browser.hold()
    ask_for(page, "Data")
    line.to_browser.wait_for(END)
    line.to_browser.count_anew()
    ask_for(page, name.title())  # and the browser says that this is where it is
    line.to_browser.wait_for(END)
    line.to_browser.release()
    wait_for_page(page, name)  # and its address


def test_a_click_and_a_change_of_page_at_once_are_both_heard(line, page, app):
    open_page(page, app)
    wait_until_ready(page)
    settle(page)
    line.to_browser.hold()
    change_number(page, "Epochs", "250")
    line.to_browser.wait_for(END)
    line.to_server.hold()
    change_number(page, "Batch size", "50")
    button(page, "Overfit").click()
    line.to_server.wait_for(RERUN, 2)
    line.to_browser.release()  # no preset has 250 epochs, and the page says so
    expect(page.locator(LIT)).to_have_count(0)
    ask_for(page, "Data")
    line.to_server.wait_for(RERUN, 3)
    line.to_server.release()
    wait_for_page(page, "data")
    go_to(page, "Train")
    expect(page).to_have_url(re.compile("training_images=500"))


@pytest.mark.parametrize("at_work", [False, True], ids=["at once", "each while one is at work"])
def test_clicks_on_train_that_arrive_at_once_are_one_run(line, page, app, at_work):
    open_page(page, app, **LONG)
    wait_until_ready(page)
    settle(page)
    before = count_runs(app)
    box = button(page, "Train").bounding_box()
    line.to_server.hold()
    for _ in range(4):
        page.mouse.click(box["x"] + 60, box["y"] + 20)
    line.to_server.wait_for(RERUN, 4)

    def wait_for_work():
        if at_work:
            line.to_browser.wait_for(BEGIN)
            line.to_browser.count_anew()

    line.to_browser.count_anew()
    line.to_server.release(wait_for_work)
    settle(page)
    wait_for_points(page)
    assert count_runs(app) - before == 1
    stop(page)


def test_strokes_and_a_change_of_page_at_once_are_all_heard(line, page, app):
    open_draw(page, app)
    line.to_server.hold()
    draw(page, SEVEN)
    draw(page, BAR)
    ask_for(page, "Data")
    line.to_server.wait_for(RERUN, 3)
    line.to_server.release()
    wait_for_page(page, "data")
    go_to(page, "Draw")
    wait_for_ink(page, [(120, 60), (140, 148)])
