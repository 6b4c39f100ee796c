"""What the screen says, in one place: another language is another set of these.

A dictionary a page or a room, whose texts have slots for `str.format`. A component's JavaScript has
no words of its own. The chapters' prose is in `lessons/*.md`.
"""

from mlp_explorer.words.draw import ANSWER, CANVAS, DRAW, FLOW, HAND, TRICKY, WHY
from mlp_explorer.words.experiments import EXPERIMENT
from mlp_explorer.words.learn import LEARN, LESSON_CHARTS, NEURON
from mlp_explorer.words.live import LIVE, REPLAY

__all__ = [
    "ANSWER",
    "CANVAS",
    "DRAW",
    "EXPERIMENT",
    "FLOW",
    "HAND",
    "LEARN",
    "LESSON_CHARTS",
    "LIVE",
    "NEURON",
    "REPLAY",
    "TRICKY",
    "WHY",
]
