"""A drawing's steps, which the browser and the server both change."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mlp_explorer.ui.sketch import Sketch, make_objects, make_picture
from mlp_explorer.ui.sketchbook import Sketchbook
from tests.ui.drawing import Browser, clear, draw, get_book, undo

A, B, C, D = make_objects([[[10 * k, 10], [10 * k, 90]] for k in range(1, 5)], 18)
SAMPLE = Sketch(make_objects([[[50, 200], [250, 200]]], 18))
SHEET = make_picture(np.full((60, 40, 4), 200, np.uint8))


@pytest.fixture
def book():
    return Sketchbook()


@pytest.fixture
def browser(book):
    return Browser(book)


def test_strokes_that_arrive_together_are_a_step_each(book, browser):
    names = browser.draw(A, B, C)
    browser.send()
    assert book.sketch.objects == [A, B, C]
    browser.act("undo", step=names[2])
    browser.send()
    assert book.sketch.objects == [A, B]
    assert book.changes == 4


def test_what_is_sent_again_counts_once(book, browser):
    browser.draw(A, B)
    browser.send()
    browser.draw(C)
    browser.send()
    browser.send()
    assert book.sketch.objects == [A, B, C]


def test_what_the_browser_did_is_not_sent_back_to_it(book, browser):
    browser.draw(A)
    browser.send()
    assert book.write()["start"] is None
    assert book.write()["heard"] == 1


def test_clear_is_one_step_and_undo_brings_all_of_it_back(book, browser):
    browser.draw(A, B)
    cleared = browser.act("clear")
    browser.draw(C)
    browser.send()
    assert book.sketch.objects == [C]
    browser.act("undo", step=4)
    browser.act("undo", step=cleared)
    browser.send()
    assert book.sketch.objects == [A, B]


def test_clear_of_an_empty_canvas_is_no_step(book, browser):
    browser.act("clear")
    browser.send()
    assert book.changes == 0


def test_a_stroke_that_is_newer_than_a_sample_lies_over_it(book, browser):
    browser.draw(A)
    browser.send()
    book.put(SAMPLE, at=1)
    browser.draw(B)  # before the answer came
    browser.send()
    assert book.sketch.objects == [*SAMPLE.objects, B]
    start = book.write()["start"]
    assert start["heard"] == 2
    assert [step["stroke"] for step in start["steps"]] == [A, None, B]


def test_a_stroke_that_arrives_with_the_click_on_a_sample_lies_over_it(book, browser):
    browser.draw(A, B)
    browser.send()
    book.put(SAMPLE, at=1)
    assert book.sketch.objects == [*SAMPLE.objects, B]


def test_clear_after_a_click_on_a_sample_clears_the_sample_too(book, browser):
    browser.draw(A)
    cleared = browser.act("clear")
    browser.send()
    book.put(SAMPLE, at=1)
    assert book.sketch.is_empty
    browser.look()
    browser.act("undo", step=cleared)
    browser.send()
    assert book.sketch == SAMPLE


def test_undo_takes_back_what_was_last_on_the_canvas_not_what_came_meanwhile(book, browser):
    browser.draw(A, B)
    browser.send()
    book.put(SAMPLE)
    browser.act("undo", step=2)  # of B: the sample has not been seen
    browser.send()
    assert book.sketch == SAMPLE
    browser.look()
    browser.act("undo", step=-1)
    browser.send()
    assert book.sketch.objects == [A]


def test_undo_of_a_stroke_under_another_one_takes_that_stroke_only(book, browser):
    browser.draw(A, B)
    browser.send()
    book.put(SAMPLE)
    browser.draw(C)
    browser.act("undo", step=2)
    browser.send()
    assert book.sketch.objects == [*SAMPLE.objects, C]


def test_the_browser_is_given_a_drawing_again_if_it_has_acted_before_it_saw_it(book, browser):
    book.put(SAMPLE)
    first = book.write()["start"]["revision"]
    browser.draw(A)
    browser.send()
    start = book.write()["start"]
    assert start["revision"] > first
    assert start["heard"] == 1
    browser.look()
    browser.draw(B)
    browser.send(after=1)
    assert book.write()["start"] is None


def test_a_clear_of_the_server_is_undone_like_any_other(book, browser):
    browser.draw(A)
    browser.send()
    book.clear()
    assert book.sketch.is_empty
    browser.look()
    browser.act("undo", step=-1)
    browser.send()
    assert book.sketch.objects == [A]


def test_a_picture_is_undone_after_what_is_drawn_over_it(book, browser):
    browser.draw(A)
    browser.send()
    book.put(SHEET)
    browser.look()
    browser.draw(B)
    browser.send()
    assert book.sketch.picture is SHEET.picture
    assert book.sketch.objects == [B]
    browser.act("undo", step=2)
    browser.act("undo", step=-1)
    browser.send()
    assert book.sketch == Sketch([A])


def test_before_three_pictures_the_browser_asks_the_server(book, browser):
    sheets = [make_picture(np.full((60, 40, 4), shade, np.uint8)) for shade in range(5)]
    for sheet in sheets:
        book.put(sheet)
    start = book.write()["start"]
    assert start["more"]
    assert start["base"]["picture"] == sheets[2].address
    assert [step["sketch"]["picture"] for step in start["steps"]] == [
        sheets[3].address,
        sheets[4].address,
    ]
    browser.look()
    browser.act("undo", step=-5)
    browser.act("undo", step=-4)
    browser.act("undo", step=None)
    browser.send()
    assert book.sketch == sheets[1]
    assert book.write()["start"]["heard"] == 3


def test_fifty_steps_can_be_undone(book, browser):
    strokes = make_objects([[[k, 10], [k, 90]] for k in range(60)], 18)
    browser.draw(*strokes)
    browser.send()
    assert book.sketch.objects == strokes
    for name in range(60, 0, -1):
        browser.act("undo", step=name)
    browser.send()
    assert book.sketch.objects == strokes[:10]
    assert not book.write()["start"]["more"], "the browser is told that there are no more"


def test_what_the_tab_has_kept_does_not_replace_what_was_drawn_meanwhile(book, browser):
    book.put(SAMPLE)
    browser.act("restore", objects=[A])
    browser.send()
    assert book.sketch == SAMPLE
    assert book.write()["start"]["heard"] == 1


def test_what_the_tab_has_kept_comes_back_as_one_step(book, browser):
    restored = browser.act("restore", objects=[A, B])
    browser.send()
    assert book.sketch.objects == [A, B]
    browser.act("undo", step=restored)
    browser.send()
    assert book.sketch.is_empty


@pytest.mark.parametrize(
    "act",
    [
        {"do": "stroke", "object": 7},
        {"do": "stroke", "object": {"type": "Path", "path": [["M", "x", 1]]}},
        {"do": "stroke", "object": {"type": "Path", "path": [["M", 1, float("nan")]]}},
        {"do": "stroke", "object": {"type": "Rect"}},
        {"do": "stroke"},
        {"do": "undo", "step": 5},
        {"do": "undo", "step": "2"},
        {"do": "restore", "objects": [[1, 2]]},
        {"do": "restore", "objects": 3},
        {"do": "dance"},
        {},
    ],
)
def test_what_cannot_be_understood_changes_nothing_and_the_browser_is_told(book, browser, act):
    browser.draw(A)
    browser.send()
    book.hear(browser.message(1) | {"acts": [{"n": 2, **act}]})
    assert book.sketch.objects == [A]
    assert book.changes == 1
    assert book.write()["start"]["heard"] == 2


@pytest.mark.parametrize(
    "message",
    [None, 3, [], {}, {"book": "another", "acts": [{"n": 1, "do": "stroke", "object": A}]}],
)
def test_what_is_not_of_this_book_is_left_alone(book, message):
    book.hear(message)
    assert book.sketch.is_empty
    assert book.heard == 0


@pytest.mark.parametrize("acts", [None, {}, [3], [{"n": "1", "do": "clear"}], [{"do": "clear"}]])
def test_acts_without_a_number_are_left_out(book, browser, acts):
    book.hear(browser.message() | {"acts": acts})
    assert book.heard == 0


def test_what_the_canvas_says_is_what_the_draw_page_reads():
    app = AppTest.from_file("../../streamlit_app.py", default_timeout=60)
    app.query_params["page"] = "draw"
    app = draw(app.run(), [[[70, 60], [200, 60], [120, 230]], [[95, 150], [190, 145]]])
    assert len(get_book(app).sketch.objects) == 2
    assert len(get_book(undo(app)).sketch.objects) == 1
    assert get_book(clear(app)).sketch.is_empty
    assert len(get_book(undo(app)).sketch.objects) == 1
    assert not app.exception


def test_a_digit_brings_its_test_images_in_turn_and_undo_takes_them_back(book, browser):
    found = []
    for _ in range(2):
        name = browser.act("bring", digit=7)
        browser.send()
        found.append(book.sketch.address)
        assert book.write()["start"]["heard"] == book.heard, "the browser is given the picture"
    assert found[0] != found[1]
    browser.act("undo", step=name)
    browser.send()
    assert book.sketch.address == found[0]


@pytest.mark.parametrize("digit", [10, -1, None, "7", 7.0, [7]])
def test_what_is_no_digit_brings_nothing(book, browser, digit):
    browser.act("bring", digit=digit)
    browser.send()
    assert book.sketch.is_empty
