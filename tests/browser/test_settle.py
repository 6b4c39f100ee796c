"""A page is settled when it has been answered and drawn; nothing else is waited for."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.pages import open_page
from tests.browser.settle import settle
from tests.browser.test_app import change_number


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_page_that_was_settled_shows_what_was_asked_for(page, app):
    open_page(page, app)
    for value in range(11, 21):
        change_number(page, "Epochs", str(value))
        settle(page)
        assert f"epochs={value}" in page.url


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_page_does_not_rest_before_it_has_heard_the_answer(page, app):
    held = []
    page.route_web_socket("**/_stcore/stream", lambda line: hold_answers(line, held))
    open_page(page, app)
    held.append(True)
    change_number(page, "Epochs", "12")
    with pytest.raises(Error, match="no rest: "):
        settle(page, timeout_s=0)


def hold_answers(line, held):
    server = line.connect_to_server()
    server.on_message(lambda message: None if held else line.send(message))


@pytest.mark.browser
@pytest.mark.timeout(180)
def test_a_page_must_be_watched_from_its_beginning(browser):
    page = browser.new_page()
    with pytest.raises(Error, match="not watched"):
        settle(page)
    page.close()


def test_no_test_of_a_browser_waits_for_a_time():
    fixed = re.compile(r"\b(wait_for_timeout|sleep)\(")
    here = Path(__file__).parent
    for path in [*here.glob("*.py"), *(here.parent / "faults").glob("*.py")]:
        assert not fixed.search(path.read_text("utf-8")), path.name
