"""`python -m benchmarks.learn`: how long the Learn page lets a person wait, in a real browser.

With the tutorial's network, trained by clicking. A chapter is open when its title is on screen, the
server has drawn the page to its end and every picture of it has arrived. An experiment has ended
when its sentence is on screen; its networks have never been trained before.
"""

import statistics
import time

from playwright.sync_api import Page

from benchmarks.app import open_app, wait_for_result
from mlp_explorer.lessons import LESSONS, load_lesson
from mlp_explorer.lessons.experiments import EXPERIMENTS
from mlp_explorer.words import LEARN
from tests.browser.server import IS_OPEN, button, open_browser, wait_until_ready

VISITS = 5


def main() -> None:
    """Print both tables."""
    with open_browser() as browser, open_app(browser) as (_, page):
        wait_until_ready(page)
        button(page, "Train").click()
        wait_for_result(page)
        page.get_by_role("link", name="Learn").click()
        visits = [[open_chapter(page, name) for name in LESSONS] for _ in range(VISITS)]
        print(f"{'from the click to the open chapter':36} {'first':>8} {'median':>8} {'worst':>8}")
        for name, times in zip(LESSONS, zip(*visits, strict=True), strict=True):
            rest = times[1:]
            figures = (times[0], statistics.median(rest), max(rest))
            row = " ".join(f"{value:6.2f} s" for value in figures)
            print(f"{load_lesson(name).title:36} {row}")
        print(f"\n{'from the click to the sentence':36} {'asked: under 30 s':>18}")
        for name, experiment in EXPERIMENTS.items():
            took_s, sentence = run_experiment(page, name)
            print(f"{experiment.title:36} {took_s:16.1f} s\n    {sentence}")


def open_chapter(page: Page, name: str) -> float:
    """Click on a chapter; return the seconds until it is open."""
    place = LESSONS.index(name)
    if place == 0:  # it is open already: come from another one
        page.locator(".st-key-learn_chapter button").nth(1).click()
        page.wait_for_function(IS_OPEN, arg=load_lesson(LESSONS[1]).title)
    page.wait_for_timeout(500)
    clicked = time.time()
    page.locator(".st-key-learn_chapter button").nth(place).click()
    page.wait_for_function(IS_OPEN, arg=load_lesson(name).title, polling=10)
    return time.time() - clicked


def run_experiment(page: Page, name: str) -> tuple[float, str]:
    """Click through an experiment; return the seconds it took and its sentence."""
    page.locator(".st-key-learn_experiment button").nth(list(EXPERIMENTS).index(name)).click()
    start = button(page, LEARN["start"])
    start.wait_for()
    clicked = time.time()
    start.click()
    sentence = page.get_by_test_id("stAlertContentSuccess")
    sentence.wait_for(timeout=120_000)
    return time.time() - clicked, sentence.inner_text()


if __name__ == "__main__":
    main()
