"""What pages, headings and buttons are called, for who hears a page."""

import re
from itertools import pairwise

import pytest

from tests.browser.pages import go_to, open_page

pytestmark = pytest.mark.browser

LEVELS = """() => [...document.querySelectorAll("[data-testid=stMain] :is(h1, h2, h3, h4)")]
  .filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"""


def test_each_page_has_a_title_one_first_heading_and_no_button_named_after_an_icon(page, app):
    open_page(page, app)
    titles = set()
    for name in ("Draw", "Learn", "Compare", "Sweep", "Data", "Train"):
        go_to(page, name)
        titles.add(page.title())
        first, *others = page.evaluate(LEVELS)
        assert (first, 1 in others) == (1, False), name
        assert all(below <= level + 1 for level, below in pairwise([first, *others])), name
        named = re.findall(r'(?:button|link) "([^"]*)"', page.locator("body").aria_snapshot())
        assert [each for each in named if not each or each.endswith(" icon")] == [], name
    assert len(titles) == 6
