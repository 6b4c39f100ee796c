"""`python -m benchmarks.classroom [SECONDS]`: thirty people click, two of them train.

Each has a page open and clicks every five seconds; two workers train for as long. The clicks are
what a browser would send, without one. Printed: how long after a click its page was drawn to the
end, in seconds, and how much memory the app's process has. Wanted: median under 0.3 s, 95 % under
1 s, under 350 MB, no error.
"""

import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.protocol import Tab, click
from tests.browser.server import AppServer

SECONDS, PAUSE_S = 90, 5.0
PAGES = {"train": 12, "draw": 6, "learn": 4, "data": 4, "compare": 4}  # who is where
HARMLESS = ("preset_", "data_", "draw_newest", "learn_next")  # buttons that train nothing
LONG = "epochs=500&training_images=20000&layers=256-relu~128-relu"


def main(seconds: float = SECONDS) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "app.log", MLP_EXPLORER_WORKERS="2")
        try:
            server.wait_until_warm()
            times, problems = watch(server, seconds)
            used = psutil.Process(server.process.pid).memory_info().rss / 1e6
            log = (Path(folder) / "app.log").read_text("utf-8")
        finally:
            server.close()
    print(f"{len(times):,} clicks of {sum(PAGES.values())} people in {seconds:.0f} s")
    print(f"all: {describe([took_s for _, took_s in times])}")
    for name in PAGES:
        print(f"  {name}: {describe([took_s for page, took_s in times if page == name])}")
    print(f"{used:.0f} MB; {len(problems)} errors")
    print("\n".join([*problems[:5], *(["a traceback in its log"] if "Traceback" in log else [])]))


def describe(times: list[float]) -> str:
    """Return in words how long clicks took."""
    ordered = sorted(times)
    worst = f"95 % {ordered[int(0.95 * len(times))]:.2f} s, at most {ordered[-1]:.2f} s"
    return f"median {statistics.median(times):.2f} s, {worst}"


def watch(server: AppServer, seconds: float) -> tuple[list[tuple[str, float]], list[str]]:
    """Return the page of each click, how many seconds it took, and what went wrong."""
    trainers = [Tab(server.url, f"{LONG}&seed={seed}") for seed in (1, 2)]
    for tab in trainers:
        tab.rerun([click(*tab.find_buttons("train_train"))])
    times: list[tuple[str, float]] = []
    problems: list[str] = []
    names = [name for name, count in PAGES.items() for _ in range(count)]
    begin_s = time.monotonic() + PAUSE_S
    people = [
        threading.Thread(target=visit, args=(server.url, name, begin_s, seconds, times, problems))
        for name in names
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    for tab in trainers:
        tab.rerun([click(*tab.find_buttons("train_stop"))])
        tab.close()
    return times, problems


def visit(
    url: str,
    name: str,
    begin_s: float,
    seconds: float,
    times: list[tuple[str, float]],
    problems: list[str],
) -> None:
    """Open a page and click on it now and then, until the time is over."""
    try:
        tab = Tab(url, "" if name == "train" else f"page={name}")
        next_s = begin_s + random.uniform(0, PAUSE_S)
        while next_s < begin_s + seconds:
            time.sleep(max(0.0, next_s - time.monotonic()))
            buttons = tab.find_buttons(*HARMLESS)
            clicked_s = time.monotonic()
            tab.rerun([click(random.choice(buttons))] if buttons else [])
            times.append((name, time.monotonic() - clicked_s))
            tab.answers = b""
            next_s += PAUSE_S
        tab.close()
    except Exception as error:  # whatever it is, it is a figure
        problems.append(f"{name}: {error!r}")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
