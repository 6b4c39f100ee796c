"""`python -m benchmarks.visits [VISITS]`: does the app's memory grow with those who come and go?

Ten people come, look at five pages, train a small network three times of ten, and leave; then the
next ten. Printed: the memory of the app's process after each 250 visits. Wanted: no growth from
visit 500 to 3,500, which take 25 minutes and more.
"""

import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.protocol import Tab, click
from tests.browser.server import AppServer

VISITS, EVERY, PEOPLE = 3500, 250, 10
SMALL = "epochs=1&training_images=1000&layers=16-relu"
PAGES = ("draw", "learn", "compare", "sweep", "data")


def main(visits: int = VISITS) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder) / "app.log", MLP_EXPLORER_WORKERS="1")
        try:
            server.wait_until_warm()
            numbers, problems = iter(range(1, visits + 1)), list[str]()
            people = [
                threading.Thread(target=come_and_go, args=(server, numbers, problems))
                for _ in range(PEOPLE)
            ]
            for person in people:
                person.start()
            for person in people:
                person.join()
            log = (Path(folder) / "app.log").read_text("utf-8")
        finally:
            server.close()
    print(f"{len(problems)} visits failed", *problems[:3], sep="\n")
    print("a traceback in its log" if "Traceback" in log else "no traceback")


def come_and_go(server: AppServer, numbers: Iterator[int], problems: list[str]) -> None:
    """Visit the app for each number that this one gets."""
    for number in numbers:
        try:
            visit(server.url, number)
        except Exception as error:  # whatever it is, it is a figure
            problems.append(f"{number}: {error!r}")
        if number == 1 or not number % EVERY:
            used = psutil.Process(server.process.pid).memory_info().rss / 1e6
            print(f"visit {number:,}: {used:.0f} MB", flush=True)


def visit(url: str, number: int) -> None:
    """Look at every page; train a network of one's own, perhaps."""
    tab = Tab(url, f"{SMALL}&seed={number}")
    if random.random() < 0.3:
        tab.rerun([click(*tab.find_buttons("train_train"))])
    for name in PAGES:
        tab.go(f"page={name}")
    tab.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
