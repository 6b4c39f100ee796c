"""Pictures in arrays: Keras's and MedMNIST's npz, two arrays without names, Quick, Draw!, IDX."""

import gzip
import pickle

import numpy as np
import pytest

from mlp_explorer.data.files.read import read_dataset
from mlp_explorer.errors import DatasetError
from tests.data.files.making import (
    codes,
    make_digits,
    make_idx,
    make_npy,
    make_npz,
    make_zip,
    read,
    sort_rows,
)

X, Y = make_digits(60)
X_TEST, Y_TEST = make_digits(12, seed=1)


def check_all(data, x=X, y=Y, x_test=X_TEST, y_test=Y_TEST):
    """Check that a dataset has these pictures, each with its answer."""
    for got, answers, wanted, numbers in (
        (data.x_train, data.y_train, x, y),
        (data.x_test, data.y_test, x_test, y_test),
    ):
        assert got.dtype == answers.dtype == np.uint8
        assert np.array_equal(sort_rows(got), sort_rows(wanted))
        known = {picture.tobytes(): number for picture, number in zip(wanted, numbers, strict=True)}
        assert [known[picture.tobytes()] for picture in got] == answers.tolist()


def test_keras_npz():
    data = read({"mnist.npz": make_npz(x_train=X, y_train=Y, x_test=X_TEST, y_test=Y_TEST)})
    check_all(data)
    assert data.about.classes == ("0", "1", "2")
    assert data.about.kind == "pictures" and data.about.shape == (28, 28)
    assert codes(data) == []


def test_without_a_test_part_every_sixth_is_held_out_and_that_is_said():
    data = read({"mine.npz": make_npz(x_train=X, y_train=Y)})
    assert (data.about.n_train, data.about.n_test) == (50, 10)
    assert codes(data) == ["dataset.held_out"]


@pytest.mark.parametrize(
    "names",
    [("x", "y"), ("X", "Y"), ("images", "labels"), ("data", "target"), ("X_train", "Y_train")],
)
def test_other_names_of_the_same(names):
    data = read({"data.npz": make_npz(**dict(zip(names, (X, Y), strict=True)))})
    assert data.about.n_train + data.about.n_test == 60


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.reshape(len(x), -1),
        lambda x: x[..., None],
        lambda x: x[:, None],
        lambda x: np.asfortranarray(x),
        lambda x: x.astype(np.int64),
        lambda x: x.astype(np.float32),
        lambda x: x / 255,
        lambda x: (x / 255).astype(np.float32)[..., None],
    ],
    ids=["flat", "channel last", "channel first", "Fortran", "int64", "float", "to 1", "all"],
)
def test_pictures_of_other_shapes_and_types_are_the_same(change):
    parts = {"x_train": change(X), "y_train": Y, "x_test": change(X_TEST), "y_test": Y_TEST}
    check_all(read({"mnist.npz": make_npz(**parts)}))


@pytest.mark.parametrize(
    "change",
    [
        lambda y: y[:, None],
        lambda y: y.astype(np.float64),
        lambda y: np.eye(3)[y],
        lambda y: np.array(["ant", "bee", "cow"])[y],
        lambda y: np.array([b"ant", b"bee", b"cow"])[y],
        lambda y: y.astype(np.int64) * 7 - 7,
    ],
    ids=["n x 1", "float", "one-hot", "text", "bytes", "any numbers"],
)
def test_answers_of_other_shapes_and_types_are_the_same(change):
    parts = {"x_train": X, "y_train": change(Y), "x_test": X_TEST, "y_test": change(Y_TEST)}
    data = read({"mnist.npz": make_npz(**parts)})
    check_all(data)
    assert len(data.about.classes) == 3


def test_numbers_are_in_their_order_and_names_as_people_expect():
    labels = np.array([10, 9, -1])[Y]
    assert read({"a.npz": make_npz(x=X, y=labels)}).about.classes == ("-1", "9", "10")
    labels = np.array(["b10", "b9", "A"])[Y]
    assert read({"a.npz": make_npz(x=X, y=labels)}).about.classes == ("A", "b9", "b10")


@pytest.mark.parametrize(("least", "most"), [(0, 16), (-1, 1), (-0.42, 2.82), (0, 4000)])
def test_other_ranges_are_stretched_and_that_is_said(least, most):
    x = least + X.astype(np.float64) / 255 * (most - least)
    if most in (16, 4000):
        x = np.rint(x).astype(np.uint16)
    data = read({"a.npz": make_npz(x=x, y=Y)})
    assert "pictures.stretched" in codes(data)
    assert (data.x_train.min(), data.x_train.max()) == (0, 255)


def test_medmnist_with_colours_and_a_validation_part_of_its_own():
    colours = np.random.default_rng(0).integers(0, 256, (30, 28, 28, 3), dtype=np.uint8)
    parts = {"train": colours[:18], "val": colours[18:24], "test": colours[24:]}
    arrays = {f"{name}_images": part for name, part in parts.items()}
    arrays |= {f"{name}_labels": Y[: len(part), None] for name, part in parts.items()}
    data = read({"bloodmnist.npz": make_npz(**arrays)})
    assert (data.about.n_train, data.about.n_validation, data.about.n_test) == (24, 6, 6)
    grey = np.rint(colours[18:24] @ np.array([0.299, 0.587, 0.114]))
    assert np.abs(data.x_train[-6:].astype(float) - grey).max() <= 1
    assert "pictures.grey" in codes(data)


def test_colours_in_rows_are_told_by_what_is_smooth():
    y, x = np.mgrid[:32, :32]
    smooth = np.stack([x * 7, y * 7, 255 - x * 7], axis=-1).astype(np.uint8)
    pictures = np.stack([np.roll(smooth, number, 0) for number in range(12)])
    rows = pictures.reshape(12, -1), np.moveaxis(pictures, 3, 1).reshape(12, -1)
    first, second = (read({"a.npz": make_npz(x=each, y=Y[:12])}) for each in rows)
    assert first.about.shape == (32, 32)
    assert np.array_equal(first.x_train, second.x_train)


def test_transparent_ink_is_not_black_on_black():
    ink = np.zeros((12, 28, 28, 4), np.uint8)
    for number in range(12):
        ink[number, 10:20, number : number + 5, 3] = 255  # black
    data = read({"a.npz": make_npz(x=ink, y=Y[:12])})
    assert "pictures.inverted" in codes(data)
    assert data.x_train.max() == 255 and data.x_train[:, 0].max() == 0


def test_large_pictures_are_shrunk_and_small_ones_stay():
    large = np.kron(X[:12], np.ones((4, 4), np.uint8))
    data = read({"a.npz": make_npz(x=large, y=Y[:12])})
    assert data.about.shape == (56, 56) and "pictures.shrunk" in codes(data)
    tall = make_digits(12, 64)[0][:, :40]
    assert read({"a.npz": make_npz(x=tall, y=Y[:12])}).about.shape == (40, 64)


def test_two_arrays_without_names_are_told_apart_by_shape():
    check_all(read({"a.npz": make_npz(Y, X, Y_TEST, X_TEST)}))
    check_all(read({"data.npz": make_npz(X_TEST, Y_TEST, X, Y)}))  # the larger part trains


def test_kuzushijis_four_files_with_an_array_each():
    files = {
        "kmnist-train-imgs.npz": make_npz(X),
        "kmnist-train-labels.npz": make_npz(Y),
        "kmnist-test-imgs.npz": make_npz(X_TEST),
        "kmnist-test-labels.npz": make_npz(Y_TEST),
        "kmnist_classmap.csv": "index,codepoint,char\n0,U+0,お\n1,U+1,き\n2,U+2,す\n".encode(),
    }
    data = read(files)
    check_all(data)
    assert data.about.classes == ("お", "き", "す")


def test_npy_files_and_archives_of_them():
    files = {"train_images.npy": make_npy(X), "train_labels.npy": make_npy(Y)}
    whole = read(files)
    assert whole.about.n_train + whole.about.n_test == 60
    assert read({"both.zip": make_zip(files)}).about.key == whole.about.key
    nested = make_zip({"inner/mnist.npz": make_npz(x=X, y=Y)})
    assert read({"outer.zip": nested}).about.key == whole.about.key


@pytest.mark.parametrize("arrays", [{"a": X, "b": X_TEST, "c": Y[:7]}, {"x": X, "y": Y[:7]}])
def test_what_cannot_be_told_apart_is_said_with_names_and_shapes(arrays):
    with pytest.raises(DatasetError, match=r"\(60, 28, 28\).*\(7,\)"):
        read({"a.npz": make_npz(**arrays)})


def test_an_npz_of_a_table_has_no_pictures():
    with pytest.raises(DatasetError, match=r"x \(20, 13\)"):
        read({"a.npz": make_npz(x=np.ones((20, 13)), y=np.arange(20))})


def test_what_is_not_used_is_said():
    data = read({"a.npz": make_npz(x=X, y=Y, weights=np.ones(5))})
    assert "weights (5,)" in str(data.about.notes[0])


def test_quick_draw_a_file_a_class():
    files = {
        "full_numpy_bitmap_cat.npy": make_npy(X[:20].reshape(20, 784)),
        "full_numpy_bitmap_The Eiffel Tower.npy": make_npy(X[20:].reshape(40, 784)),
    }
    data = read(files)
    assert data.about.classes == ("cat", "The Eiffel Tower")
    assert np.bincount(data.y_train).tolist() == [17, 33]


def test_pictures_alone_can_be_asked_but_not_learned():
    for files in (
        {"full_numpy_bitmap_cat.npy": make_npy(X.reshape(60, 784))},
        {"a.npz": make_npz(x_train=X, x_test=X_TEST)},
        {"train-images-idx3-ubyte.gz": make_idx(X)},
    ):
        with pytest.raises(DatasetError, match="This can be asked, not learned"):
            read(files)


def make_four(prefix="", y=Y, y_test=Y_TEST, **options):
    return {
        f"{prefix}train-images-idx3-ubyte": make_idx(X, **options),
        f"{prefix}train-labels-idx1-ubyte": make_idx(y, **options),
        f"{prefix}t10k-images-idx3-ubyte": make_idx(X_TEST, **options),
        f"{prefix}t10k-labels-idx1-ubyte": make_idx(y_test, **options),
    }


@pytest.mark.parametrize("packed", [True, False])
def test_idx_in_four_files(packed):
    files = make_four(packed=packed)
    check_all(read({name + ".gz" * packed: content for name, content in files.items()}))


def test_one_part_of_idx_is_split():
    files = {name: content for name, content in make_four().items() if "t10k" in name}
    data = read(files)
    assert (data.about.n_train, data.about.n_test) == (10, 2)


def test_emnist_is_turned_and_named_by_its_mapping():
    letters = Y + 1, Y_TEST + 1
    files = make_four("emnist-letters-", *letters)
    files["emnist-letters-mapping.txt"] = b"1 65 97 \n2 66 98 \n3 67 99 \n"
    data = read(files)
    assert data.about.classes == ("Aa", "Bb", "Cc")
    check_all(data, X.swapaxes(1, 2), Y, X_TEST.swapaxes(1, 2), Y_TEST)
    assert "pictures.turned" in codes(data)
    check_all(read(files, transposed=False))


def test_what_only_sounds_like_emnist_is_not_turned():
    assert "pictures.turned" not in codes(read(make_four("femnist-")))
    turned = read(make_four("mine-"), transposed=True)
    check_all(turned, X.swapaxes(1, 2), Y, X_TEST.swapaxes(1, 2), Y_TEST)


def test_62_classes_and_100_are_read_and_101_are_too_many():
    for count in (62, 100):
        y = (np.arange(400) % count).astype(np.uint8)
        data = read({"a.npz": make_npz(x=make_digits(400, 12)[0], y=y)})
        assert len(data.about.classes) == count
    with pytest.raises(DatasetError, match="101 different answers"):
        read({"a.npz": make_npz(x=make_digits(202, 12)[0], y=np.arange(202) % 101)})


def test_dark_ink_on_light_paper_is_inverted_unless_somebody_says_otherwise():
    arrays = {"x_train": 255 - X, "y_train": Y, "x_test": 255 - X_TEST, "y_test": Y_TEST}
    files = {"a.npz": make_npz(**arrays)}
    data = read(files)
    check_all(data)
    assert codes(data) == ["pictures.inverted"]
    check_all(read(files, inverted=False), 255 - X, Y, 255 - X_TEST, Y_TEST)


def test_noise_is_not_taken_for_paper():
    x = np.random.default_rng(0).integers(0, 256, (60, 28, 28), dtype=np.uint8)
    assert codes(read({"a.npz": make_npz(x=x, y=Y)})) == ["dataset.held_out"]


def test_what_is_in_both_parts_does_not_train():
    both = np.concatenate([X, X_TEST]), np.concatenate([Y, Y_TEST])
    arrays = {"x_train": both[0], "y_train": both[1], "x_test": X_TEST, "y_test": Y_TEST}
    data = read({"a.npz": make_npz(**arrays)})
    assert (data.about.n_train, codes(data)) == (60, ["dataset.in_both"])
    with pytest.raises(DatasetError, match="0 to test are left"):
        read({"a.npz": make_npz(x_train=X, y_train=Y, x_test=X, y_test=Y)})


def test_a_class_of_the_test_part_alone_is_left_out():
    y_test = Y_TEST.copy()
    y_test[0] = 9
    data = read({"a.npz": make_npz(x_train=X, y_train=Y, x_test=X_TEST, y_test=y_test)})
    assert (data.about.n_test, codes(data)) == (11, ["pictures.left_unknown"])
    arrays = {"x_train": X, "y_train": Y, "x_val": X_TEST, "y_val": y_test}
    data = read({"a.npz": make_npz(**arrays)})
    assert (data.about.n_validation, data.about.classes) == (11, ("0", "1", "2"))


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": X, "y": Y * 0}, "one class, “0”"),
        ({"x": X, "y": Y + 0.5}, "row 1: “0.5”"),
        ({"x": X, "y": np.where(np.arange(60) == 4, np.nan, Y)}, "row 5: “nan”"),
        ({"x": X, "y": np.ones((60, 3))}, "row 1 is not"),
        ({"x": X * 0, "y": Y}, "nothing to learn from"),
        ({"x": np.where(X[:, :, :] == X[7, 5, 5], np.nan, X), "y": Y}, "no number"),
        ({"x_train": X, "y_train": Y, "x_test": X_TEST[:, 1:], "y_test": Y_TEST}, "28 × 27"),
    ],
    ids=["one class", "fractions", "nan", "several a picture", "black", "pixel", "sizes"],
)
def test_what_cannot_be_learned_is_a_sentence(arrays, words):
    with pytest.raises(DatasetError, match=words):
        read({"a.npz": make_npz(**arrays)})


class Trap:
    """What a pickle does when it is opened."""

    def __reduce__(self):
        return pytest.fail, ("a pickle was opened",)


def test_a_pickle_is_never_opened():
    objects = np.array([Trap()], object)
    for name, content in {
        "a.npz": make_npz(x=objects),
        "a.npy": make_npy(objects, allow_pickle=True),
        "mnist.pkl": pickle.dumps(Trap()),
        "mnist.pkl.gz": gzip.compress(pickle.dumps(Trap())),
        "model.pt": make_zip({"archive/data.pkl": pickle.dumps(Trap())}),
    }.items():
        with pytest.raises(DatasetError, match="pickle"):
            read_dataset({name: content})
    data = read({"a.npz": make_npz(x=X, y=Y, extra=objects)})
    assert "pictures.left_objects" in codes(data)


@pytest.mark.parametrize("cut", [3, 20, 90, 1000, 20_000])
def test_a_file_that_was_cut_off_is_a_sentence(cut):
    for content in (make_npy(X), make_npz(x=X, y=Y), make_idx(X), make_idx(X, packed=False)):
        files = {"x_train": content[:cut], "y_train": make_npy(Y)}
        with pytest.raises(DatasetError, match=r"damaged|No pictures"):
            read(files)


def test_of_too_many_pictures_every_second_one_is_kept(monkeypatch):
    monkeypatch.setattr("mlp_explorer.data.files.grey._MOST_BYTES", 40 * 784)
    monkeypatch.setattr("mlp_explorer.data.files.stored_rows._BLOCK", 7 * 784)
    data = read({"a.npz": make_npz(x_train=X, y_train=Y, x_test=X_TEST, y_test=Y_TEST)})
    check_all(data, X[::2], Y[::2])
    assert codes(data) == ["pictures.thinned"]
