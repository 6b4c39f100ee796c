"""The Sweep page: which settings are best, and which of them matter?"""

from mlp_explorer.ui.page import Page, carry_text
from mlp_explorer.ui.sweep.page import GROUP, show

__all__ = ["PAGE"]

PAGE = Page("sweep", "rule", show, (carry_text("sweep", GROUP),))
