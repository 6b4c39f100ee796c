import base64
import json
import pickle
from io import BytesIO

import numpy as np
import pytest

from mlp_explorer.drawing import strokes_to_digit
from mlp_explorer.drawing.collection import (
    LabelledDigit,
    describe_gaps,
    read_collection,
    split_collection,
    write_json,
    write_npz,
)
from mlp_explorer.errors import DrawingError

RNG = np.random.default_rng(0)
STROKES = [[[10.0, 10.0], [90.5, 12.0], [40.0, 140.0]], [[20.0, 70.0], [80.0, 66.0]]]


def make(label, strokes=STROKES):
    return LabelledDigit(label, RNG.integers(0, 256, (28, 28), dtype=np.uint8), strokes)


def write_arrays(**arrays):
    buffer = BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def test_json_gives_back_what_was_written():
    drawings = [make(7), make(0, [])]
    found = read_collection(write_json(drawings))
    for one, other in zip(found, drawings, strict=True):
        assert (one.label, one.strokes) == (other.label, other.strokes)
        np.testing.assert_array_equal(one.digit, other.digit)


def test_npz_gives_back_pictures_and_labels():
    drawings = [make(7), make(3)]
    found = read_collection(write_npz(drawings))
    assert [each.label for each in found] == [7, 3]
    np.testing.assert_array_equal(found[1].digit, drawings[1].digit)


def test_strokes_alone_are_drawn():
    content = json.dumps({"digits": [{"label": 7, "strokes": STROKES}]}).encode()
    [drawing] = read_collection(content)
    expected = np.round(strokes_to_digit(STROKES) * 255)
    np.testing.assert_array_equal(drawing.digit, expected.astype(np.uint8))


def test_keras_names_and_floats_are_taken():
    x = RNG.random((4, 28, 28))
    found = read_collection(write_arrays(x_train=x, y_train=np.arange(4)))
    np.testing.assert_array_equal(found[2].digit, np.round(x[2] * 255).astype(np.uint8))


X, Y = np.zeros((2, 28, 28), np.uint8), np.zeros(2, np.uint8)
PIXELS = base64.b64encode(bytes(783)).decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG", "cannot be read as drawings"),
        (b"[]", "cannot be read as drawings"),
        (b'{"digits": []}', "at least 1 item"),
        (b'{"digits": [{"strokes": [[[1, 2]]]}]}', "digits 1 label"),
        (b'{"digits": [{"label": 11, "strokes": [[[1, 2]]]}]}', "“11” is not possible"),
        (b'{"digits": [{"label": 1, "strokes": [[[1, null]]]}]}', "digits 1 strokes 1 1"),
        (b'{"digits": [{"label": 1}]}', "Drawing 1 cannot be read. The drawing has no strokes"),
        (f'{{"digits": [{{"label": 1, "pixels": "{PIXELS}"}}]}}'.encode(), "784 bytes"),
        (b"PK\x03\x04 and no more", "damaged or incomplete"),
        (write_arrays(a=X), "has a; it must have x and y"),
        (write_arrays(x=X[0], y=Y), r"shape \(28, 28\)"),
        (write_arrays(x=X, y=Y[:1]), "allowed are 2 whole numbers"),
        (write_arrays(x=X, y=Y + 10), "A label is 10;"),
        (write_arrays(x=X + 2.5, y=Y), "floats from 0 to 1"),
        (write_arrays(x=np.zeros((5001, 28, 28), np.uint8), y=Y), "5001, 28, 28"),
        (write_arrays(x=np.array([object(), {}]), y=Y), "holds objects"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(content, sentence):
    with pytest.raises(DrawingError, match=sentence):
        read_collection(content)


@pytest.mark.parametrize("write", [write_npz, write_json])
def test_a_damaged_file_is_read_or_gets_a_sentence(write):
    content, rng = write([make(7), make(3)]), np.random.default_rng(3)
    for _ in range(1000):
        damaged = bytearray(content)
        for place in rng.integers(len(content), size=rng.integers(1, 4)):
            damaged[place] = rng.integers(256)
        try:
            read_collection(bytes(damaged))
        except DrawingError as error:
            assert len(str(error)) > 20


def test_a_file_that_unpacks_to_too_much_is_not_unpacked():
    buffer = BytesIO()
    np.savez_compressed(buffer, x=np.zeros(80_000_000, np.uint8), y=Y)
    assert len(buffer.getvalue()) < 200_000
    with pytest.raises(DrawingError, match="too large"):
        read_collection(buffer.getvalue())


def test_objects_in_an_npz_are_never_unpickled():
    class Trap:
        def __reduce__(self):
            return pytest.fail, ("it was unpickled",)

    content = write_arrays(x=np.frombuffer(pickle.dumps(0), np.uint8), y=np.array([Trap()], object))
    with pytest.raises(DrawingError):
        read_collection(content)


def test_every_third_of_a_digit_is_held_out_and_stays_so():
    drawings = [make(label) for label in (1, 1, 2, 1, 2, 2, 1, 1, 1)]
    learned, held_out = split_collection(drawings)
    places = [next(i for i, d in enumerate(drawings) if d is each) for each in held_out]
    assert places == [3, 5, 8]
    assert len(learned) == 6
    more = split_collection([*drawings, make(1), make(1)])[1]
    assert all(any(each is other for other in more) for each in held_out)


def test_gaps_are_said():
    assert "No drawing is kept yet" in describe_gaps([])[0]
    sentences = " ".join(describe_gaps([make(3), make(4), make(4)]))
    assert "No drawing yet of 0, 1, 2, 5, 6, 7, 8 and 9" in sentences
    assert "One drawing only of 3:" in sentences
    assert "Nothing is held out" in sentences
    assert describe_gaps([make(label) for label in range(10) for _ in range(3)]) == []


def test_a_drawing_that_is_too_long_is_refused_before_it_is_read_whole():
    many = {"digits": [{"label": 1, "strokes": [[[0, 0]] * 300_000]}]}
    with pytest.raises(DrawingError, match=r"At digits 1 strokes 1.*at most 10000 items"):
        read_collection(json.dumps(many).encode())
