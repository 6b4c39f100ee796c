from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from mlp_explorer.drawing import decode_image, image_to_digit
from mlp_explorer.errors import DrawingError


def encode(image, kind="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def make_one(mode="RGB", paper="#f0ead8"):
    image = Image.new("RGB", (120, 160), paper)
    image.paste("#203060", (55, 20, 65, 140))
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_every_kind_comes_back_as_rgba(kind):
    pixels = decode_image(encode(make_one(), kind))
    assert pixels.shape == (160, 120, 4)
    assert pixels.dtype == np.uint8
    assert image_to_digit(pixels)[14, 13:15].max() > 0.8


def test_transparent_pixels_stay_transparent():
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (27, 10, 33, 50))
    pixels = decode_image(encode(image))
    assert pixels[0, 0, 3] == 0
    assert image_to_digit(pixels).max() == 1


def test_a_picture_lying_on_its_side_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    pixels = decode_image(encode(make_one().rotate(90, expand=True), "JPEG", exif=exif))
    assert pixels.shape[:2] == (160, 120)


def test_a_photograph_comes_back_smaller():
    pixels = decode_image(encode(Image.new("RGB", (4000, 3000), "white"), "JPEG"))
    assert max(pixels.shape) <= 1000
    assert pixels.shape[1] / pixels.shape[0] == pytest.approx(4 / 3, rel=0.01)


@pytest.mark.parametrize(
    "content", [b"", b"hello", encode(make_one())[:200], b"<svg xmlns='x'></svg>"]
)
def test_what_is_no_whole_picture_gets_a_sentence(content):
    with pytest.raises(DrawingError, match="allowed are whole files of PNG"):
        decode_image(content)


def test_a_picture_of_too_many_pixels_is_not_unpacked():
    content = encode(Image.new("1", (9_100, 9_000)))
    with pytest.raises(DrawingError, match="9100 × 9000 pixels arrived"):
        decode_image(content)
