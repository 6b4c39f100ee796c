"""Every field of every page, key by key, in browsers of three countries: what a person types is
what was meant, or what stood there before stands there again, with a sentence."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from mlp_explorer.lessons import LESSONS
from tests.browser.pages import go_to, open_list, open_page, open_ready, open_tab
from tests.browser.server import button, draw
from tests.browser.settle import settle
from tests.browser.test_app import SEVEN, stop, wait_for_points
from tests.browser.typist import OF_COUNTRY, Typist

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def click(page, text):
    page.get_by_text(text, exact=True).click()
    settle(page)


def choose(page, label, option):
    open_list(page.get_by_label(label, exact=True))
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def find_run(page):
    """Return the id of the run on screen."""
    return page.url.partition("run=")[2].partition("&")[0]


def type_on_train(typist, app):
    """Type into the builder, and into the one field that only a run has which goes on."""
    page = typist.page
    open_ready(page, app, "train", epochs=2, training_images=500, layers="32-relu")
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    settle(page)
    run_id = find_run(page)
    typist.type_everywhere()
    open_page(page, app, epochs=500, layers="32-relu")  # until it is stopped
    button(page, "Train").click()
    wait_for_points(page)
    click(page, "More")
    rate = next(each for each in typist.find() if each.place.startswith("st-key-train_rate"))
    typist.try_text(rate)
    page.keyboard.press("Escape")
    stop(page)
    return run_id, find_run(page)


def type_on_draw(typist, app, run_id):
    page = typist.page
    open_page(page, app, "draw", run=run_id)
    draw(page, SEVEN)
    settle(page)
    typist.type_everywhere()
    for section in ("Why?", "While it learned", "My own hand"):
        click(page, section)
        typist.type_everywhere()
    seven = page.locator("[class*=st-key-draw_label]").get_by_role("radio", name="7", exact=True)
    seven.click()
    settle(page)
    button(page, "Keep it").click()  # what a fine-tuning asks for needs a drawing
    settle(page)
    expect(button(page, "Fine-tune")).to_be_enabled()
    typist.type_everywhere()


def type_on_sweep(typist):
    go_to(typist.page, "Sweep")
    typist.type_everywhere()
    choose(typist.page, "How to search", "Grid: every combination")
    click(typist.page, "range")
    typist.type_everywhere()


@pytest.mark.parametrize("country", OF_COUNTRY)
def test_what_is_typed_is_what_was_meant_or_gets_a_sentence(country, app, browser):
    clipboard = ["clipboard-read", "clipboard-write"]
    page = open_tab(browser, locale=country, permissions=clipboard)
    typist = Typist(page, country)
    with closing(page.context):
        run_ids = type_on_train(typist, app)
        type_on_draw(typist, app, run_ids[0])
        for chapter in LESSONS:
            open_page(page, app, "learn", chapter=chapter, run=run_ids[0])
            typist.type_everywhere()
        open_page(page, app, "compare", runs=run_ids[0])
        typist.type_everywhere()
        open_page(page, app, "compare", runs="~".join(run_ids), look="mistakes")
        typist.type_everywhere()
        type_on_sweep(typist)
        go_to(page, "Data")
        typist.type_everywhere()
        assert page.evaluate("navigator.language") == country
    assert len(typist.met) > 50  # as many were found when this was written
    assert typist.wrong == []
