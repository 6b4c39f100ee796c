"""Drawing by keys alone, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import wait_for_ink
from tests.browser.test_canvas import BEHIND
from tests.browser.test_draw import open_draw, visit_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element?.getAttribute('role') ?? '';
}"""
MOST_STOPS = 60


def press(page, key, times=1):
    for _ in range(times):
        page.keyboard.press(key)


def go_to_canvas(page):
    for _ in range(MOST_STOPS):
        press(page, "Tab")
        if page.evaluate(FOCUSED) == "application":
            return
    raise AssertionError("Tab never comes to the canvas")


def test_a_digit_is_drawn_brought_and_heard_without_a_pointer(page, app):
    open_draw(page, app)
    canvas, pen = page.get_by_role("application", name="Drawing canvas"), page.locator(".pen-mark")
    go_to_canvas(page)
    expect(canvas).to_be_focused()
    expect(pen).to_be_visible()
    press(page, "ArrowUp", 8)
    press(page, "Space")
    expect(pen).to_have_class("pen-mark down")
    press(page, "ArrowRight", 6)
    press(page, "ArrowDown", 12)
    press(page, "Space")
    wait_for_ink(page, [(170, 60), (200, 120)])
    wait_for_ink(page, [(140, 120)], ink=False)
    expect(page.locator(".answer-heard")).to_contain_text("no trained network")
    go_to_canvas(page)
    press(page, "7")
    page.wait_for_function(BEHIND)
    visit_elsewhere(page)
    page.wait_for_function(BEHIND)
