"""What the screen says, in one place: another language is another set of these.

A dictionary a page or a room, whose texts have slots for `str.format`. A component's JavaScript has
no words of its own. The chapters' prose is in `lessons/*.md`.
"""

from mlp_explorer.words.draw import ANSWER, CANVAS, DRAW, FLOW, HAND, TRICKY, WHY
from mlp_explorer.words.learn import LEARN
from mlp_explorer.words.live import LIVE, REPLAY

__all__ = [
    "ANSWER",
    "CANVAS",
    "DRAW",
    "FLOW",
    "HAND",
    "LEARN",
    "LIVE",
    "REPLAY",
    "TRICKY",
    "WHY",
]
