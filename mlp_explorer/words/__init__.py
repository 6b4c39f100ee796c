"""What the screen says, in one place: messages, looked up in the session's language when drawn.

Dictionaries of English messages, one or more a page, whose texts have slots for `format`; they are
the source of a gettext catalog, `locale/messages.pot`, and another language is one file beside it.
A component's JavaScript has no words of its own. The chapters' prose is in `lessons/*.md`.
"""

from mlp_explorer.words.app import APP, ENGINE, LOSS, MEMORY, PAGES, PEOPLE
from mlp_explorer.words.ask import ASK
from mlp_explorer.words.bring import BRING
from mlp_explorer.words.charts import (
    CHART_TABLE,
    CHARTS,
    CLASS_COUNTS,
    CURVES,
    LOSS_CURVE,
    METRIC,
    NETWORK,
    tell_score,
)
from mlp_explorer.words.choices import CHOICE
from mlp_explorer.words.compare import COMPARE, RACE, RUN_LIST, TABLE
from mlp_explorer.words.data import CLASS, DATA, SAMPLE
from mlp_explorer.words.datasets import DATASET_NAME, name_dataset
from mlp_explorer.words.draw import ANSWER, CANVAS, DRAW, FLOW, HAND, TRICKY, WHY
from mlp_explorer.words.examples import EXAMPLE
from mlp_explorer.words.experiments import EXPERIMENT
from mlp_explorer.words.fetching import FETCHING
from mlp_explorer.words.fields import FIELD
from mlp_explorer.words.languages import ENGLISH, find_language, get_language, use_language
from mlp_explorer.words.learn import LEARN, LESSON_CHARTS, NEURON
from mlp_explorer.words.live import LIVE, REPLAY
from mlp_explorer.words.numbers import get_separators, write_date, write_number, write_short
from mlp_explorer.words.percent import write_percent, write_score
from mlp_explorer.words.reading import COMPARISON, READING, STATE
from mlp_explorer.words.regression import REGRESSION, REGRESSION_CHARTS
from mlp_explorer.words.settings import PRESET, SETTING, label_setting, write_title
from mlp_explorer.words.sweep import PLAN, SWEEP
from mlp_explorer.words.texts import Texts, translate
from mlp_explorer.words.train import (
    BUILDER,
    CONTROLS,
    QUEUE,
    REMARKS,
    RESULT,
    WAY_ON,
)

__all__ = [
    "ANSWER",
    "APP",
    "ASK",
    "BRING",
    "BUILDER",
    "CANVAS",
    "CHART_TABLE",
    "CHARTS",
    "CHOICE",
    "CLASS",
    "CLASS_COUNTS",
    "COMPARE",
    "COMPARISON",
    "CONTROLS",
    "CURVES",
    "DATA",
    "DATASET_NAME",
    "DRAW",
    "ENGINE",
    "ENGLISH",
    "EXAMPLE",
    "EXPERIMENT",
    "FETCHING",
    "FIELD",
    "find_language",
    "FLOW",
    "get_language",
    "get_separators",
    "HAND",
    "label_setting",
    "LEARN",
    "LESSON_CHARTS",
    "LIVE",
    "LOSS",
    "LOSS_CURVE",
    "MEMORY",
    "METRIC",
    "name_dataset",
    "NETWORK",
    "NEURON",
    "PAGES",
    "PEOPLE",
    "PLAN",
    "PRESET",
    "QUEUE",
    "RACE",
    "READING",
    "REGRESSION",
    "REGRESSION_CHARTS",
    "REMARKS",
    "REPLAY",
    "RESULT",
    "RUN_LIST",
    "SAMPLE",
    "SETTING",
    "STATE",
    "SWEEP",
    "TABLE",
    "tell_score",
    "Texts",
    "translate",
    "TRICKY",
    "use_language",
    "WAY_ON",
    "WHY",
    "write_date",
    "write_number",
    "write_percent",
    "write_score",
    "write_short",
    "write_title",
]
