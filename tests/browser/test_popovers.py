import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_ready
from tests.browser.server import button
from tests.browser.settle import settle

pytestmark = pytest.mark.browser


def test_a_popover_closes_over_what_it_started_and_stays_while_it_is_filled_in(page, app):
    open_ready(page, app, "train", epochs=1, training_images=1000)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    settle(page)

    button(page, "More").click()
    panel = page.get_by_test_id("stPopoverBody")
    panel.get_by_role("button", name="More epochs: one more").click()
    settle(page)
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Go on").click()
    expect(panel).to_have_count(0)
    page.locator(".live-run-status").get_by_text("Finished: 12 of 12 epochs").wait_for()
