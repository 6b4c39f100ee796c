"""Pictures in files of their own, a folder a class."""

import unicodedata
import zipfile
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from mlp_explorer.data.files.names import clean_path
from mlp_explorer.data.files.picture_paths import place_pictures
from mlp_explorer.drawing import decode_image, image_to_digit
from mlp_explorer.errors import DatasetError
from tests.data.files.making import (
    codes,
    draw_line,
    encode,
    make_digits,
    make_zip,
    read,
    sort_rows,
)

SIZES = [(100, 140), (120, 90), (300, 210), (75, 75), (160, 160), (90, 200), (110, 100), (81, 93)]


def make_lines(folder="", names=("lying", "standing"), **options):
    """Return files of lines on paper, of mixed sizes, a folder a class."""
    return {
        f"{folder}{name}/{number}.png": encode(draw_line(size, turned, **options))
        for turned, name in enumerate(names)
        for number, size in enumerate(SIZES)
    }


def check_lines(data, classes=("lying", "standing")):
    """Check that lying lines are wider than high, standing ones higher, white on black."""
    assert data.about.classes == classes
    assert data.about.shape == (28, 28) and data.x_train.dtype == np.uint8
    for pictures, answers in ((data.x_train, data.y_train), (data.x_test, data.y_test)):
        assert (pictures[:, 0] == 0).all() and (pictures.max(axis=(1, 2)) == 255).all()
        high, wide = ((pictures > 100).any(axis).sum(1) for axis in (2, 1))
        assert ((high > wide) == answers).all()


def test_a_zip_with_a_folder_a_class():
    data = read({"lines.zip": make_zip(make_lines())})
    check_lines(data)
    assert data.about.n_train + data.about.n_test == 16
    assert {"pictures.redrawn", "pictures.dark_ink", "dataset.held_out"} == {*codes(data)}


@pytest.mark.parametrize("folder", ["data/", "a/b/", "train/", "data/train/"])
def test_one_folder_deeper(folder):
    data = read({"lines.zip": make_zip(make_lines(folder))})
    check_lines(data)
    assert data.about.key == read({"lines.zip": make_zip(make_lines())}).about.key


def test_folders_for_parts():
    parts = {"train": 8, "val": 3, "test": 2}
    files = {}
    for shade, (part, count) in enumerate(parts.items()):
        lines = make_lines(f"{part}/", ink=(40 * shade,) * 3)
        files |= {name: c for name, c in lines.items() if int(name[-5]) < count}
    for name in list(files):  # pictures that are equal would not train
        number = int(name[-5]) + 10 * list(parts).index(name.split("/")[0])
        size = 60 + 7 * number, 90 + 3 * number
        files[name] = encode(draw_line(size, "standing" in name))
    data = read({"lines.zip": make_zip(files)})
    check_lines(data)
    assert (data.about.n_train, data.about.n_validation, data.about.n_test) == (22, 6, 4)


def test_pictures_that_are_the_same_in_both_parts_do_not_train():
    files = make_lines("train/") | {"test/lying/a.png": make_lines()["lying/0.png"]}
    data = read({"lines.zip": make_zip(files)})
    assert data.about.n_test == 1 and "dataset.in_both" in codes(data)


def test_what_systems_leave_is_left_out_and_counted():
    files = make_lines() | {
        "__MACOSX/lying/._0.png": b"\0\5\x16\7",
        "lying/._1.png": b"\0\5\x16\7",
        "lying/.DS_Store": b"Bud1",
        ".DS_Store": b"Bud1",
        "standing/Thumbs.db": b"\xd0\xcf\x11\xe0",
        "standing/desktop.ini": b"[.ShellClassInfo]",
        "readme.txt": b"lines",
    }
    data = read({"lines.zip": make_zip(files)})
    check_lines(data)
    said = {note.code: note.values for note in data.about.notes}
    assert said["pictures.left_system"]["count"] == 6
    assert said["pictures.left_others"]["count"] == 1


def test_classes_are_in_natural_order():
    names = [str(number) for number in range(1, 12)]
    pictures, _ = make_digits(22)
    files = {
        f"{names[number // 2]}/{number}.png": encode(Image.fromarray(picture))
        for number, picture in enumerate(pictures)
    }
    assert read({"a.zip": make_zip(files)}).about.classes == tuple(names)


def test_names_are_as_they_were_meant():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in make_lines(names=("x", "standing")).items():
            archive.writestr(name.replace("x/", "Ka\u0308se und O\u0308l/"), content)
    # as a Mac writes it: UTF-8, without the mark that says so
    content = buffer.getvalue()
    plain = bytearray(content)
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = plain.find(start)
        while place >= 0:
            plain[place + offset + 1] &= ~0x08
            place = plain.find(start, place + 4)
    for each in (content, bytes(plain)):
        data = read({"a.zip": each})
        assert data.about.classes == (unicodedata.normalize("NFC", "Käse und Öl"), "standing")
    assert clean_path("Käse", was_cp437=True) == "Käse"  # an old Windows meant what it wrote


def test_an_empty_folder_is_no_class():
    files = make_lines() | {"circles/": b"", "notes/readme.txt": b"nothing"}
    data = read({"a.zip": make_zip(files)})
    check_lines(data)
    notes = [str(note) for note in data.about.notes]
    assert any("2 folders without pictures are left out: circles, notes" in n for n in notes)


def test_a_spreadsheet_with_pictures_in_it_is_no_folder_of_pictures():
    pictures = {f"xl/media/{name}": content for name, content in make_lines().items()}
    assert read({"a.xlsx": make_zip({"[Content_Types].xml": b"<Types/>"} | pictures)}) is None


def test_one_class_only_is_a_sentence():
    files = {name: content for name, content in make_lines().items() if "lying" in name}
    with pytest.raises(DatasetError, match="one class, “lying”"):
        read({"a.zip": make_zip(files)})


def test_a_picture_that_is_none_is_named_and_left_out():
    files = make_lines() | {
        "lying/broken.png": b"no picture",
        "lying/cut.jpg": encode(draw_line((99, 80)), "JPEG")[:300],
        "standing/white.png": encode(Image.new("L", (70, 90), 255)),
    }
    data = read({"a.zip": make_zip(files)})
    check_lines(data)
    notes = [str(note) for note in data.about.notes]
    assert "2 pictures cannot be read and are left out: broken.png, cut.jpg." in notes
    assert "1 picture is as good as blank and left out: white.png." in notes
    with pytest.raises(DatasetError, match=r"cannot be read.*broken\.png"):
        read({"a.zip": make_zip({"a/broken.png": b"none", "b/worse.png": b"none"})})
    tests = make_lines("test/")
    with pytest.raises(DatasetError, match=r"cannot be read.*broken\.png"):
        read({"a.zip": make_zip({"train/a/broken.png": b"none"} | tests)})


def make_odd_ones():
    """Return a picture of every odd kind, each with a standing line."""
    size = (90, 130)
    line = draw_line(size, True)
    clear = draw_line(size, True, (0, 0, 0, 0), (0, 0, 0, 255), "RGBA")
    exif = Image.Exif()
    exif[0x0112] = 6
    deep = np.full((130, 90), 60_000, np.uint16)
    deep[16:114, 36:54] = 2000
    return {
        "dark.png": encode(line),
        "clear.png": encode(clear),
        "clear_palette.gif": encode(clear.convert("P"), "GIF", transparency=0),
        "palette.png": encode(line.convert("P")),
        "cmyk.jpg": encode(line.convert("CMYK"), "JPEG"),
        "deep.png": encode(Image.fromarray(deep)),
        "turned.jpg": encode(line.rotate(90, expand=True), "JPEG", exif=exif),
        "moving.gif": encode(
            line, "GIF", save_all=True, append_images=[draw_line(size, False)] * 2
        ),
        "moving.webp": encode(line, "WEBP", save_all=True, append_images=[line.rotate(90)]),
        "phone.heic": encode(line, "HEIF"),
        "phone.avif": encode(line, "AVIF"),
        "grey.bmp": encode(line.convert("L"), "BMP"),
        "black_and_white.png": encode(line.convert("1")),
        "grey_alpha.png": encode(line.convert("LA")),
    }


@pytest.mark.parametrize("name", make_odd_ones())
def test_every_kind_of_picture_is_read_alike(name):
    odd = make_odd_ones()[name]
    data = read({"a.zip": make_zip(make_lines() | {f"standing/{name}": odd})})
    check_lines(data)
    assert data.about.n_train + data.about.n_test == 17
    if name != "clear_palette.gif":
        assert "pictures.left_unread" not in codes(data)


def test_a_picture_is_what_draw_makes_of_it():
    data = read({"a.zip": make_zip(make_lines())})
    wanted = image_to_digit(decode_image(make_lines()["lying/0.png"]))
    off = np.abs(data.x_train / 255 - wanted).mean(axis=(1, 2))
    off = np.append(off, np.abs(data.x_test / 255 - wanted).mean(axis=(1, 2)))
    assert off.min() < 0.005


def test_ink_is_told_from_paper_for_the_whole_set():
    light = {"paper": (10, 20, 10), "ink": (250, 250, 250)}
    data = read({"a.zip": make_zip(make_lines(**light))})
    check_lines(data)
    assert "pictures.light_ink" in codes(data)
    files = make_lines()
    files["lying/other.png"] = encode(draw_line((95, 70), **light))
    data = read({"a.zip": make_zip(files)})
    check_lines(data)
    assert [str(n) for n in data.about.notes if "other.png" in str(n)]
    with pytest.raises(DatasetError, match="as good as blank"):
        read({"a.zip": make_zip(make_lines())}, inverted=False)


def test_small_pictures_of_one_size_stay_as_they_are():
    pictures, labels = make_digits(24)
    files = {
        f"{label}/{number}.png": encode(Image.fromarray(picture))
        for number, (picture, label) in enumerate(zip(pictures, labels, strict=True))
    }
    data = read({"a.zip": make_zip(files)})
    assert np.array_equal(
        sort_rows(np.concatenate([data.x_train, data.x_test])), sort_rows(pictures)
    )
    light = {
        name: encode(Image.fromarray(255 - decode_image(c)[..., 0])) for name, c in files.items()
    }
    inverted = read({"a.zip": make_zip(light)})
    assert inverted.about.key == data.about.key
    assert "pictures.inverted" in codes(inverted)
    redrawn = read({"a.zip": make_zip(files)}, redrawn=True)
    assert redrawn.about.key != data.about.key and "pictures.redrawn" in codes(redrawn)


def make_photo(seed, size):
    """Return a picture that is no ink on paper: shapes of all shades, to its rim."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8))
    return encode(coarse.resize(size, Image.Resampling.BICUBIC), "JPEG")


def test_photographs_are_kept_whole():
    files = {
        f"{name}/{number}.jpg": make_photo(number + 100 * place, size)
        for place, name in enumerate(("cat", "dog"))
        for number, size in enumerate(SIZES)
    }
    data = read({"a.zip": make_zip(files)})
    assert data.about.n_train + data.about.n_test == 16
    assert "pictures.kept_whole" in codes(data)
    data = read({"a.zip": make_zip(make_lines())}, redrawn=False)
    assert data.about.shape == (28, 28) and "pictures.inverted" in codes(data)


@pytest.mark.parametrize(
    ("paths", "places"),
    [
        (["a/1.png", "b/1.png"], ["train a", "train b"]),
        (["z/train/a/1.png", "z/test/b/1.png"], ["train a", "test b"]),
        (["Training/a/1.png", "Testing/b/1.png"], ["train a", "test b"]),
        (["a/train/1.png", "a/test/1.png", "b/train/2.png"], ["train a", "test a", "train b"]),
        (["train/img/a/1.png", "val/img/b/1.png"], ["train a", "validation b"]),
        (["a/x/1.png", "a/y/2.png", "b/x/3.png"], ["train a", "train a", "train b"]),
        (["train/a/1.png", "train/b/2.png", "test/3.png"], ["train a", "train b", "test "]),
        (["test/a/1.png", "test/b/2.png"], ["train a", "train b"]),
        (["cat.0.jpg", "cat.1.jpg", "dog.0.jpg"], ["train cat", "train cat", "train dog"]),
        (["in/5_01.png", "in/5-2.png", "in/7 (1).png"], ["train 5", "train 5", "train 7"]),
        (["a/1.png", "a/2.png", "a/3.png"], ["train a"] * 3),
        (["1.png", "2.png", "3.png"], ["train pictures"] * 3),
    ],
)  # fmt: skip
def test_a_path_says_class_and_part(paths, places):
    assert [f"{part} {label}" for part, label in place_pictures(paths)] == places


def test_several_zips_and_loose_files():
    lines = make_lines()
    zips = {
        f"{name}.zip": make_zip({k.split("/")[1]: c for k, c in lines.items() if name in k})
        for name in ("lying", "standing")
    }
    check_lines(read(zips))
    check_lines(read(lines))
    check_lines(read({name.replace("/", "_"): content for name, content in lines.items()}))


def test_of_too_many_pictures_some_are_read(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.folders._MOST_REDRAWN", 8)
    data = read({"a.zip": make_zip(make_lines())})
    check_lines(data)
    assert data.about.n_train + data.about.n_test == 8
    assert "pictures.thinned" in codes(data)
