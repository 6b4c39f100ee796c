"""The browser's side of a drawing, for tests without a browser."""

import itertools

from mlp_explorer.ui.sketch import make_objects
from mlp_explorer.ui.sketchbook import Sketchbook

_COUNT = itertools.count()


class Browser:
    """What a browser sends to a book: all that was not heard, as often as it is asked to."""

    def __init__(self, book):
        self.book, self.acts, self.seen = book, [], 0
        self.look()

    def look(self):
        """Have it take over what the server shows, if there is something new."""
        start = self.book.write()["start"]
        self.seen = start["revision"] if start else self.seen

    def act(self, do, **what):
        self.acts.append({"n": len(self.acts) + 1, "do": do, **what})
        return len(self.acts)

    def draw(self, *strokes):
        return [self.act("stroke", object=stroke) for stroke in strokes]

    def message(self, after=0):
        return {"book": self.book.write()["book"], "seen": self.seen, "acts": self.acts[after:]}

    def send(self, after=0):
        self.book.hear(self.message(after))


def get_book(app):
    return app.session_state["session"].part(Sketchbook)


def draw(app, strokes):
    """Draw strokes on the canvas of an `AppTest`, (n, 2) canvas pixels each; run it."""
    return _act(app, [{"do": "stroke", "object": each} for each in make_objects(strokes, 18)])


def undo(app):
    """Click on Undo."""
    return _act(app, [{"do": "undo", "step": None}])


def clear(app):
    """Click on Clear."""
    return _act(app, [{"do": "clear"}])


def _act(app, acts):
    known = get_book(app).write()
    message = {
        "book": known["book"],
        "seen": None,
        "acts": [{"n": known["heard"] + k, **act} for k, act in enumerate(acts, 1)],
    }
    app.session_state["draw_canvas"] = {"said": {"id": str(next(_COUNT)), "value": message}}
    return app.run()
