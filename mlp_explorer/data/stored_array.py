"""An array on the disk, of which a process has in memory what it looks at."""

import tempfile
import weakref
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["StoredArray"]


class StoredArray:
    """A copy of an array in a temporary file, which goes with the process.

    Where there is no room for it, it is the array itself, made read-only.
    """

    def __init__(self, array: NDArray[Any]) -> None:
        self._dtype, self._shape = array.dtype, array.shape
        self._array: NDArray[Any] | None = None
        try:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  (it is open as long as this is)
            weakref.finalize(self, self._file.close)
            array.tofile(self._file)
        except OSError:
            array.flags.writeable = False
            self._array = array

    def look_at(self) -> NDArray[Any]:
        """Return the array, read-only. Its memory is free again when nobody has it any more."""
        if self._array is not None:
            return self._array
        return np.asarray(np.memmap(self._file, self._dtype, "r", shape=self._shape))
