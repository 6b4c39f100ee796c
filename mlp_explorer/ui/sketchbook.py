"""The drawing of a session as the steps that led to it, each of which can be undone.

Two sides change it. The browser adds strokes, undoes and clears, and shows that at once, whatever
the server computes; the server puts something else on the canvas (a sample, a picture, a drawing
without one of its strokes). Both have the same list of steps, and these rules keep it the same:

1. What the browser does is an *act*. Acts are numbered, and each is sent until it was heard, so
   none is lost and none counts twice, however the messages are merged or left out on their way.
2. The list is the server's. What the browser shows is the list that it was last given, and on it
   the acts that came after: when all have been heard, both sides have the same.
3. What is put here gets its place in the order of what a person did: after the acts of which the
   click knew (`at`). Strokes that were drawn meanwhile lie over a sample, and a Clear that came
   after it clears it.
4. Undo names the step that it takes back: the one that was the last on the canvas. It stays that
   one if the server has put something on top meanwhile.
5. A list that the browser does not have yet is a new *revision*. The browser takes it over only if
   the server had heard all its acts when it was made: a late answer never wipes a newer stroke.
   Else the acts that it has not heard are on their way, and say that the browser has not seen the
   revision; they are done on the newest list, and that is the next revision.
6. An act may ask for what only the server has, a test image: the browser shows it with the revision
   that this makes.

`components/drawing_model.js` is the browser's side of it.
"""

import secrets
from collections import Counter
from typing import Any, NamedTuple

from mlp_explorer.drawing import canvas_strokes
from mlp_explorer.drawing.strokes import check_strokes
from mlp_explorer.errors import DrawingError
from mlp_explorer.ui.sketch import Sketch
from mlp_explorer.ui.specimens import find_specimen

__all__ = ["Sketchbook"]

_PEN_PX = 18
_MOST_STEPS = 50  # that can be undone
_MOST_PICTURES = 3  # that the browser is given, about 0.5 MB each: before them, it asks the server


class _Step(NamedTuple):
    """One stroke more, or else another drawing in the place of what was there.

    name: a whole number; the browser's steps have that of their act, the server's are negative.
    at: number of the last act before it, or its own.
    """

    name: int
    at: int
    stroke: Any = None
    sketch: Sketch = Sketch()


class Sketchbook:
    """The drawing of a session, and the way back.

    sketch: what is drawn. pen_px: width of the pen, canvas pixels. changes: how often the drawing
    has changed; it is another one where this is. heard: number of the browser's last act.
    """

    def __init__(self) -> None:
        self.sketch = Sketch()
        self.pen_px = _PEN_PX
        self.changes = self.heard = 0
        self._name = secrets.token_hex(8)
        self._base = Sketch()  # what the steps began with
        self._steps: list[_Step] = []
        self._puts = 0
        self._brought = Counter[int]()  # test images, by digit
        self._revision, self._seen = 0, 0
        self.renew()

    def put(self, sketch: Sketch, at: int | None = None) -> None:
        """Replace the drawing; Undo brings the old one back.

        at: how much of what the browser did came before this; None for all that was heard.
        """
        self._puts += 1
        at = self.heard if at is None else min(at, self.heard)
        place = sum(step.at <= at for step in self._steps)
        steps = self._steps.copy()
        steps.insert(place, _Step(-self._puts, at, sketch=sketch))
        self._change(steps)
        self.renew()

    def clear(self) -> None:
        """Empty the canvas; Undo brings the drawing back."""
        if not self.sketch.is_empty:
            self.put(Sketch())

    def renew(self) -> None:
        """Have the browser take over the drawing as it is here."""
        self._revision += 1
        self._start = self._write_start()

    def write(self) -> dict[str, Any]:
        """Return what the browser is to know: what of its acts was heard, and the newest list."""
        return {
            "book": self._name,
            "fresh": not self.changes,
            "heard": self.heard,
            "most": _MOST_STEPS,
            "start": None if self._seen == self._revision else self._start,
        }

    def hear(self, message: Any) -> None:
        """Take what the browser has sent: `{book, seen, acts}`, acts with their numbers `n`.

        What cannot be understood changes nothing, and the browser is told what the drawing is.
        """
        if not isinstance(message, dict) or message.get("book") != self._name:
            return  # of a server that was there before this one
        acts = message.get("acts")
        acts = [act for act in acts if _is_act(act)] if isinstance(acts, list) else []
        new = [act for act in acts if act["n"] > self.heard]
        if message.get("seen") == self._revision:
            self._seen = self._revision
        agreed = [self._do(act) for act in new]
        if new and not (all(agreed) and self._seen == self._revision):
            self.renew()

    def _do(self, act: dict[str, Any]) -> bool:
        """Do what the browser did; return whether it led to the same there."""
        self.heard = act["n"]
        match act:
            case {"do": "stroke", "object": stroke} if _is_drawing([stroke]):
                self._add(stroke=stroke)
            case {"do": "clear"}:
                if not self.sketch.is_empty:
                    self._add()
            case {"do": "restore", "objects": list(objects)} if _is_drawing(objects):
                if self.changes:
                    return False  # another one was faster
                self._add(sketch=Sketch(objects))
            case {"do": "bring", "digit": int(digit)} if digit in range(10):
                self._add(sketch=find_specimen(digit, self._brought[digit]))
                self._brought[digit] += 1
                return False  # the browser does not have the picture
            case {"do": "undo", "step": None}:  # one that the browser does not have
                self._change(self._steps[:-1])
                return False
            case {"do": "undo", "step": int(name)}:
                return self._undo(name)
            case _:
                return False
        return True

    def _add(self, **what: Any) -> None:
        self._change([*self._steps, _Step(self.heard, self.heard, **what)])

    def _undo(self, name: int) -> bool:
        was_last = self._steps[-1:] != [] and self._steps[-1].name == name
        self._change([step for step in self._steps if step.name != name])
        return was_last

    def _change(self, steps: list[_Step]) -> None:
        if len(steps) == len(self._steps):
            return  # there was nothing to undo
        surplus = max(0, len(steps) - _MOST_STEPS)
        self._base = _fold(self._base, steps[:surplus])
        self._steps = steps[surplus:]
        self.sketch = _fold(self._base, self._steps)
        self.changes += 1

    def _write_start(self) -> dict[str, Any]:
        first = next(k for k in range(len(self._steps) + 1) if self._has_few_pictures(k))
        return {
            "revision": self._revision,
            "heard": self.heard,
            "more": first > 0,
            "base": _fold(self._base, self._steps[:first]).write(),
            "steps": [
                {"name": step.name, "stroke": step.stroke, "sketch": step.sketch.write()}
                for step in self._steps[first:]
            ],
        }

    def _has_few_pictures(self, first: int) -> bool:
        sketches = [step.sketch for step in self._steps[first:]]
        sketches.append(_fold(self._base, self._steps[:first]))
        return len({each.address for each in sketches if each.address}) <= _MOST_PICTURES


def _fold(sketch: Sketch, steps: list[_Step]) -> Sketch:
    """Return what a drawing becomes by some steps."""
    for step in steps:
        if step.stroke is None:
            sketch = step.sketch
        else:
            sketch = sketch._replace(objects=[*sketch.objects, step.stroke])
    return sketch


def _is_act(act: Any) -> bool:
    return isinstance(act, dict) and type(act.get("n")) is int


def _is_drawing(objects: list[Any]) -> bool:
    try:
        check_strokes(canvas_strokes(objects))
    except (AttributeError, DrawingError):
        return False
    return True
