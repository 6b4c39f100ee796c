"""The drawing canvas in a real Chromium: what is done on it shows at once and reaches the server,
in every order, on a line that holds messages back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import READ_INK, find_box, wait_for_ink
from tests.browser.server import button, draw
from tests.browser.settle import settle
from tests.browser.test_draw import (
    BAR,
    SEVEN,
    open_draw,
    visit_elsewhere,
)
from tests.browser.test_page_turns import SlowLine

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

DOT = [(40, 240), (44, 244)]
ON_SEVEN, ON_BAR, ON_DOT = (120, 60), (140, 148), (42, 242)
ON_SAMPLE = (140, 61)  # of the seven with a bar; SEVEN has no ink below its line there
STROKES = {ON_SEVEN: SEVEN, ON_BAR: BAR, ON_DOT: DOT}
SAMPLE = "A zero as large as the canvas"
ON_ZERO = (140, 12)
SHEET = bytes.fromhex(  # a grey pixel as a PNG
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63686868000003040181cd8f39040000000049454e44ae426082"
)
BEHIND = """() => {
  const roots = [...document.querySelectorAll('*')].map((e) => e.shadowRoot);
  const root = roots.find((r) => r?.querySelector('.dc-container'));
  return root.querySelector('.dc-container').style.background.includes('url');
}"""
# at once: in the task after the click, before any answer of the server could be heard
AFTER_A_TASK = "() => new Promise((done) => setTimeout(done))"


@pytest.fixture
def line(page):
    return SlowLine(page)


def read_ink(page):
    """Return which of the strokes, and the sample, are seen now."""
    page.evaluate(AFTER_A_TASK)
    places = [*STROKES, ON_ZERO]
    found = page.evaluate(f"places => ({READ_INK})(places)", places)
    return {place for place, value in zip(places, found, strict=True) if value > 200}


def put_sample(page):
    page.get_by_role("button", name=SAMPLE).click()


def upload_sheet(page, shade=0):
    file = {"name": f"sheet{shade}.png", "mimeType": "image/png", "buffer": SHEET}
    page.locator("[data-testid=stFileUploaderDropzone] input").set_input_files(file)


def wait_for_picture(page, is_there=True):
    page.wait_for_function(f"wanted => ({BEHIND})() === wanted", arg=is_there)


def read_from_server(page, *strokes):
    """Wait until the server shows exactly these strokes to a page that knows of none itself."""
    page.evaluate("() => { delete window.mlpExplorerDrawing; sessionStorage.clear(); }")
    visit_elsewhere(page)
    missing = {*STROKES, ON_ZERO} - set(strokes)
    if strokes:
        wait_for_ink(page, list(strokes))
    wait_for_ink(page, list(missing), ink=False)
    assert read_ink(page) == set(strokes)


def test_undo_and_clear_act_while_the_server_hears_nothing(line, page, app):
    open_draw(page, app)
    line.to_server.hold()
    draw(page, SEVEN, BAR, DOT)
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN, ON_BAR}
    button(page, "Clear").click()
    assert read_ink(page) == set()
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN, ON_BAR}
    line.to_server.release()
    read_from_server(page, ON_SEVEN, ON_BAR)


def test_undo_and_clear_act_while_the_server_does_not_answer(line, page, app):
    open_draw(page, app)
    line.to_browser.hold()
    draw(page, SEVEN, BAR, DOT)
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN, ON_BAR}
    button(page, "Clear").click()
    assert read_ink(page) == set()
    draw(page, DOT)
    assert read_ink(page) == {ON_DOT}
    line.to_browser.release()
    read_from_server(page, ON_DOT)


def test_six_clicks_on_undo_take_back_three_strokes(line, page, app):
    open_draw(page, app)
    line.to_server.hold()
    draw(page, SEVEN, BAR, DOT)
    box = button(page, "Undo").bounding_box()
    for _ in range(6):
        page.mouse.click(box["x"] + 20, box["y"] + 20)
    assert read_ink(page) == set()
    expect(button(page, "Undo")).to_be_disabled(timeout=1000)
    line.to_server.release()
    expect(page.locator(".answer-sentence")).to_contain_text("The canvas is empty")
    read_from_server(page)
    draw(page, BAR)
    read_from_server(page, ON_BAR)


def test_a_stroke_right_after_clear_stays_and_undo_goes_back_over_both(line, page, app):
    open_draw(page, app)
    draw(page, SEVEN, BAR)
    line.to_server.hold()
    button(page, "Clear").click()
    draw(page, DOT)
    line.to_server.release()
    read_from_server(page, ON_DOT)
    button(page, "Undo").click()
    assert read_ink(page) == set()
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN, ON_BAR}
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}
    read_from_server(page, ON_SEVEN)


@pytest.mark.parametrize("held", ["to_server", "to_browser"])
def test_a_stroke_that_is_newer_than_a_sample_lies_over_it(line, page, app, held):
    open_draw(page, app)
    draw(page, SEVEN)
    gate = getattr(line, held)
    gate.hold()
    put_sample(page)
    draw(page, DOT)
    assert ON_DOT in read_ink(page)
    gate.release()
    wait_for_ink(page, [ON_ZERO, ON_DOT])
    wait_for_ink(page, [ON_SEVEN], ink=False)
    read_from_server(page, ON_ZERO, ON_DOT)
    button(page, "Undo").click()
    assert read_ink(page) == {ON_ZERO}
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}


@pytest.mark.parametrize("held", ["to_server", "to_browser"])
def test_no_ink_comes_after_clear(line, page, app, held):
    open_draw(page, app)
    draw(page, SEVEN)
    gate = getattr(line, held)
    gate.hold()
    put_sample(page)
    button(page, "Clear").click()
    assert read_ink(page) == set()
    gate.release()
    read_from_server(page)
    button(page, "Undo").click()
    wait_for_ink(page, [ON_ZERO])
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}


def test_undo_before_a_sample_is_there_takes_back_what_was_seen(line, page, app):
    open_draw(page, app)
    draw(page, SEVEN, BAR)
    line.to_browser.hold()
    put_sample(page)
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}
    line.to_browser.release()
    wait_for_ink(page, [ON_ZERO])
    read_from_server(page, ON_ZERO)
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}


def test_undo_goes_back_at_once_over_a_sample_a_picture_and_another_page(line, page, app):
    open_draw(page, app)
    draw(page, SEVEN)
    put_sample(page)
    wait_for_ink(page, [ON_ZERO])
    upload_sheet(page)
    wait_for_picture(page)
    draw(page, DOT)
    visit_elsewhere(page)
    wait_for_picture(page)
    line.to_server.hold()
    button(page, "Undo").click()
    assert page.evaluate(BEHIND)
    button(page, "Undo").click()
    assert not page.evaluate(BEHIND)
    assert read_ink(page) == {ON_ZERO}
    button(page, "Undo").click()
    assert read_ink(page) == {ON_SEVEN}
    button(page, "Undo").click()
    assert read_ink(page) == set()
    line.to_server.release()
    read_from_server(page)


def test_clear_takes_a_sample_and_a_picture_away_at_once(line, page, app):
    open_draw(page, app)
    for put, wait in (
        (put_sample, lambda: wait_for_ink(page, [ON_ZERO])),
        (upload_sheet, lambda: wait_for_picture(page)),
    ):
        put(page)
        wait()
        line.to_server.hold()
        button(page, "Clear").click()
        assert read_ink(page) == set()
        assert not page.evaluate(BEHIND)
        line.to_server.release()
    read_from_server(page)


def test_undo_asks_the_server_for_what_lies_before_many_pictures(page, app):
    open_draw(page, app)
    draw(page, SEVEN)
    for shade in range(4):
        before = page.evaluate("() => window.mlpExplorerDrawing.seen")
        upload_sheet(page, shade)
        settle(page)
        page.wait_for_function("n => window.mlpExplorerDrawing.seen > n", arg=before)
    for _ in range(4):
        button(page, "Undo").click()
    wait_for_ink(page, [ON_SEVEN])
    wait_for_picture(page, False)
    read_from_server(page, ON_SEVEN)


def test_a_stroke_on_a_page_that_is_being_left_is_there_on_return(line, page, app):
    open_draw(page, app)
    line.to_browser.hold()
    page.get_by_role("link", name="Data").click()
    draw(page, SEVEN)
    line.to_browser.release()
    page.get_by_text("Sample Images").first.wait_for()
    page.get_by_role("link", name="Draw").click()
    wait_for_ink(page, [ON_SEVEN])
    expect(page.locator(".answer-sentence")).not_to_contain_text("The canvas is empty")
    read_from_server(page, ON_SEVEN)


def test_the_answer_is_of_what_is_on_the_canvas(line, page, app):
    open_draw(page, app)
    said, empty = page.locator(".answer-sentence"), re.compile("The canvas is empty")
    expect(said).to_have_text(empty)
    line.to_server.hold()
    box = find_box(page)
    page.mouse.move(box["x"] + 70, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 60)
    expect(said).not_to_have_text(empty, timeout=1000)  # the pen is down
    page.mouse.up()
    expect(said).not_to_have_text(empty, timeout=1000)
    line.to_server.release()
    expect(said).to_contain_text("There is no trained network yet")
    line.to_server.hold()
    button(page, "Clear").click()
    expect(said).to_have_text(empty, timeout=1000)
    button(page, "Undo").click()
    expect(said).to_contain_text("There is no trained network yet", timeout=1000)
    line.to_server.release()


def test_a_section_that_was_chosen_has_nothing_of_the_old_one_below_its_name(line, page, app):
    open_draw(page, app)
    old, chosen = page.locator(".st-key-draw_place_flow"), page.locator(".st-key-draw_place_why")
    expect(old).to_be_visible()
    line.to_server.hold()
    page.get_by_role("radio", name="Why?").click()
    expect(old).to_be_hidden()
    at_work = "e => getComputedStyle(e, '::before').animationName"
    box = page.locator(".st-key-draw_section_box")
    assert box.evaluate(at_work) == "draw-work"
    line.to_server.release()
    expect(chosen).to_be_visible()
    assert box.evaluate(at_work) == "none"
