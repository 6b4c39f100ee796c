"""The Train page: how well does the network that I build learn?"""

from mlp_explorer.charts.curves import VIEW
from mlp_explorer.ui.page import Page, carry_choices
from mlp_explorer.ui.train.curve_view import CURVE_VIEW
from mlp_explorer.ui.train.page import show

__all__ = ["PAGE"]

PAGE = Page(
    "train",
    "model_training",
    show,
    (carry_choices("curves", CURVE_VIEW, VIEW),),
    has_sidebar=True,
)
