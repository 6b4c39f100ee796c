"""From pen-up to new bars, in a real browser with a real server."""

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.drawing.digits import PenDigits, Trained
from mlp_explorer.words import DRAW
from tests.browser.server import AppServer, draw, open_browser

__all__ = ["print_browser"]

N_STROKES = 20
SECTIONS = tuple(DRAW[name] for name in ("flow", "why", "replay", "hand"))
# the bars are in a shadow root; the time is taken where they change
WATCH = """() => {
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot)
    .find((r) => r?.querySelector('.answer-bars'));
  const watcher = new MutationObserver(() => { window.changedAt = performance.now(); });
  const changes = { subtree: true, characterData: true, childList: true };
  watcher.observe(root.querySelector('.answer-bars'), changes);
  document.addEventListener('mouseup', () => {
    [window.upAt, window.changedAt] = [performance.now(), 0];
  }, true);
}"""


def print_browser(digits: PenDigits, trained: dict[str, Trained]) -> None:
    """Print median and slowest for each section of the page."""
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        server = AppServer(Path(folder) / "app.log")
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{server.url}/?page=draw&epochs=5")
            page.get_by_role("button", name="Train", exact=True).click()
            page.get_by_text("%.").first.wait_for(timeout=90_000)
            page.wait_for_timeout(3000)
            page.evaluate(WATCH)
            for section in SECTIONS:
                page.get_by_text(section, exact=True).click()
                page.wait_for_timeout(1000)
                print_section(page, section)
        finally:
            server.close()


def print_section(page: Page, section: str) -> None:
    """Draw strokes and print how soon the bars follow."""
    times_s = []
    for number in range(N_STROKES):
        x = 60 + 8 * number
        draw(page, [(x, 50), (x - 30, 140), (x + 10, 220)])
        page.wait_for_function("window.changedAt > window.upAt", timeout=10_000)
        times_s.append(page.evaluate("(window.changedAt - window.upAt) / 1000"))
        page.get_by_role("button", name="Clear").click()
        time.sleep(0.6)
    median, slowest = statistics.median(times_s), max(times_s)
    print(f"{section:22} {median:.2f} s, slowest {slowest:.2f} s; asked: median under 0.5 s")
