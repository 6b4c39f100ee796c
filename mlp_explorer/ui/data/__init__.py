"""The Data page: what does the network learn from?"""

from mlp_explorer.ui.data.page import show
from mlp_explorer.ui.page import Page

__all__ = ["PAGE"]

PAGE = Page("data", "grid_on", show)
