"""Two people of a class: one says how they are called, the other finds them by it."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import open_list, open_page, open_ready, open_tab
from tests.browser.server import button
from tests.browser.settle import settle
from tests.browser.test_access import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NAME = "מיה <b>$x$</b>"
WIDE = "Ｗ" * 24


def call_me(page, name):
    """Type a name into the field in the bar, and close it."""
    page.locator(".st-key-page_bar_who button").click()
    field = page.get_by_label("Your name", exact=True).and_(page.locator("input"))
    field.fill(name)
    page.keyboard.press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def list_who(page):
    """Return what stands in the column of names."""
    return page.locator(".st-key-compare_table table").evaluate("""(table) => {
      const rows = [...table.rows];
      const place = [...rows[0].cells].findIndex((cell) => cell.textContent.trim() === "Who");
      return rows.slice(1).map((row) => row.cells[place]?.textContent);
    }""")


def test_a_name_is_seen_and_filtered_by_others_until_it_is_taken_back(app, browser):
    mia, ben = open_tab(browser), open_tab(browser)
    open_ready(mia, app, "train", epochs=1, training_images=500, layers="16-relu")
    button(mia, "Train").click()
    mia.wait_for_selector(".live-run[data-state=finished]")
    call_me(mia, f"  {NAME} ")
    expect(mia.get_by_role("button", name=f"You are \u2068{NAME}\u2069")).to_be_visible()
    open_page(ben, app, "compare", whose="everybodys")
    assert NAME in list_who(ben)
    open_list(ben.locator(".st-key-compare_who input"))
    ben.get_by_role("option", name=NAME, exact=True).click()
    settle(ben)
    assert list_who(ben) == [NAME]
    assert "who=" in ben.url
    ben.reload()
    settle(ben)
    assert list_who(ben) == [NAME]
    ben.locator(".st-key-compare_table tbody tr").click()
    settle(ben)
    ben.locator(".st-key-compare_open button").click()
    ben.wait_for_selector(".live-run[data-state=finished]")
    settle(ben)
    button(ben, "More").click()
    expect(ben.get_by_text(f"This is \u2068{NAME}\u2069's run: only they")).to_be_visible()
    call_me(mia, "")
    open_page(ben, app, "compare", whose="everybodys")
    assert set(list_who(ben)) == {None}
    for page in (mia, ben):
        page.context.close()


def test_the_widest_name_is_whole_in_the_bar_on_every_screen(app, browser):
    page = open_tab(browser)
    open_page(page, app, "data")
    call_me(page, WIDE)
    expect(page.get_by_text(f"You are \u2068{WIDE}\u2069")).to_be_visible()
    for width, height in (*SCREENS, (1200, 700), (700, 700)):
        page.set_viewport_size({"width": width, "height": height})
        bar = page.locator(".st-key-page_bar_place").bounding_box()
        who = page.locator(".st-key-page_bar_who button").bounding_box()
        assert who["x"] + who["width"] <= width and who["y"] >= bar["y"]
        assert who["y"] + who["height"] <= bar["y"] + bar["height"], "one line"
        theme = button(page, "Switch to dark").bounding_box()
        assert who["x"] + who["width"] <= theme["x"] or theme["x"] + theme["width"] <= who["x"]
        last = page.get_by_role("link", name="Data", exact=True).bounding_box()
        assert last["x"] + last["width"] <= min(who["x"], theme["x"])
    call_me(page, "")
    page.context.close()
