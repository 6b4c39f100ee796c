"""The Learn page: how does it work, with the numbers of my own network?"""

from mlp_explorer.lessons import LESSONS
from mlp_explorer.ui.learn.page import CHAPTER, show
from mlp_explorer.ui.page import Page, carry_choice

__all__ = ["PAGE"]

PAGE = Page("learn", "school", show, (carry_choice("chapter", CHAPTER, LESSONS),))
