"""The browser's model of a drawing and the server's book, with messages under way between them."""

import random

import pytest

from mlp_explorer.ui.components.files import read_files
from mlp_explorer.ui.sketch import Sketch, make_objects
from mlp_explorer.ui.sketchbook import Sketchbook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


class Peers:
    """The browser's model, in a page without anything else, and the server's book, with messages
    under way between them."""

    def __init__(self, page, dice):
        self.page, self.dice, self.book = page, dice, Sketchbook()
        self.to_server, self.to_browser, self.puts = [], [self.book.write()], 0
        page.evaluate("data => { window.model = new DrawingModel(data); }", self.book.write())

    def act(self):
        name = self.dice.choice(["addStroke", "addStroke", "addStroke", "undo", "undo", "clear"])
        self.puts += 1
        stroke = make_objects([[[self.puts, 10], [self.puts, 90]]], 18)[0]
        message = self.page.evaluate(
            "([name, stroke]) => { model[name](stroke); return model.message(); }", [name, stroke]
        )
        self.to_server.append(message)

    def put(self):
        self.puts += 1
        at = self.page.evaluate("() => model.serial") if self.dice.random() < 0.5 else None
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
            self.page.evaluate("data => model.hear(data)", self.to_browser.pop(0))

    def go_on(self):
        ways = [self.act, self.act, self.put, self.reach_server, self.reach_browser]
        self.dice.choice(ways)()

    def look(self):
        """Return what the browser shows."""
        return self.page.evaluate("() => model.sketch.objects")

    def know(self):
        """Return what the server knows."""
        return [*self.book.sketch.objects]

    def settle(self):
        while self.to_server or self.to_browser:
            self.reach_server()
            self.reach_browser()


def test_both_sides_end_with_the_same_drawing_whatever_the_order(page, app):
    page.goto(f"{app.url}/_stcore/health")
    page.add_script_tag(
        content=read_files("drawing_model.js") + "\nwindow.DrawingModel = DrawingModel;"
    )
    for seed in range(20):
        peers = Peers(page, random.Random(seed))
        for _ in range(60):
            peers.go_on()
            if peers.dice.random() < 0.05:
                peers.settle()
                assert peers.look() == peers.know(), f"seed {seed}"
        peers.settle()
        assert peers.look() == peers.know(), f"seed {seed}"
        assert page.evaluate("() => model.unheard.length") == 0
