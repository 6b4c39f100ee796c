"""The app as a newcomer starts it, and a real browser: for the tests and the benchmarks."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    sync_playwright,
)

from mlp_explorer.compute import EngineState
from mlp_explorer.runs.store import HOME_VARIABLE
from tests.browser.canvas import find_box
from tests.compute.conftest import wait_until

ROOT = Path(__file__).parents[2]
LAPTOP = {"width": 1280, "height": 800}
# of an app in which nobody trains: none of its own, and where another one should be is nobody. An
# engine takes ten seconds of processor to start
NO_ENGINE = {"MLP_EXPLORER_SCHEDULER": "tcp://127.0.0.1:9"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP *.example 127.0.0.1",  # servers that have a name
]


# whether the page has been drawn to its end
IS_DRAWN = """() =>
  document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning" &&
  !document.querySelector("[data-testid=stMain] [data-stale=true]")"""
# a title → whether the page of that title has been drawn to its end
IS_OPEN = f"""(title) =>
  document.querySelector("[data-testid=stMain] h1")?.textContent === title && ({IS_DRAWN})()"""


class AppServer:
    """A running app: its address, its process, what it printed. path: below which it is served."""

    def __init__(self, log: Path, path: str = "", **environment: str) -> None:
        self.port = find_free_port()
        self.url = f"http://127.0.0.1:{self.port}/{path}".rstrip("/")
        self.log = log
        self.started_s = time.time()
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
        options = [f"--server.port={self.port}", "--server.headless=true"]
        options.append(f"--server.baseUrlPath={path}")
        home = {HOME_VARIABLE: str(log.with_suffix(".home"))}  # nobody's own runs
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                command + options,
                cwd=ROOT,
                env=os.environ | home | environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self._wait_until_up()

    def _wait_until_up(self) -> None:
        try:
            wait_until(self._is_up, "the app")
        except AssertionError as error:
            raise RuntimeError(
                f"the app did not start:\n{self.log.read_text(encoding='utf-8')}"
            ) from error

    def _is_up(self) -> bool:
        assert self.process.poll() is None, "it has ended"
        try:
            urllib.request.urlopen(f"{self.url}/_stcore/health").close()
        except OSError:
            return False
        return True

    def read_engine(self) -> str:
        """Return the engine's state."""
        with urllib.request.urlopen(f"{self.url}/engine") as reply:
            return str(json.load(reply)["state"])

    def wait_until_warm(self) -> None:
        """Wait until a worker can train at once."""
        wait_until(lambda: self.read_engine() == EngineState.READY, "a warm worker")

    def workers(self) -> list[psutil.Process]:
        """Return the processes that train: the grandchildren that multiprocessing spawned."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in family if "spawn_main" in " ".join(child.cmdline())]

    def close(self, end: signal.Signals = signal.SIGTERM) -> None:
        """End the app and wait for it; one that does not end in 20 s is killed, and an error."""
        self.process.send_signal(end)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open Debian's Chromium, headless; without one this fails."""
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


def launch(playwright: Playwright) -> Browser:
    """Open it where Playwright runs already; it closes itself as a context manager."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


def open_profile(playwright: Playwright) -> BrowserContext:
    """Open it as a person has it, with a profile on disk, in which what was compiled once is kept:
    a page opens in half of the time."""
    return playwright.chromium.launch_persistent_context(
        "", executable_path=find_chromium(), args=FLAGS, viewport=LAPTOP
    )


def find_chromium() -> str:
    path = shutil.which("chromium")
    assert path, "no chromium on this machine: `make browser` installs it"
    return path


def leave(context: BrowserContext) -> None:
    """Close the tabs of a context, and forget all that their pages have kept in the browser."""
    blank, *pages = context.pages  # Chromium ends with its last tab
    client = context.new_cdp_session(blank)
    for page in pages:
        origin = page.evaluate("location.origin")
        if origin != "null":  # that of about:blank
            kept = {"origin": origin, "storageTypes": "all"}
            client.send("Storage.clearDataForOrigin", kept)
        page.close()
    context.clear_cookies()


def count_runs(app: AppServer) -> int:
    """Return how many runs an app has kept."""
    place = app.log.with_suffix(".home") / "runs.db"
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM runs").fetchone()[0])


def button(page: Page, name: str) -> Locator:
    """Return the button of exactly this name."""
    return page.get_by_role("button", name=name, exact=True)


def wait_until_ready(page: Page) -> None:
    """Wait until the page says that the worker is warm."""
    page.get_by_text("Ready to train.").wait_for(timeout=90_000)


def draw(page: Page, *strokes: list[tuple[float, float]]) -> None:
    """Draw strokes, each a list of (x, y) in canvas pixels, with the mouse."""
    box = find_box(page)
    for (x, y), *rest in strokes:
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down()
        for right, down in rest:
            page.mouse.move(box["x"] + right, box["y"] + down, steps=8)
        page.mouse.up()
