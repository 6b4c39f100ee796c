from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageOps

from mlp_explorer.drawing import decode_image, find_ink, image_to_digit, measure_image
from mlp_explorer.errors import DrawingError


def encode(image, kind="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def make_one(mode="RGB", paper="#f0ead8"):
    image = Image.new("RGB", (120, 160), paper)
    image.paste("#203060", (55, 20, 65, 140))
    return image.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "AVIF", "HEIF"])
def test_every_kind_comes_back_as_rgba(kind):
    pixels = decode_image(encode(make_one(), kind))
    assert pixels.shape == (160, 120, 4)
    assert pixels.dtype == np.uint8
    assert image_to_digit(pixels)[14, 13:15].max() > 0.8


def test_a_picture_is_measured_without_reading_its_pixels():
    assert measure_image(encode(make_one())[:100]) == (160, 120)
    with pytest.raises(DrawingError):
        measure_image(b"no picture")


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


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_phones_photograph_is_turned_once(orientation, kind):
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = make_one().rotate({1: 0, 3: 180, 6: 90, 8: 270}[orientation], expand=True)
    pixels = decode_image(encode(lying, kind, exif=exif.tobytes()))
    assert pixels.shape[:2] == (160, 120)
    assert pixels[30, 60, 0] < 80, "the line begins 20 pixels from the top"
    assert pixels[10, 60, 0] > 200


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_as_pillow_turns_it(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encode(make_one().rotate(3, fillcolor="#f0ead8"), "PNG", exif=exif)
    with Image.open(BytesIO(content)) as image:
        expected = ImageOps.exif_transpose(image).convert("RGBA")
    assert np.array_equal(decode_image(content), np.asarray(expected))


def make_exif():
    """Make EXIF of every kind of value: numbers, words, a fraction, bytes, a folder of its own."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x011A] = 6, "Maker", 72.0
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0a picture"
    return exif


def sort_pixels(pixels):
    """Return what is the same of a picture, however it is turned."""
    return np.sort(np.ascontiguousarray(pixels).view(np.uint32), axis=None)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of what is wrong with the EXIF
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_is_read_whichever_byte_of_its_exif_is_damaged(kind):
    exif = make_exif()
    content = encode(make_one(), kind, exif=exif)
    whole, start = sort_pixels(decode_image(content)), content.index(exif.tobytes()[6:])
    for place in range(start, start + len(exif.tobytes()[6:])):
        for value in (0, 255, content[place] ^ 1, content[place] ^ 128):
            damaged = content[:place] + bytes([value]) + content[place + 1 :]
            assert np.array_equal(sort_pixels(decode_image(damaged)), whole), (place, value)


def test_greys_of_16_bits_are_no_white_paper():
    light = np.full((160, 120), 60_000, np.uint16)
    light[20:140, 55:65] = 9_000
    pixels = decode_image(encode(Image.fromarray(light)))
    assert pixels[0, 0].tolist() == [60_000 // 256] * 3 + [255]
    assert pixels[80, 60].tolist() == [9_000 // 256] * 3 + [255]


def damage(content, rng):
    """Cut a file short, or put other bytes into it, most of them near its beginning."""
    if rng.random() < 0.2:
        return content[: rng.integers(len(content))]
    damaged = bytearray(content)
    for _ in range(rng.integers(1, 4)):
        place = rng.integers(min(len(content), 120) if rng.random() < 0.5 else len(content))
        damaged[place] = rng.choice([0, 1, 127, 128, 255, rng.integers(256)])
    return bytes(damaged)


FRAMES = {"save_all": True, "append_images": [make_one().rotate(180).resize((24, 32))]}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("RGB", "PNG", {"exif": make_exif()}),
        ("P", "PNG", {"transparency": 0}),
        ("LA", "PNG", {}),
        ("1", "PNG", {}),
        ("RGB", "PNG", FRAMES),
        ("RGB", "JPEG", {"exif": make_exif()}),
        ("CMYK", "JPEG", {"progressive": True}),
        ("RGB", "MPO", FRAMES),
        ("P", "GIF", {}),
        ("RGB", "GIF", FRAMES),
        ("RGB", "WEBP", {"exif": make_exif()}),
        ("RGBA", "WEBP", {"lossless": True}),
        ("RGB", "WEBP", FRAMES),
        ("RGB", "BMP", {}),
        ("P", "BMP", {}),
        ("RGB", "AVIF", {"exif": make_exif()}),
        ("RGB", "HEIF", {"exif": make_exif()}),
    ],
)
def test_a_damaged_file_is_read_or_gets_a_sentence(mode, kind, options):
    small = make_one().resize((24, 32))
    small = small.quantize(8) if mode == "P" else small.convert(mode)
    content, rng = encode(small, kind, **options), np.random.default_rng(7)
    for _ in range(150):
        damaged = damage(content, rng)
        try:
            find_ink(decode_image(damaged))
        except DrawingError as error:
            assert len(str(error)) > 20


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
    with pytest.raises(DrawingError, match="9100 × 9000 pixels; at most"):
        decode_image(content)
