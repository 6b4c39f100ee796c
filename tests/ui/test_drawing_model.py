"""The browser's model of a drawing and the server's book, with messages under way between them."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlp_explorer.ui.sketch import Sketch, make_objects
from mlp_explorer.ui.sketchbook import Sketchbook

SCRIPT = Path(__file__).with_name("components") / "drawing_peer.js"


class Browser:
    """The browser's model in a Node process; `state` is what it said last."""

    def __init__(self, process):
        self.process, self.state = process, {}

    def call(self, name, value=None):
        self.process.stdin.write(json.dumps([name, value]) + "\n")
        self.process.stdin.flush()
        self.state = json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # pip has put it beside Python: requirements-dev.txt
    node = shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "no Node.js beside this Python: `make check` installs it"
    with subprocess.Popen(
        [node, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Browser(process)
        process.communicate(timeout=30)
    assert process.returncode == 0


class Peers:
    """The browser's model and the server's book, with messages under way between them."""

    def __init__(self, browser, dice):
        self.browser, self.dice, self.book = browser, dice, Sketchbook()
        self.to_server, self.to_browser, self.puts = [], [self.book.write()], 0
        browser.call("open", self.book.write())

    def act(self):
        names = ["addStroke", "addStroke", "addStroke", "undo", "undo", "clear", "bring"]
        name = self.dice.choice(names)
        self.puts += 1
        stroke = make_objects([[[self.puts, 10], [self.puts, 90]]], 18)[0]
        self.browser.call(name, self.puts % 10 if name == "bring" else stroke)
        self.to_server.append(self.browser.state["message"])

    def put(self):
        self.puts += 1
        at = self.browser.state["serial"] if self.dice.random() < 0.5 else None
        self.book.put(Sketch(make_objects([[[self.puts, 200], [90, 200]]], 18)), at)
        self.to_browser.append(self.book.write())

    def reach_server(self):
        if self.to_server:  # what waits is merged: the newest counts
            waiting = self.dice.randint(1, len(self.to_server))
            self.book.hear(self.to_server[waiting - 1])
            self.to_server = self.to_server[waiting:]
            self.to_browser.append(self.book.write())

    def reach_browser(self):
        if self.to_browser:
            self.browser.call("hear", self.to_browser.pop(0))

    def go_on(self):
        ways = [self.act, self.act, self.put, self.reach_server, self.reach_browser]
        self.dice.choice(ways)()

    def look(self):
        """Return what the browser shows."""
        return [self.browser.state["objects"], self.browser.state["picture"]]

    def know(self):
        """Return what the server knows, as JSON carries it."""
        sketch = self.book.sketch
        return [json.loads(json.dumps(list(sketch.objects))), sketch.address]

    def settle(self):
        while self.to_server or self.to_browser:
            self.reach_server()
            self.reach_browser()


@pytest.mark.parametrize("seed", range(100))
def test_both_sides_end_with_the_same_drawing_whatever_the_order(browser, seed):
    peers = Peers(browser, random.Random(seed))
    for _ in range(60):
        peers.go_on()
        if peers.dice.random() < 0.05:
            peers.settle()
            assert peers.look() == peers.know()
    peers.settle()
    assert peers.look() == peers.know()
    assert peers.browser.state["unheard"] == 0
