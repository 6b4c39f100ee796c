"""What the screen says, in one place: another language is another set of these.

A dictionary a page or a room, whose texts have slots for `str.format`. A component's JavaScript has
no words of its own. The chapters' prose is in `lessons/*.md`.
"""

from mlp_explorer.words.app import APP, ENGINE, LOSS, PAGES
from mlp_explorer.words.charts import CHARTS, METRIC, NETWORK
from mlp_explorer.words.choices import CHOICE
from mlp_explorer.words.compare import COMPARE, RACE, RUN_LIST
from mlp_explorer.words.data import DATA
from mlp_explorer.words.draw import ANSWER, CANVAS, DRAW, FLOW, HAND, TRICKY, WHY
from mlp_explorer.words.experiments import EXPERIMENT
from mlp_explorer.words.fields import FIELD
from mlp_explorer.words.learn import LEARN, LESSON_CHARTS, NEURON
from mlp_explorer.words.live import LIVE, REPLAY
from mlp_explorer.words.numbers import write_percent
from mlp_explorer.words.reading import COMPARISON, READING, STATE
from mlp_explorer.words.settings import PRESET, SETTING, TITLE
from mlp_explorer.words.sweep import PLAN, SWEEP
from mlp_explorer.words.train import BUILDER, CONTROLS, REMARKS, RESULT

__all__ = [
    "ANSWER",
    "APP",
    "BUILDER",
    "CANVAS",
    "CHARTS",
    "CHOICE",
    "COMPARE",
    "COMPARISON",
    "CONTROLS",
    "DATA",
    "DRAW",
    "ENGINE",
    "EXPERIMENT",
    "FIELD",
    "FLOW",
    "HAND",
    "LEARN",
    "LESSON_CHARTS",
    "LIVE",
    "LOSS",
    "METRIC",
    "NETWORK",
    "NEURON",
    "PAGES",
    "PLAN",
    "PRESET",
    "RACE",
    "READING",
    "REMARKS",
    "REPLAY",
    "RESULT",
    "RUN_LIST",
    "SETTING",
    "STATE",
    "SWEEP",
    "TITLE",
    "TRICKY",
    "WHY",
    "write_percent",
]
