"""How a page is opened and what says that it is there: nothing else knows addresses and links."""

import re
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.canvas import wait_for_canvas
from tests.browser.server import LAPTOP, AppServer
from tests.browser.settle import settle, watch

# all charts have been drawn; each does so in its own time, after its script has come
_HAS_CHARTS = """() => [...document.querySelectorAll(".chart-plot")]
  .every((plot) => plot.querySelector(".main-svg"))"""
# what opens has opened, and what scrolled has told so, which takes until the next frame
_STANDS_STILL = """async () => {
  const ends = (each) => each.effect.getComputedTiming().endTime !== Infinity;
  const moving = document.getAnimations().filter(ends);
  await Promise.allSettled(moving.map((each) => each.finished));
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}"""

__all__ = [
    "ask_for",
    "expect_page",
    "go_to",
    "open_list",
    "open_page",
    "open_ready",
    "open_tab",
    "wait_for_page",
]


def open_tab(browser: Browser | BrowserContext, **options: Any) -> Page:
    """Open an empty tab, a laptop's window if nothing else is said, that can `settle`.

    One of a context shares its cookies: it is the same person's.
    """
    if isinstance(browser, Browser):
        browser = browser.new_context(**{"viewport": LAPTOP} | options)
    page = watch(browser.new_page())
    page.set_default_timeout(60_000)
    return page


def open_page(page: Page, app: AppServer, name: str = "train", **query: Any) -> None:
    """Open a page by its address, with a setup, a run or a chapter, and all that is on it."""
    query = query if name == "train" else {"page": name, **query}
    page.goto(f"{app.url}/" + (f"?{urlencode(query)}" if query else ""))
    wait_for_page(page, name)


def open_ready(page: Page, app: AppServer, name: str, **query: Any) -> None:
    """Open a page as `open_page` does, with a worker that can train at once."""
    app.wait_until_warm()
    open_page(page, app, name, **query)


def go_to(page: Page, title: str) -> None:
    """Open a page by its link, with all that is on it."""
    ask_for(page, title)
    wait_for_page(page, title.lower())


def ask_for(page: Page, title: str) -> None:
    """Click on a page's link, and wait for nothing."""
    page.get_by_role("link", name=title, exact=True).click()


def wait_for_page(page: Page, name: str) -> None:
    """Wait until a page that was asked for is there, with all that is on it."""
    settle(page)
    expect_page(page, name)
    page.wait_for_function(_HAS_CHARTS)
    if name == "train":
        page.wait_for_selector(".live-run[data-state] .main-svg")
    elif name == "draw":
        page.wait_for_selector(".answer-bars")
        wait_for_canvas(page)


def open_list(field: Locator) -> None:
    """Open a list to choose from, once its page stands still: one that scrolls closes its lists.

    In the middle of the window nothing lies over the field, which a click would scroll away.
    """
    settle(field.page)
    field.page.evaluate(_STANDS_STILL)
    field.evaluate("(each) => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
    field.page.evaluate(_STANDS_STILL)
    field.click()
    expect(field).to_have_attribute("aria-expanded", "true")


def expect_page(page: Page, name: str) -> None:
    """Expect a page to be the one that is open."""
    expect(page.get_by_role("navigation").locator("[aria-current]")).to_have_attribute(
        "data-page", name
    )
    asked = re.escape(f"page={name}")
    named = rf"[?&]{asked}(&|$)" if name != "train" else r"/(\?(?!(.*&)?page=).*)?$"
    expect(page).to_have_url(re.compile(named))
