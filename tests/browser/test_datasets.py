"""Another dataset than MNIST, from the choice to the comparison, as a person goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to, open_list, open_ready
from tests.browser.server import button
from tests.browser.settle import settle
from tests.browser.test_runs import pick

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def choose(page, label, option):
    open_list(page.get_by_label(label, exact=True))
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def train(page):
    button(page, "Train").click()
    expect(
        page.locator(".live-run-status").get_by_text("Finished: 50 of 50 epochs")
    ).to_be_visible()
    settle(page)


def test_a_table_is_chosen_learned_asked_and_compared(page, app):
    open_ready(page, app, "train")
    expect(page.get_by_text("the tutorial: 92.6 %")).to_be_visible()
    choose(page, "Dataset", "Wine: three growers")
    assert "dataset=wine" in page.url
    expect(page.get_by_text("grower 1", exact=True)).to_be_visible()
    expect(page.get_by_text("the tutorial: 92.6 %")).to_be_hidden()
    train(page)
    button(page, "No hidden layer").click()
    settle(page)
    train(page)
    button(page, "Now ask the network").click()
    settle(page)
    expect(page.get_by_label("alcohol", exact=True)).to_be_visible()
    go_to(page, "Compare")
    pick(page, 0, 1)
    page.get_by_text("Mistakes", exact=True).click()
    settle(page)
    expect(page.get_by_text("right class")).to_be_visible()
