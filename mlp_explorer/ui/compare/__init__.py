"""The Compare page: which network is better, at what price, and is it more than chance?"""

from mlp_explorer.ui.compare.charts import BY, CURVES_OF, LOOKS
from mlp_explorer.ui.compare.choices import (
    AVERAGE,
    CURVE_OF,
    LOOK,
    PICKS,
    SEARCH,
    TIME,
    WHO,
    WHOSE,
)
from mlp_explorer.ui.compare.page import show
from mlp_explorer.ui.compare.search import OWNERS
from mlp_explorer.ui.curve_view import CURVE_VIEW
from mlp_explorer.ui.page import Page, carry_choice, carry_id, carry_ids, carry_text
from mlp_explorer.ui.services import get_services

__all__ = ["PAGE"]

# of links from before there were other metrics
_AS_THEY_WERE = {"accuracy": "score", "val_accuracy": "val_score"}

PAGE = Page(
    "compare",
    "compare_arrows",
    show,
    (
        carry_ids("runs", PICKS, lambda run_id: get_services().store.get(run_id)),
        carry_text("search", SEARCH),
        carry_choice("whose", WHOSE, OWNERS),
        carry_id("who", WHO, lambda person_id: get_services().store.find_owner(person_id)),
        carry_choice("look", LOOK, list(LOOKS)),
        carry_choice("metric", CURVE_OF, CURVES_OF, _AS_THEY_WERE),
        carry_choice("by", TIME, BY),
        CURVE_VIEW,
        carry_choice("average", AVERAGE, (True, False)),
    ),
)
