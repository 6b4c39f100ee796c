"""The Draw page: what does the network make of my own handwriting, and why?"""

from mlp_explorer.ui.draw.page import SECTION, SECTIONS, show
from mlp_explorer.ui.page import Page, carry_choice

__all__ = ["PAGE"]

PAGE = Page("draw", "draw", show, (carry_choice("section", SECTION, SECTIONS),))
