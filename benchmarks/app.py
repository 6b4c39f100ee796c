"""`python -m benchmarks.app`: what a person waits for, in a real browser, and what the app weighs.

Every figure is taken from the app as README starts it, in headless Chromium on this machine.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import AppServer, button, open_browser, wait_until_ready

STARTS = 3
RUNS = 5
MB = 1e6
Rows = list[tuple[str, list[float], str, str]]  # name, values, unit, bound

_WATCH = """() => {
  window.lags = [];
  const note = () => {
    const live = document.querySelector(".live-run");
    if (!(live?.dataset.points > 0) || live.dataset.points === window.points) return;
    window.points = live.dataset.points;
    window.firstPoint ??= Date.now();
    window.lags.push(Number(live.dataset.lagMs));
  };
  new MutationObserver(note).observe(document.body,
    { subtree: true, childList: true, attributes: true, attributeFilter: ["data-points"] });
}"""


_FIRST_EPOCH = "document.querySelector('.live-run-chart').data[2].y.length > 0"
PRESETS = {"Fast": "15 s", "Drawings": "", "Best": "300 s"}


def main() -> None:
    """Print the table."""
    with open_browser() as browser:
        rows = measure_starts(browser) + measure_runs(browser) + measure_presets(browser)
    width = max(len(name) for name, *_ in rows)
    print(f"{'figure':{width}}  {'median':>9}  {'worst':>9}  at most")
    for name, values, unit, bound in rows:
        median, worst = statistics.median(values), max(values)
        print(f"{name:{width}}  {median:6.2f} {unit:2}  {worst:6.2f} {unit:2}  {bound}")


@contextmanager
def open_app(browser: Browser) -> Iterator[tuple[AppServer, Page]]:
    """Start the app anew, and open its page as soon as it answers."""
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "app.log")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        try:
            page.goto(server.url)
            yield server, page
        finally:
            page.close()
            server.close()


def measure_starts(browser: Browser) -> Rows:
    """Start the app anew a few times."""
    paints, uses = [], []
    for _ in range(STARTS):
        with open_app(browser) as (_, page):
            button(page, "Train").wait_for()
            started_ms = float(page.evaluate("performance.timeOrigin"))
            uses.append(time.time() - started_ms / 1000)
            paints.append(read_first_paint_s(page))
    return [
        ("first contentful paint, fresh server", paints, "s", "2 s"),
        ("Train button on screen, fresh server", uses, "s", ""),
    ]


def read_first_paint_s(page: Page) -> float:
    """Return the browser's own first contentful paint, seconds after the address was opened."""
    script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    return float(page.evaluate(script)) / 1000


def measure_runs(browser: Browser) -> Rows:
    """Train the tutorial's job by clicking, then stop long runs, with one warm worker."""
    firsts, epochs, lags, accuracies, stops = [], [], [], [], []
    with open_app(browser) as (server, page):
        wait_until_ready(page)
        page.evaluate(_WATCH)
        for _ in range(RUNS):
            clicked = time.time()
            firsts.append(click_train(page))
            page.wait_for_function(_FIRST_EPOCH, polling=10)
            epochs.append(time.time() - clicked)
            wait_for_result(page)
            lags += [lag / 1000 for lag in page.evaluate("window.lags.splice(0)")]
            accuracies.append(read_accuracy(page))
            page.wait_for_timeout(500)
        worker_mb = read_worker_mb(server)
        page.goto(f"{server.url}/?epochs=500")
        page.wait_for_selector(".live-run-chart .main-svg")
        page.evaluate(_WATCH)
        for _ in range(RUNS):
            click_train(page)
            page.wait_for_timeout(1500)
            stops.append(click_stop(page))
            expect(button(page, "Train")).to_be_enabled()
            page.wait_for_timeout(500)
        memory = read_memory_mb(server)
    return [
        ("click on Train to the first point, warm", firsts, "s", "1.5 s"),
        ("click on Train to the end of the first epoch, warm", epochs, "s", "1 s"),
        ("a point's event to its being on screen", lags, "s", "0.2 s"),
        ("click on Stop to the page saying so", stops, "s", "0.5 s"),
        ("test accuracy of the tutorial's job", accuracies, "%", "91 to 94 %"),
        ("app process, one session (TensorFlow not in it)", [memory], "MB", "250 MB"),
        ("worker process, after the tutorial's job", [worker_mb], "MB", "1000 MB"),
    ]


def measure_presets(browser: Browser) -> Rows:
    """Train presets by clicking, the first of all to be trained on their server."""
    rows: Rows = []
    with open_app(browser) as (server, page):
        wait_until_ready(page)
        for name, bound in PRESETS.items():
            button(page, name).click()
            page.wait_for_timeout(1000)
            clicked = time.time()
            button(page, "Train").click()
            page.wait_for_function(
                "/^Epoch/.test(document.querySelector('.live-run-status').textContent)"
            )
            wait_for_result(page)
            took = [time.time() - clicked]
            rows.append((f"preset {name}: click on Train to the test's result", took, "s", bound))
            rows.append((f"preset {name}: test accuracy", [read_accuracy(page)], "%", ""))
        worker_mb = read_worker_mb(server)
    return [*rows, ("worker process, after these", [worker_mb], "MB", "1000 MB")]


def wait_for_result(page: Page) -> None:
    """Wait until the run has ended and its test is on screen."""
    page.wait_for_selector(".live-run[data-state=finished]", timeout=900_000)
    page.get_by_test_id("stMetricValue").first.wait_for()


def click_train(page: Page) -> float:
    """Click on Train; return the seconds until the first point is drawn."""
    page.evaluate(
        "window.firstPoint = null; document.querySelector('.live-run').dataset.points = 0"
    )
    clicked = time.time()
    button(page, "Train").click()
    page.wait_for_function("window.firstPoint", polling=10)
    return float(page.evaluate("window.firstPoint")) / 1000 - clicked


def click_stop(page: Page) -> float:
    """Click on Stop; return the seconds until the training has ended and the page says so."""
    clicked = time.time()
    button(page, "Stop").click()
    page.wait_for_function(
        "/^Stopped/.test(document.querySelector('.live-run-status').textContent)", polling=10
    )
    return time.time() - clicked


def read_accuracy(page: Page) -> float:
    """Return the test accuracy on screen, per cent."""
    text = page.get_by_test_id("stMetricValue").first.inner_text()
    return float(re.sub(r"[^\d.]", "", text))


def read_worker_mb(server: AppServer) -> float:
    """Return the resident memory of the process that trains."""
    return max(process.memory_info().rss for process in server.workers()) / MB


def read_memory_mb(server: AppServer) -> float:
    """Return the app process's resident memory; fail if TensorFlow is mapped into it."""
    process = psutil.Process(server.process.pid)
    assert not any("tensorflow" in entry.path for entry in process.memory_maps())
    return float(process.memory_info().rss) / MB


if __name__ == "__main__":
    main()
