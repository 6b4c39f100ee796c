"""The pen on the canvas in a real Chromium: old tablets, hands, fingers, fast strokes."""

import pytest

from tests.browser.canvas import find_box
from tests.browser.pages import open_tab
from tests.browser.server import button, draw
from tests.browser.test_canvas import (
    ON_BAR,
    ON_DOT,
    ON_SEVEN,
    read_from_server,
    read_ink,
    wait_for_ink,
)
from tests.browser.test_draw import BAR, SEVEN, open_draw, touch, visit_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


# what iPadOS 16.0 lacks; before that, Streamlit itself does not start
WITHOUT = """
  window.CSSStyleSheet = class { constructor() { throw new TypeError("Illegal"); } };
  for (const owner of [Document.prototype, ShadowRoot.prototype]) delete owner.adoptedStyleSheets;
  for (const name of ["structuredClone", "OffscreenCanvas"]) delete window[name];
  delete PointerEvent.prototype.getCoalescedEvents;
"""


def open_old_tablet(page, app):
    page.add_init_script(WITHOUT)
    open_draw(page, app)


def test_an_old_tablet_has_the_whole_canvas_and_loses_no_stroke(page, app):
    open_old_tablet(page, app)
    box = find_box(page)
    draw(page, [(275, 5), (260, 20), (230, 60)])
    for x in (200, 220, 240, 260):
        page.mouse.click(box["x"] + x, box["y"] + 4)  # where the package's toolbar is
    draw(page, SEVEN)
    visit_elsewhere(page)
    wait_for_ink(page, [(250, 33), ON_SEVEN, *[(x, 4) for x in (200, 220, 240, 260)]])


def send_touches(page, client, kind, *points):
    box = find_box(page)
    at = [{"x": box["x"] + x, "y": box["y"] + y, "id": number} for number, x, y in points]
    client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


@pytest.fixture
def tablet(browser, app):
    page = open_tab(browser, viewport={"width": 820, "height": 1180}, has_touch=True)
    open_draw(page, app)
    yield page, page.context.new_cdp_session(page)
    page.context.close()


@pytest.mark.parametrize("palm", [(250, 260), (30, 270), (140, 275), (275, 140)])
def test_the_pen_draws_though_a_hand_lies_on_the_canvas(tablet, palm):
    page, client = tablet
    hand = (1, *palm)
    moved = (1, palm[0] + 2, palm[1] + 1)
    send_touches(page, client, "touchStart", hand)
    for stroke in (SEVEN, BAR):
        send_touches(page, client, "touchStart", hand, (2, *stroke[0]))
        for place in stroke[1:]:
            send_touches(page, client, "touchMove", moved, (2, *place))
        send_touches(page, client, "touchEnd", (2, *stroke[-1]))
    wait_for_ink(page, [ON_SEVEN, ON_BAR])
    wait_for_ink(page, [palm], ink=False)
    send_touches(page, client, "touchEnd", moved)
    assert read_ink(page) == {ON_SEVEN, ON_BAR}, "the hand leaves no ink"
    read_from_server(page, ON_SEVEN, ON_BAR)


def test_the_tap_of_a_second_finger_does_not_end_a_stroke(tablet):
    page, client = tablet
    start, corner, end = SEVEN
    send_touches(page, client, "touchStart", (1, *start))
    send_touches(page, client, "touchMove", (1, *corner))
    send_touches(page, client, "touchStart", (1, *corner), (2, 60, 250))
    send_touches(page, client, "touchEnd", (2, 60, 250))
    send_touches(page, client, "touchMove", (1, *end))
    send_touches(page, client, "touchEnd")
    wait_for_ink(page, [ON_SEVEN, (160, 145)])
    wait_for_ink(page, [(60, 250)], ink=False)
    button(page, "Undo").tap()
    assert read_ink(page) == set()


def press_pen(page, client, kind, place):
    box = find_box(page)
    at = {"x": box["x"] + place[0], "y": box["y"] + place[1]}
    down = {"button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen"}
    client.send("Input.dispatchMouseEvent", {"type": kind, **at, **down})


def test_beside_a_pen_no_finger_and_no_hand_draws(tablet):
    page, client = tablet
    press_pen(page, client, "mousePressed", SEVEN[0])
    for stroke in ([(60, 250), (200, 250)], [(30, 200), (30, 260)]):
        touch(page, client, stroke)  # also before the pen has moved
    for place in SEVEN[1:]:
        press_pen(page, client, "mouseMoved", place)
    press_pen(page, client, "mouseReleased", SEVEN[-1])
    touch(page, client, [(60, 250), (200, 250)])
    wait_for_ink(page, [ON_SEVEN, (160, 145)])
    read_from_server(page, ON_SEVEN)
    wait_for_ink(page, [(130, 250), (30, 230)], ink=False)


def test_a_palm_that_slides_leaves_no_ink(tablet):
    page, client = tablet
    box = find_box(page)
    for kind, at in (("touchStart", [(60, 250)]), ("touchMove", [(200, 250)]), ("touchEnd", [])):
        palm = {"id": 1, "radiusX": 60, "radiusY": 45}
        points = [{"x": box["x"] + x, "y": box["y"] + y, **palm} for x, y in at]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch(page, client, SEVEN)
    wait_for_ink(page, [ON_SEVEN])
    wait_for_ink(page, [(130, 250)], ink=False)


def test_a_tap_is_a_dot(tablet):
    page, client = tablet
    touch(page, client, [ON_DOT])
    wait_for_ink(page, [ON_DOT])
    read_from_server(page, ON_DOT)


def test_a_fast_stroke_keeps_its_corner(page, app):
    """Three places are all that is heard of it."""
    open_draw(page, app)
    box = find_box(page)
    (x, y), *rest = SEVEN
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    for x, y in rest:
        page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.up()
    wait_for_ink(page, [(197, 62), (190, 60), (194, 75)])


def test_a_corner_between_two_frames_is_kept(page, app):
    """A browser tells of several places at once where it is busy, or the mouse fast."""
    open_draw(page, app)
    box = find_box(page)
    page.mouse.move(box["x"] + SEVEN[0][0], box["y"] + SEVEN[0][1])
    page.mouse.down()
    page.evaluate(
        """places => {
          const canvas = [...document.querySelectorAll('*')].map((e) => e.shadowRoot)
            .map((root) => root?.querySelector('.upper-canvas')).find((each) => each);
          const make = ([x, y], more) => new PointerEvent("pointermove", { clientX: x,
            clientY: y, pointerId: 1, pointerType: "mouse", buttons: 1, bubbles: true,
            composed: true, ...more });
          canvas.dispatchEvent(make(places.slice(-1)[0], {
            coalescedEvents: places.map((place) => make(place)) }));
        }""",
        [[box["x"] + x, box["y"] + y] for x, y in SEVEN[1:]],
    )
    page.mouse.up()
    wait_for_ink(page, [ON_SEVEN, (197, 62), (160, 145)])
