"""A picture on the canvas in a real Chromium: what is drawn over it is added to it."""

import base64
from io import BytesIO

import pytest
from PIL import Image, ImageColor
from playwright.sync_api import expect

from tests.browser.canvas import find_box
from tests.browser.server import button, draw
from tests.browser.test_draw import open_draw, visit_elsewhere

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

STROKE = [(90, 60), (190, 60)]
ON_STROKE, ON_PAPER, ON_INK = (110, 60), (70, 150), (140, 150)
PEN_OVER = "#BB3B9B"  # as in `canvas_mends.js`
PAPER, INK = "#e8e4d8", "#202020"
# whether there is a picture behind the canvas, and how red it is itself at a place
READ_LAYERS = """([x, y]) => {
  const roots = [...document.querySelectorAll('*')].map((e) => e.shadowRoot);
  const root = roots.find((r) => r?.querySelector('.dc-canvas'));
  if (!root) return [];
  const behind = getComputedStyle(root.querySelector('.dc-container')).backgroundImage;
  const pen = root.querySelector('canvas.dc-canvas.lower-canvas').getContext('2d');
  return [behind.startsWith('url('), pen.getImageData(x, y, 1, 1).data[0]];
}"""
# the 28 × 28 picture that the network sees: how much ink is in its rows 0 to 27
READ_ROWS = """canvas => {
  const data = canvas.getContext('2d').getImageData(0, 0, 28, 28).data;
  return [...Array(28).keys()].map((y) =>
    [...Array(28).keys()].reduce((sum, x) => sum + data[4 * (28 * y + x)], 0) / 255);
}"""


def make_png():
    """Take a picture of a one: a dark bar on light paper, as high as the canvas, and narrower."""
    image = Image.new("RGB", (200, 280), PAPER)
    image.paste(INK, (93, 40, 107, 240))
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def upload(page, content):
    page.locator(".st-key-draw_sources input[type=file]").set_input_files(
        {"name": "one.png", "mimeType": "image/png", "buffer": content}
    )


def paste(page, content):
    page.evaluate(
        """(encoded) => {
          const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([bytes], "one.png", { type: "image/png" }));
          document.dispatchEvent(new ClipboardEvent("paste", { clipboardData }));
        }""",
        base64.b64encode(content).decode(),
    )


def wait_for_layers(page, picture, stroke):
    """Wait until the picture, and the stroke over it, are there or are not."""
    page.wait_for_function(
        f"""([place, picture, stroke]) => {{
          const [behind, red] = ({READ_LAYERS})(place);
          return behind === picture && red > 100 === stroke;
        }}""",
        arg=[ON_STROKE, picture, stroke],
    )


def look(page, x, y):
    """Return the colour that is on screen at a place of the canvas."""
    box = find_box(page)
    clip = {"x": box["x"] + x, "y": box["y"] + y, "width": 1, "height": 1}
    image = Image.open(BytesIO(page.screenshot(clip=clip)))
    return image.convert("RGB").getpixel((0, 0))


def wait_for_seen(page, top_heavy):
    """Wait until the network's picture has a bar at its top: the stroke, above the picture's."""
    page.wait_for_function(
        f"""([canvas, wanted]) => {{
          const rows = ({READ_ROWS})(canvas).filter((ink) => ink > 0.5);
          const median = [...rows].sort((a, b) => a - b)[rows.length >> 1];
          const heavy = Math.max(...rows.slice(0, 6)) > 2 * median;
          return rows.length > 15 && heavy === wanted;
        }}""",
        arg=[page.locator(".answer-seen canvas").element_handle(), top_heavy],
    )


@pytest.mark.parametrize("bring", [upload, paste])
def test_a_stroke_over_a_picture_is_added_and_undone_first(page, app, bring):
    open_draw(page, app)
    bring(page, make_png())
    wait_for_layers(page, picture=True, stroke=False)
    draw(page, STROKE)  # at once: the page may still be busy with the picture
    wait_for_layers(page, picture=True, stroke=True)
    wait_for_seen(page, top_heavy=True)
    assert look(page, *ON_PAPER) == ImageColor.getrgb(PAPER)
    assert look(page, *ON_INK) == ImageColor.getrgb(INK)
    assert look(page, *ON_STROKE) == ImageColor.getrgb(PEN_OVER)
    visit_elsewhere(page)  # what is there afterwards has been on the server
    wait_for_layers(page, picture=True, stroke=True)
    wait_for_seen(page, top_heavy=True)
    button(page, "Undo").click()
    wait_for_layers(page, picture=True, stroke=False)
    wait_for_seen(page, top_heavy=False)
    button(page, "Undo").click()
    wait_for_layers(page, picture=False, stroke=False)
    expect(button(page, "Undo")).to_be_disabled()
