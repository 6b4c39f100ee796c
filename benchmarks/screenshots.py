"""`python -m benchmarks.screenshots`: take README's pictures anew, from the app as it is now."""

import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect

from tests.browser.server import ROOT, AppServer, button, draw, open_browser, wait_until_ready

DOCS = ROOT / "docs"
SEVEN = [(70.0, 60.0), (200.0, 60.0), (120.0, 230.0)]
BAR = [(92.0, 150.0), (190.0, 144.0)]


def main() -> None:
    """Train the tutorial's network and photograph the pages."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        server = AppServer(Path(folder) / "app.log")
        try:
            take_all(browser, server)
        finally:
            server.close()


def take_all(browser: Browser, server: AppServer) -> None:
    """Go through the pages as a newcomer would."""
    page = open_page(browser, "light")
    page.goto(server.url)
    wait_until_ready(page)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]", timeout=120_000)
    expect(page.get_by_text("Test accuracy")).to_be_visible()
    take(page, "train")
    page.get_by_role("link", name="Draw").click()
    page.wait_for_selector(".answer-bars")
    page.wait_for_timeout(500)
    take_draw(page)
    take_learn(page)
    take_runs(page, server)
    dark = open_page(browser, "dark")
    dark.goto(f"{server.url}/?page=data")
    dark.get_by_text("Sample Images").first.wait_for()
    take(dark, "data-dark")


def take_draw(page: Page) -> None:
    """Draw a seven with a bar, and ask why."""
    draw(page, SEVEN, BAR)
    expect(page.locator(".answer-sentence")).to_contain_text("It says")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.locator(".flow-node").nth(5).focus()
    take(page, "draw")
    page.get_by_text("Why?", exact=True).click()
    expect(page.get_by_text("What the ink did")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 1340})
    take(page, "why")
    page.set_viewport_size({"width": 1280, "height": 800})


def take_learn(page: Page) -> None:
    """Open the chapter on backpropagation, and follow a weight of the first layer."""
    page.get_by_role("link", name="Learn").click()
    page.get_by_text("5. Backpropagation", exact=True).click()
    page.get_by_test_id("stSelectbox").first.click()
    page.get_by_role("option", name="layer 1").click()
    page.get_by_text("If every weight takes this step").wait_for()
    page.set_viewport_size({"width": 1280, "height": 1160})
    page.wait_for_timeout(1500)
    take(page, "learn")
    page.set_viewport_size({"width": 1280, "height": 800})


def take_runs(page: Page, server: AppServer) -> None:
    """Sweep over learning rates and widths, and compare the best."""
    page.goto(f"{server.url}/?epochs=8&layers=128-relu&training_images=20000&batch_size=200")
    page.get_by_role("link", name="Sweep").click()
    page.get_by_text("Start the sweep").wait_for()
    page.get_by_label("What varies").click()
    page.get_by_role("option", name="Neurons of all layers").click()
    page.keyboard.press("Escape")
    page.get_by_text("Neurons of all layers").nth(1).wait_for()
    button(page, "Start the sweep").click()
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.get_by_text("ended · finished").wait_for(timeout=180_000)
    page.wait_for_timeout(3000)
    take(page, "sweep")
    button(page, "Compare the best 5").click()
    page.get_by_text("They differ in").wait_for()
    page.wait_for_timeout(2000)
    take(page, "compare")


def open_page(browser: Browser, scheme: Literal["light", "dark"]) -> Page:
    """Open a window of a laptop's size."""
    return browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)


def take(page: Page, name: str) -> None:
    """Photograph the page as it is after a second of rest, the mouse out of the way."""
    page.mouse.move(1270, 790)
    page.wait_for_timeout(1000)
    page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
