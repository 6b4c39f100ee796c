"""Pictures without answers: a network on screen can be asked about them."""

import numpy as np
import pytest

from mlp_explorer.data.files.brought import PictureChoices
from mlp_explorer.data.files.read import read_unlabelled_pictures
from mlp_explorer.errors import DatasetError
from tests.data.files.making import make_csv, make_digits, make_idx, make_npy, make_npz, make_zip
from tests.data.files.test_picture_folders import make_lines

X, Y = make_digits(30)


def read(files, **choices):
    return read_unlabelled_pictures(files, choices=PictureChoices(**choices))


@pytest.mark.parametrize(
    "files",
    [
        {"test.csv": make_csv(X)},
        {"test.csv": make_csv(X, header=False)},
        {"test.csv": make_csv(X, Y)},
        {"test.npy": make_npy(X.reshape(30, 784))},
        {"test.npz": make_npz(x=X, y=Y)},
        {"t10k-images-idx3-ubyte.gz": make_idx(X)},
    ],
    ids=["Kaggle", "no header", "answered", "npy", "npz", "IDX"],
)
def test_pictures_come_in_their_order(files):
    assert np.array_equal(read(files).pictures, X)


def test_choices_count_here_too():
    files = {"emnist.npy": make_npy(255 - X)}
    assert np.array_equal(read(files).pictures, X.swapaxes(1, 2))
    assert [note.code for note in read(files).notes] == ["pictures.turned", "pictures.inverted"]
    assert np.array_equal(read(files, transposed=False).pictures, X)


def test_files_of_pictures_need_no_folders():
    loose = {name.replace("/", "_"): content for name, content in make_lines().items()}
    for files in ({"a.zip": make_zip(loose)}, {"a.zip": make_zip(make_lines())}):
        assert read(files).pictures.shape == (16, 28, 28)


def test_other_files_are_no_pictures():
    with pytest.raises(DatasetError, match=r"“a\.csv” has no pictures that can be read"):
        read({"a.csv": b"a,b\n1,2\n"})
