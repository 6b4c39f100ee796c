"""The numbers behind the charts, on every page that has a chart."""

import re

import pytest
from playwright.sync_api import expect

from mlp_explorer.data import count_classes, load_dataset
from tests.browser.pages import open_page, open_ready
from tests.browser.server import button
from tests.browser.settle import settle
from tests.browser.test_access import ASK, AXE

pytestmark = pytest.mark.browser

READ_FIGURE = """(place) => document.querySelectorAll(".js-plotly-plot")[place]._fullData
  .filter(({ visible, hoverinfo }) => visible && hoverinfo !== "skip")
  .map(({ x, y }) => [[...x], [...y]])"""


def open_table(page, place):
    """Open the table of a chart, from 0, by keyboard."""
    opener = page.locator(".numbers button").nth(place)
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")


def read_rows(page, place):
    """Return the rows of a chart's first table, without the heads of its columns."""
    table = page.locator(".numbers").nth(place).locator("table").first
    return table.locator("tbody tr").evaluate_all(
        "(rows) => rows.map(({ cells }) => [...cells].map((cell) => cell.textContent))"
    )


def check_access(page):
    page.evaluate(AXE)
    assert page.evaluate(ASK) == []


def open_charts(page, app, name, **query):
    open_page(page, app, name, **query)
    page.wait_for_selector(".chart .main-svg")
    settle(page)


def test_behind_every_chart_are_its_numbers_and_axe_finds_nothing_in_them(page, app):
    open_ready(page, app, "train", epochs=2, training_images=3000)
    for place in (0, 1):
        open_table(page, place)
    assert read_rows(page, 0) == []
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    settle(page)
    for place, form in enumerate(("{:.2%}", "{:.4f}")):
        (epochs, train), (_, validation) = page.evaluate(READ_FIGURE, place)
        assert read_rows(page, place) == [
            [str(epoch), *(form.format(value).replace("%", " %") for value in values)]
            for epoch, *values in zip(epochs, train, validation, strict=True)
        ]
    validation = [row[2] for row in read_rows(page, 0)]
    check_access(page)
    run = re.search("run=([^&]+)", page.url)[1]

    open_charts(page, app, "compare", runs=run)
    open_table(page, 0)
    assert [row[1] for row in read_rows(page, 0)] == validation
    check_access(page)
    page.get_by_text("Mistakes", exact=True).click()
    settle(page)
    page.wait_for_function("document.querySelector('.js-plotly-plot')?.data[0].type === 'heatmap'")
    open_table(page, 0)
    cells = [[int(text.replace(",", "")) for text in row[1:]] for row in read_rows(page, 0)]
    assert sum(map(sum, cells)) == len(load_dataset().y_test)

    open_charts(page, app, "data")
    open_table(page, 0)
    dataset = load_dataset()
    counts = zip(count_classes(dataset.y_train), count_classes(dataset.y_test), strict=True)
    assert read_rows(page, 0) == [
        [str(digit), f"{train:,}", str(test) if test < 1000 else f"{test:,}"]
        for digit, (train, test) in enumerate(counts)
    ]
    check_access(page)

    open_charts(page, app, "learn", chapter="activations", run=run)
    open_table(page, 0)
    assert ["0", "0.5", "0.25", ""] in read_rows(page, 0)
    expect(page.locator(".numbers table")).to_have_count(2)
    check_access(page)
    for chapter, chart in (("losses", 1), ("backpropagation", 0)):
        open_charts(page, app, "learn", chapter=chapter, run=run)
        open_table(page, chart)
        page.wait_for_function(
            "(n) => document.querySelectorAll('.main-svg').length > n", arg=chart
        )
        [[_, values]] = page.evaluate(READ_FIGURE, chart)
        assert [float(row[1]) for row in read_rows(page, chart)] == pytest.approx(values, rel=1e-3)
        check_access(page)
