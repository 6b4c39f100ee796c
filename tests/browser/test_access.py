"""What everybody can see, hear and print: all pages, in light and in dark, on four screens."""

from pathlib import Path

import pytest

from mlp_explorer.lessons import LESSONS
from tests.browser.pages import open_page, open_ready, open_tab
from tests.browser.server import ROOT, button
from tests.browser.settle import settle

pytestmark = pytest.mark.browser

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ASK = f"""async () => {{
  const options = {{ runOnly: {{ type: "tag", values: {LEVELS} }} }};
  const {{ violations }} = await axe.run(document, options);
  return violations.flatMap(({{ id, nodes }}) =>
    nodes.map(({{ target }}) => `${{id}}: ${{target}}`));
}}"""
LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
PAGES = ("train", "draw", "learn", "compare", "sweep", "data")
DATASETS = [("data", {"dataset": key}) for key in ("iris", "spiral")]  # of the other two kinds
SCREENS = ((1280, 800), (1366, 768), (1920, 1080), (390, 844))


@pytest.fixture(scope="module")
def trained():
    """App → its run; after a test that failed comes another app, which knows of none."""
    return {}


@pytest.fixture
def run(app, browser, trained):
    """The id of a run of two epochs, of the app that is there."""
    if app not in trained:
        trained[app] = train(app, browser)
    return trained[app]


def train(app, browser):
    page = open_tab(browser)
    open_ready(page, app, "train", epochs=2, training_images=3000)
    button(page, "Train").click()
    page.wait_for_selector(".live-run[data-state=finished]")
    settle(page)
    run_id = page.url.partition("run=")[2].partition("&")[0]
    page.context.close()
    return run_id


def name_run(page_name, run_id):
    """Return how a page's address names a run."""
    names = {"train": "run", "draw": "run", "learn": "run", "compare": "runs"}
    return {names[page_name]: run_id} if run_id and page_name in names else {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_with_and_without_a_run(app, browser, run, scheme):
    page, found = open_tab(browser, color_scheme=scheme), {}
    for run_id in ("", run):
        for name in PAGES:
            open_page(page, app, name, **name_run(name, run_id))
            page.evaluate(AXE)
            if problems := page.evaluate(ASK):
                found[name, run_id] = problems
    page.context.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: f"{screen[0]}x{screen[1]}")
def test_no_text_is_cut_or_over_another_and_no_page_moves_sideways(
    app, browser, run, screen, scheme
):
    width, height = screen
    page = open_tab(browser, viewport={"width": width, "height": height}, color_scheme=scheme)
    chapters = [("learn", {"chapter": lesson}) for lesson in LESSONS] if scheme == "light" else []
    found = {}
    for name, query in [
        *((name, {}) for name in PAGES if name != "learn" or not chapters),
        *(chapters or DATASETS),
    ]:
        open_page(page, app, name, **name_run(name, run), **query)
        if problems := page.evaluate(LAYOUT):
            found[name, *query.values()] = problems
    page.context.close()
    assert found == {}


def test_what_looks_for_cut_text_finds_it(app, browser):
    page = open_tab(browser)
    open_page(page, app, "data")
    page.evaluate("""() => {
      const box = (style, text) =>
        `<p style="position: absolute; top: 400px; margin: 0; ${style}">${text}</p>`;
      document.querySelector("[data-testid=stMain] h1").insertAdjacentHTML("beforeend", [
        box("left: 90px; width: 40px; overflow: hidden; white-space: nowrap", "much too long"),
        box("left: 700px", "one"), box("left: 705px", "another"), box("left: 2000px", "away"),
      ].join(""));
    }""")
    found = page.evaluate(LAYOUT)
    assert {"cut: much too long", "over each other: one | another"} <= set(found)
    assert any(each.startswith("moves sideways by ") for each in found)
    page.context.close()


def read_background(page):
    return page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")


def test_light_and_dark_are_a_click_apart_and_what_is_on_the_page_stays(app, browser):
    page = open_tab(browser, color_scheme="light")
    open_page(page, app, "train", epochs=7)
    light = read_background(page)
    button(page, "Switch to dark").click()
    button(page, "Switch to light").wait_for()
    settle(page)
    assert read_background(page) != light
    assert "epochs=7" in page.url
    page.reload()
    button(page, "Switch to light").click()
    button(page, "Switch to dark").wait_for()
    settle(page)
    assert read_background(page) == light
    page.context.close()


def test_paper_is_white_and_has_the_answer_last_or_not_at_all(app, browser, run):
    page = open_tab(browser, color_scheme="dark")
    open_page(page, app, "learn", chapter="activations", run=run)
    page.wait_for_selector(".chart .main-svg text")
    page.emulate_media(media="print", color_scheme="dark")
    ink = "#1c2733"
    colors = page.evaluate("""() =>
      [...document.querySelectorAll("[data-testid=stMain] p, h1")]
        .filter((each) => each.checkVisibility()).map((each) => getComputedStyle(each).color)""")
    assert set(colors) == {f"rgb{tuple(bytes.fromhex(ink[1:]))}"}
    texts = page.locator(".chart .main-svg text").evaluate_all(
        # Plotly draws anew where the paper has another width
        "(all) => all.filter((each) => each.isConnected).map((each) => getComputedStyle(each).fill)"
    )
    assert set(texts) == set(colors)
    answer = page.get_by_text("Answer.")
    figure = page.locator(".chart").first
    assert answer.bounding_box()["y"] > figure.bounding_box()["y"]
    page.emulate_media(media="screen", color_scheme="dark")
    page.get_by_text("with the answer").click()
    settle(page)
    assert answer.count() == 0
    page.context.close()


def test_on_a_projector_the_canvas_fills_the_room_and_a_stroke_is_where_the_pen_was(
    app, browser, run
):
    page = open_tab(browser, viewport={"width": 1920, "height": 1080})
    open_page(page, app, "draw", run=run)
    box = page.locator(".upper-canvas").bounding_box()
    assert box["width"] == 420
    page.mouse.move(box["x"] + 105, box["y"] + 210)
    page.mouse.down()
    page.mouse.move(box["x"] + 315, box["y"] + 210, steps=5)
    page.mouse.up()
    settle(page)
    lit = page.locator("canvas.dc-canvas.lower-canvas").evaluate("""(canvas) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d").getImageData(0, height >> 1, width, 1);
      const places = [...Array(width).keys()].filter((x) => data[4 * x] > 128);
      return [places[0] / width, places[places.length - 1] / width];
    }""")
    pen = 10 / 280  # half of its width
    assert lit == pytest.approx([0.25 - pen, 0.75 + pen], abs=0.02)
    page.context.close()
