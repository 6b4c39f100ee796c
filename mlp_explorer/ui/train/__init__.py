"""The Train page: how well does the network that I build learn?"""

from mlp_explorer.ui.curve_view import CURVE_VIEW
from mlp_explorer.ui.page import Page
from mlp_explorer.ui.train.page import show

__all__ = ["PAGE"]

PAGE = Page(
    "train",
    "model_training",
    show,
    (CURVE_VIEW,),
    has_sidebar=True,
)
