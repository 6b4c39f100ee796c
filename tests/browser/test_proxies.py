"""What lies between a browser and the app: a proxy that holds back or fails; a hidden tab."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import go_to, open_page
from tests.browser.server import button, draw, wait_until_ready
from tests.browser.settle import settle, wait_until
from tests.browser.test_app import wait_for_points
from tests.faults.proxy import serve_proxy

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SEVEN = [(70, 60), (200, 60), (120, 230)]
TURN = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def proxy(app):
    with serve_proxy(app) as proxy:
        yield proxy


def listens(proxy, what):
    """Tell whether a stream of a run's `events` or `news` is open through the proxy."""
    return any(f"/{what}?" in path for path in list(proxy.held))


def expect_to_follow(page):
    """Expect what the Draw page says to be of a later epoch soon."""
    said = page.locator(".answer-sentence")
    expect(said).not_to_have_text(said.inner_text())


def test_no_proxy_and_no_hidden_tab_keeps_a_page_from_following_its_run(page, proxy):
    open_page(page, proxy, epochs=500, training_images=20_000, batch_size=100)
    wait_until_ready(page)
    button(page, "Train").click()
    wait_until(page, lambda: listens(proxy, "events"), "the run's events")
    page.evaluate(TURN, True)
    wait_until(page, lambda: not listens(proxy, "events"), "no stream of a hidden tab")
    page.evaluate(TURN, False)
    wait_for_points(page, 10)

    go_to(page, "Draw")
    draw(page, SEVEN)
    settle(page)
    wait_until(page, lambda: listens(proxy, "news"), "news of the run")
    page.evaluate(TURN, True)
    wait_until(page, lambda: not listens(proxy, "news"), "no stream of a hidden tab")
    page.evaluate(TURN, False)
    expect_to_follow(page)

    proxy.refuse()
    wait_until(page, lambda: any("/news?" in path for path in proxy.refused), "a refusal")
    proxy.refuses = False
    expect_to_follow(page)
    wait_until(page, lambda: listens(proxy, "news"), "news of the run")

    proxy.collects = True
    go_to(page, "Train")
    before = int(page.locator(".live-run").get_attribute("data-points") or 0)
    wait_for_points(page, before + 10)
    go_to(page, "Draw")
    expect_to_follow(page)
    go_to(page, "Train")
    button(page, "Stop").click()
    page.wait_for_selector(".live-run[data-state=stopped]")
    expect(page.get_by_text("Test accuracy")).to_be_visible()
