import errno
import tempfile

import numpy as np
import pytest

from mlp_explorer.data.stored_array import StoredArray


@pytest.fixture
def array():
    return np.random.default_rng(0).integers(0, 256, (50, 28, 28)).astype(np.uint8)


def test_an_array_is_looked_at_where_it_is_stored_and_is_nobodys(array):
    stored, before = StoredArray(array), array.copy()
    array[:] = 0
    first, second = stored.look_at(), stored.look_at()
    assert np.array_equal(first, before) and np.array_equal(second, before)
    assert (first.dtype, first.shape) == (before.dtype, before.shape)
    assert not np.shares_memory(first, second)
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1


class _Full:
    """A file on a disk without room."""

    def __call__(self):
        return self

    def fileno(self):
        raise OSError(errno.ENOSPC, "No space left on device")

    flush = write = fileno

    def close(self):
        pass


def _refuse():
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


@pytest.mark.parametrize("make_file", [_Full(), _refuse])
def test_where_no_file_can_be_kept_the_array_itself_is_looked_at(array, monkeypatch, make_file):
    monkeypatch.setattr(tempfile, "TemporaryFile", make_file)
    stored = StoredArray(array)
    assert stored.look_at() is array
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1
