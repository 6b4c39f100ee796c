"""The canvas of the Draw page, which no locator sees into: what is on it."""

from collections.abc import Sequence

from playwright.sync_api import Page

__all__ = ["find_box", "READ_INK", "wait_for_canvas", "wait_for_ink"]

Place = tuple[float, float]

# how white it is at some places; nothing, where there is no canvas
READ_INK = """places => {
  const roots = [...document.querySelectorAll('*')].map((e) => e.shadowRoot);
  const root = roots.find((r) => r?.querySelector('.dc-canvas'));
  const canvas = root?.querySelector('canvas.dc-canvas.lower-canvas');
  if (!canvas) return [];
  const pen = canvas.getContext('2d');
  return places.map(([x, y]) => pen.getImageData(x, y, 1, 1).data[0]);
}"""
# it is there, and mended: no toolbar over it
_IS_READY = """() => {
  const roots = [...document.querySelectorAll('.st-key-draw_box *')].map((e) => e.shadowRoot);
  const toolbar = roots.map((r) => r?.querySelector('.dc-toolbar')).find((bar) => bar);
  return toolbar && getComputedStyle(toolbar).display === 'none';
}"""


def find_box(page: Page) -> dict[str, float]:
    """Return where the canvas is in the window: x, y, width, height, in px."""
    # asked of the page, which answers: Chromium's own answer to `bounding_box` may be none at all
    canvas = page.locator(".st-key-draw_box canvas").last
    box: dict[str, float] = canvas.evaluate("(canvas) => canvas.getBoundingClientRect().toJSON()")
    return box


def wait_for_canvas(page: Page) -> None:
    """Wait until the canvas is ready for a stroke."""
    page.wait_for_function(_IS_READY)


def wait_for_ink(page: Page, places: Sequence[Place], ink: bool = True) -> None:
    """Wait until the canvas is white, or black, at all of these places."""
    wanted = "v > 200" if ink else "v < 50"
    page.wait_for_function(
        f"places => {{ const found = ({READ_INK})(places);"
        f" return found.length && found.every((v) => {wanted}); }}",
        arg=[list(place) for place in places],
    )
