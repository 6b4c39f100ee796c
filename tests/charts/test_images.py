"""Pictures of digits: what is in the PNGs and what the markup says."""

import base64
import re
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from mlp_explorer.charts.images import draw_crop, draw_images, draw_pixels, encode_png, find_crop

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (23, 28, 28), dtype=np.uint8)
LABELS = (np.arange(23) % 10).astype(np.uint8)


def decode(url: str) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(base64.b64decode(url.partition(",")[2]))))


def pictures(html: str) -> list[np.ndarray]:
    return [decode(url) for url in re.findall(r'src="(data:image/png;base64,[^"]+)"', html)]


def test_a_png_gives_back_the_pixels():
    np.testing.assert_array_equal(decode(encode_png(IMAGES[0])), IMAGES[0])


def test_every_image_is_in_its_place():
    rows = pictures(draw_images(IMAGES, LABELS, "Digits"))
    assert [row.shape for row in rows] == [(28, 298, 2)] * 3
    for i, image in enumerate(IMAGES):
        left = i % 10 * 30
        np.testing.assert_array_equal(rows[i // 10][:, left : left + 28, 0], image)


def test_gaps_and_missing_images_are_transparent():
    *_, last = pictures(draw_images(IMAGES, LABELS, "Digits"))
    assert last[:, :28, 1].min() == 255
    assert last[:, 28:30, 1].max() == 0
    assert last[:, 90:, 1].max() == 0


def test_the_labels_stand_below_in_order():
    html = draw_images(IMAGES, LABELS, "Digits")
    assert re.findall(r"<span>(\d)</span>", html) == [str(label) for label in LABELS]


def test_names_of_classes_stand_below_as_they_are():
    html = draw_images(IMAGES[:2], ("T-shirt", "<b>&"), "Clothes")
    assert re.findall(r"<span>(.*?)</span>", html) == ["T-shirt", "&lt;b&gt;&amp;"]
    assert 'aria-label="Clothes: T-shirt, &lt;b&gt;&amp;."' in html


def test_the_picture_has_a_text_alternative_and_stays_crisp():
    html = draw_images(IMAGES[:3], LABELS[:3], 'Three "digits"')
    assert 'role="img" aria-label="Three &quot;digits&quot;: 0, 1, 2."' in html
    assert "image-rendering:pixelated" in html
    assert "max-width:596px" in html


def test_nothing_is_loaded_from_elsewhere():
    html = draw_images(IMAGES, LABELS, "Digits") + draw_crop(IMAGES[0], (0, 0), 8, "One")
    assert "http" not in html


def test_the_same_images_give_the_same_picture():
    assert draw_images(IMAGES, LABELS, "a") == draw_images(IMAGES.copy(), LABELS.copy(), "a")


def test_the_crop_is_where_the_pixels_differ_most():
    image = np.zeros((28, 28), dtype=np.uint8)
    image[5:13, 16:20] = 255  # half of the window at (5, 12), and of that at (5, 16)
    assert find_crop(image, 8) in {(5, 12), (5, 16)}


def test_a_blank_image_has_a_crop_too():
    assert find_crop(np.zeros((28, 28), dtype=np.uint8), 8) == (0, 0)


def test_the_frame_lies_over_its_window():
    html = draw_crop(IMAGES[0], (7, 14), 7, "One digit")
    assert "top:25.00%;left:50.00%;width:25.00%;height:25.00%" in html
    assert 'aria-label="One digit"' in html
    np.testing.assert_array_equal(pictures(html)[0], IMAGES[0])


@pytest.mark.parametrize(("decimals", "texts"), [(0, ["0", "255"]), (2, ["0.00", "255.00"])])
def test_the_table_writes_every_number(decimals, texts):
    numbers = np.array([[0, 255]], dtype=np.uint8)
    table = ElementTree.fromstring(draw_pixels(numbers, numbers, "Pixels", decimals))
    assert [cell.text for cell in table.iter("td")] == texts
    assert table.findtext("caption") == "Pixels"


def test_numbers_are_readable_on_every_grey():
    greys = np.arange(256, dtype=np.uint8).reshape(16, 16)
    table = ElementTree.fromstring(draw_pixels(greys, greys, "All greys"))
    for grey, cell in enumerate(table.iter("td")):
        ink = 1.0 if "color:#fff" in cell.get("style", "") else 0.0
        assert contrast(ink, grey) >= 4.5, grey


def contrast(ink: float, grey: int) -> float:
    """WCAG 2's contrast of black (0) or white (1) on a grey."""
    share = grey / 255
    paper = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    low, high = sorted((ink, paper))
    return (high + 0.05) / (low + 0.05)
