"""The Learn page in a real Chromium: by keyboard, on a phone, and an experiment to its end."""

import re

import pytest
from playwright.sync_api import expect

from mlp_explorer.lessons import LESSONS, load_lesson
from tests.browser.pages import open_page, open_ready, open_tab
from tests.browser.server import button
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def open_learn(page, app):
    """Train a small network on the page itself."""
    open_ready(page, app, "learn", epochs=2, training_images=6000, batch_size=100)
    button(page, "Train").click()
    expect(
        page.get_by_text(re.compile("With the numbers of your network .* epoch 2"))
    ).to_be_visible()
    settle(page)  # the numbers below are of that epoch, too


def test_a_chapter_is_read_moved_and_answered_by_keyboard(page, app):
    open_learn(page, app)
    sums = page.locator(".katex").filter(has_text="z")
    expect(sums.first).to_be_visible()
    slider = page.get_by_role("slider", name="Bias b")
    before = page.locator("[data-testid=stMain]").inner_text()
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMain]').innerText !== before", arg=before
    )
    settle(page)
    page.get_by_role("radio", name="Nothing.").focus()
    page.keyboard.press("Space")
    settle(page)
    reply = page.get_by_test_id("stAlertContentSuccess")
    expect(reply.get_by_text("Black pixels say nothing")).to_be_visible()
    chapter = page.locator(".st-key-learn_chapter button").nth(4)
    chapter.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("If every weight takes this step")).to_be_visible()


def test_ink_that_is_painted_on_a_neurons_digit_moves_its_sum(page, app):
    open_learn(page, app)
    formula = page.locator(".st-key-learn_figure .katex").first
    before = formula.inner_text()
    canvas = page.locator(".weighed-pixels canvas").first
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + box["height"] / 2, steps=6)
    expect(formula).not_to_have_text(before, use_inner_text=True)  # while the hand is still at it
    page.mouse.up()
    button(page, "As it was").click()
    expect(formula).to_have_text(before, use_inner_text=True)
    canvas.focus()
    page.keyboard.press("ArrowDown")
    told = page.locator(".weighed-pixels p")
    place = told.inner_text()
    for _ in range(3):
        page.keyboard.press("+" if ": 0" in place else "-")
    expect(told).not_to_have_text(place)
    assert told.inner_text().split(":")[0] == place.split(":")[0], "the same pixel"


def test_a_chapter_has_an_address_and_leads_to_the_next_one(page, app):
    open_page(page, app, "learn", chapter="losses")
    expect(page.get_by_role("heading", name="Losses")).to_be_visible()
    page.get_by_text("Next: Backpropagation").click()
    settle(page)
    expect(page.get_by_role("heading", name="Backpropagation")).to_be_visible()
    expect(page).to_have_url(re.compile("chapter=backpropagation"))
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", name="Backpropagation")).to_be_visible()
    open_page(page, app, "learn", chapter="magic")
    expect(
        page.get_by_text("chapter: “magic” is not possible; allowed are neuron,")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="A neuron")).to_be_visible()
    page.get_by_text("2. Activations").click()
    settle(page)
    expect(page).to_have_url(re.compile("chapter=activations"))
    page.go_back()
    settle(page)
    expect(page.get_by_role("heading", name="A neuron")).to_be_visible()


def test_every_chapter_fits_a_phone(browser, app):
    page = open_tab(browser, viewport={"width": 390, "height": 844})
    open_learn(page, app)
    for name in LESSONS:
        page.locator(".st-key-learn_chapter button").nth(LESSONS.index(name)).click()
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(load_lesson(name).title)
        for box in ("document.scrollingElement", "document.querySelector('[data-testid=stMain]')"):
            assert page.evaluate(f"{box}.scrollWidth") <= 390, name
        assert page.locator("[data-testid=stException]").count() == 0
    page.context.close()


def test_an_experiment_ends_with_a_sentence_about_its_result(page, app):
    open_ready(page, app, "learn")
    page.locator(".st-key-learn_chapter button").nth(LESSONS.index("experiments")).click()
    settle(page)
    button(page, "Start the experiment").click()
    sentence = page.get_by_test_id("stAlert")
    expect(sentence).to_contain_text("With pixels of 0 to 1 it reads", timeout=120_000)
    heard = page.locator(".st-key-learn_said").get_by_role("status")
    expect(heard).to_have_text(sentence.inner_text())
    shown = page.locator(".st-key-learn_outcomes table").inner_text()
    for share in re.findall(r"[\d.]+(?= %)", sentence.inner_text()):
        assert f"{share} %" in shown
