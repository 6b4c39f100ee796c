"""The Draw page in a real Chromium: the canvas takes every stroke, and the page explains."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import find_box, wait_for_ink
from tests.browser.pages import go_to, open_page, open_ready, open_tab, wait_for_page
from tests.browser.server import button, draw
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

SEVEN = [(70, 60), (200, 60), (120, 230)]
BAR = [(95, 150), (190, 145)]
TICK = [(20, 250), (60, 250)]
# as each epoch does; the browser then tells the new neuron under the pointer that it is there
DRAW_AGAIN = """flow => new Promise((resolve) => {
  flow.querySelector('svg').addEventListener('pointerover', resolve, { once: true });
  flow.view.draw();
})"""
PLACES = [3, 58, 113, 167, 222, 277]  # both ways: a grid over the canvas, corners included


def open_draw(page, app, **query):
    open_page(page, app, "draw", **query)


def visit_elsewhere(page):
    go_to(page, "Sweep")  # no page costs less
    go_to(page, "Draw")


def train_small(page, app):
    """Train a network in seconds, on the Draw page itself."""
    open_ready(page, app, "draw", epochs=3, training_images=6000, batch_size=100)
    button(page, "Train").click()
    expect(page.get_by_text(re.compile("Read by .* [0-9.]+ %"))).to_be_visible()
    settle(page)


def touch(page, client, points):
    box = find_box(page)
    at = [{"x": box["x"] + x, "y": box["y"] + y} for x, y in points]
    client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[:1]})
    for point in at[1:]:
        client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def list_grid():
    """Return short strokes that start on a grid, towards the middle."""
    grid = [(x, y) for y in PLACES for x in PLACES]
    return grid, [[(x, y), (x + (6 if x < 140 else -6), y)] for x, y in grid]


def test_a_stroke_may_start_anywhere_by_mouse(page, app):
    open_draw(page, app)
    places, strokes = list_grid()
    for stroke in strokes:
        draw(page, stroke)
    visit_elsewhere(page)  # what is there afterwards has been on the server
    wait_for_ink(page, places)


def test_a_stroke_may_start_anywhere_by_touch_on_a_phone(browser, app):
    page = open_tab(browser, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_draw(page, app)
    client = page.context.new_cdp_session(page)
    places, strokes = list_grid()
    for stroke in strokes:
        touch(page, client, stroke)
    wait_for_ink(page, places)
    assert page.evaluate("document.scrollingElement.scrollTop") == 0, "drawing scrolled the page"
    settle(page)
    button(page, "Clear").tap()
    wait_for_ink(page, places, ink=False)
    button(page, "Undo").tap()
    wait_for_ink(page, places)
    page.context.close()


def test_a_stroke_right_before_a_change_of_page_is_kept_and_can_be_undone(page, app):
    open_draw(page, app)
    draw(page, SEVEN)
    settle(page)
    draw(page, BAR)
    visit_elsewhere(page)
    wait_for_ink(page, [(120, 60), (140, 148)])
    button(page, "Undo").click()
    wait_for_ink(page, [(140, 148)], ink=False)
    wait_for_ink(page, [(120, 60)])


def test_a_reload_brings_the_drawing_back_and_clear_is_for_good(page, app):
    open_draw(page, app)
    draw(page, SEVEN, BAR)
    settle(page)
    page.reload()
    wait_for_ink(page, [(120, 60), (140, 148)])
    settle(page)
    button(page, "Clear").click()
    settle(page)
    wait_for_ink(page, [(120, 60)], ink=False)
    page.reload()
    wait_for_page(page, "draw")
    draw(page, TICK)  # had the drawing come back, it would have come before this
    wait_for_ink(page, TICK)
    settle(page)
    wait_for_ink(page, [(120, 60), (140, 148)], ink=False)


def test_samples_undo_and_clear_work_by_keyboard(page, app):
    open_draw(page, app)
    sample = page.get_by_role("button", name="A seven with a bar")
    sample.focus()
    page.keyboard.press("Enter")
    wait_for_ink(page, [(140, 61)])
    for name, ink in (("Clear", False), ("Undo", True)):
        button(page, name).focus()
        page.keyboard.press("Enter")
        wait_for_ink(page, [(140, 61)], ink)


def test_the_way_the_reasons_and_the_replay_of_an_answer(page, app):
    train_small(page, app)
    draw(page, SEVEN)
    expect(page.locator(".answer-sentence")).to_contain_text("7")
    seen = page.locator(".flow image")
    before = seen.get_attribute("href")
    draw(page, BAR)
    expect(seen).not_to_have_attribute("href", before)
    expect(page.locator(".answer-sentence")).to_contain_text("7")
    page.locator(".flow-node").nth(4).hover()
    expect(page.locator(".flow-detail p")).to_contain_text(re.compile(r"z = -?[\d.]+"))
    page.locator(".flow-node").nth(13).focus()
    expect(page.locator(".flow-detail p")).to_contain_text("layer 2")
    page.locator(".flow").evaluate(DRAW_AGAIN)
    expect(page.locator(".flow-detail p")).to_contain_text("layer 2")  # the pointer only rests
    page.locator(".flow-node").nth(5).hover()
    expect(page.locator(".flow-detail p")).to_contain_text("layer 1")
    page.locator(".flow").evaluate(DRAW_AGAIN)
    expect(page.locator(".flow-detail p")).to_contain_text("layer 1")  # the focus only stays

    page.get_by_text("Why?", exact=True).click()
    expect(page.get_by_text("What the ink did")).to_be_visible()
    expect(page.get_by_text(re.compile("Of the 10 nearest"))).to_be_visible()
    page.locator(".st-key-draw_erase_0 button").first.click()
    expect(page.get_by_text(re.compile("Without .* quarter|No part changes"))).to_be_visible()
    button(page, "Undo").click()

    page.get_by_text("While it learned", exact=True).click()
    settle(page)  # the answer without the quarter, and the weights of all epochs
    bars = page.locator(".answer-bars [role=meter] span:last-child")
    now = bars.all_inner_texts()
    slider, said = page.locator(".replay input"), page.locator(".answer-sentence")
    slider.evaluate("it => { it.value = 1; it.dispatchEvent(new Event('input')); }")
    assert "as it was after epoch 1" in said.inner_text(), "it moves with the slider, at once"
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".answer-sentence")).to_contain_text("before its first epoch")
    assert bars.all_inner_texts() != now
    button(page, "Back to the newest weights").click()
    expect(page.locator(".answer-sentence")).to_contain_text("after epoch 3")


def test_the_explanation_follows_a_network_that_learns(page, app):
    open_ready(page, app, "draw", epochs=500)
    button(page, "Train").click()
    expect(page.get_by_text(re.compile("Read by"))).to_be_visible()
    draw(page, SEVEN)
    page.get_by_text("Why?", exact=True).click()
    score = page.get_by_text("In the last layer's sums")
    expect(score).to_be_visible()
    before = score.inner_text()
    expect(score).not_to_have_text(before)
    go_to(page, "Train")
    button(page, "Stop").click()
    page.wait_for_selector(".live-run[data-state=stopped]")


def test_the_canvas_stays_where_it_first_appears(page, app):
    open_page(page, app)  # with a sidebar
    page.evaluate(
        """() => {
          window.places = new Set();
          (function look() {
            const box = document.querySelector('.st-key-draw_box')?.getBoundingClientRect();
            if (box?.width) window.places.add(`${Math.round(box.x)}, ${Math.round(box.y)}`);
            requestAnimationFrame(look);
          })();
        }"""
    )
    go_to(page, "Draw")
    draw(page, SEVEN)  # what comes later comes before the answer
    settle(page)
    assert len(page.evaluate("[...window.places]")) == 1


def test_a_hand_is_kept_and_learned(page, app):
    train_small(page, app)
    page.get_by_text("My own hand", exact=True).click()
    settle(page)
    for shift in (0, 20, 40):
        draw(page, [(x + shift, y) for x, y in SEVEN])
        settle(page)
        seven = page.locator("[class*=st-key-draw_label]").get_by_role(
            "radio", name="7", exact=True
        )
        expect(seven).not_to_be_checked()  # a click would take it back
        seven.click()
        settle(page)
        expect(seven).to_be_checked()
        button(page, "Keep it").click()
        settle(page)
        expect(page.get_by_text("Kept as 7.")).to_be_visible()
        wait_for_ink(page, [(120 + shift, 60)], ink=False)
    expect(page.get_by_text("your hand, held out (1)")).to_be_visible()
    button(page, "Fine-tune").click()
    expect(page.get_by_text(re.compile(r"own drawings · [\d.]+ %"))).to_be_visible(timeout=90_000)
    expect(page.get_by_text("before", exact=True)).to_be_visible()
