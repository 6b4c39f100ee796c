"""The list of runs by keyboard alone: rows are reached, seen and picked."""

import pytest
from playwright.sync_api import expect

from mlp_explorer import TrainConfig
from mlp_explorer.runs import RunStore
from tests.browser.pages import open_page, open_tab
from tests.browser.server import NO_ENGINE, AppServer
from tests.browser.settle import settle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

COUNT = 130


@pytest.fixture
def full_app(tmp_path):
    """An app in whose home somebody has left many runs."""
    log = tmp_path / "app.log"
    store = RunStore(log.with_suffix(".home"))
    for seed in range(COUNT):
        store.create(TrainConfig(seed=seed), "somebody")
    store.close()
    server = AppServer(log, **NO_ENGINE)
    yield server
    server.close()


def test_several_runs_are_picked_by_keyboard(browser, full_app):
    page = open_tab(browser)
    open_page(page, full_app, "compare", whose="everybodys")
    rows = page.locator(".table tbody tr")
    expect(rows).to_have_count(100)
    expect(page.get_by_text("pick with Space")).to_be_visible()
    page.get_by_role("button", name="Started").focus()
    page.keyboard.press("Tab")
    first = rows.first.get_by_role("checkbox")
    expect(first).to_be_focused()
    assert first.evaluate("box => getComputedStyle(box).outlineStyle") == "solid"
    for key in ("Space", "ArrowDown", "ArrowDown", "Space"):  # faster than the server answers
        page.keyboard.press(key)
    expect(page.locator(".table-said")).to_contain_text("2 in all.")
    settle(page)
    expect(page.get_by_text("2 picked, 2 of them somebody else's")).to_be_visible()
    expect(rows.nth(2).get_by_role("checkbox")).to_be_focused()
    assert [row.is_checked() for row in rows.get_by_role("checkbox").all()[:3]] == [
        True,
        False,
        True,
    ]
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the rest of them
    expect(rows).to_have_count(COUNT)
    page.context.close()
